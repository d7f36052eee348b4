"""What every command shares: options, languages, inputs, printing, exit statuses.

No command lives here.
"""
