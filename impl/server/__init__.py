"""The server process: it accepts connections, parses HTTP, and shuts down in order."""
