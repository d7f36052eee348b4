"""Who asks: accounts and their passwords, sessions, tokens, a proxy's word, OpenID Connect; forms that nobody forged.

What a person may do stands in their account, and is held to where it is done: `Caller` is all that
other rooms see. No decision and no order is looked at here.
"""
