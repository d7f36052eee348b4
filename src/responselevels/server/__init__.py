"""The duty room: an HTTP service and a console in the browser, over registers. Extra ``server``.

`people` says who asks, `http` answers programs, `console` answers people. What is decided and what is
recorded is the register's; what a page says is in the catalogue.
"""
