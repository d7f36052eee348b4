"""Sentences of a server about who asks: signing in, sessions, tokens, and what they may do."""

SENTENCES: dict[str, str] = {
    "people.needed": "nobody has signed in; sign in, or send a token",
    "people.session.over": "the session is over; sign in again",
    "people.token.malformed": "the `Authorization` header is not `Bearer`, a blank and a token; send one such header",
    "people.proxy.untrusted": "a name came without the secret of the proxy; ask whoever keeps the server",
    "people.forgery.elsewhere": "the request comes from a page of another site, and nothing was done; open the page here and try again",
    "people.forgery.proof": "the form is not of this session, and nothing was done; load the page again and send it anew",
    "people.register": "no register `{slug}` is served here",
}
