"""Free ports for programs that can't choose one themselves."""

import socket


def free_port() -> int:
    """Return a port of this machine that no program listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port
