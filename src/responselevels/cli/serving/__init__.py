"""The duty room from the command line: `serve`. What a server is stands in the room `server`."""
