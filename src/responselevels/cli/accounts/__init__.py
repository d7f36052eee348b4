"""The commands that keep the accounts of a register's server; who may do what is said at the machine itself."""
