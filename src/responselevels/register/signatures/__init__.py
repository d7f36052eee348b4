"""Who may sign, what is signed, and which signatures stand: key lists, envelopes, approvals.

Keys that sign checkpoints live beside the log, in `register.log.cosigning`.
"""
