"""The console: pages for people, made on the server, which work without JavaScript and better with it.

View models are plain values, worked out here from a register; templates lay them out. What a
page says is in the catalogue; what is decided and recorded is the register's. Acts go through
the same functions as those of programs.
"""
