"""Publishes a contract: what frontend teams pin, read and install, in one folder that is the same each time."""
