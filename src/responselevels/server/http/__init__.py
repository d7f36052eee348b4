"""What programs ask by HTTP: addresses under ``/r/{slug}/api/v1``, strict in what they take, and problems as RFC 9457 has them.

Every answer comes from `readings`, and everything that is done from `acts`; here it is only
put into requests and answers.
"""
