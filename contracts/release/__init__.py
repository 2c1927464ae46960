"""Publishes a contract as one folder that frontend teams can pin, read and install from."""
