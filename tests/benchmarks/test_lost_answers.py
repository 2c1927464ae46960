"""FR-339: a server that gives no answer is told by its request, its last words, and what has to follow the contract."""

import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks.database import Filled
from tests.benchmarks.load import write_tokens, wrong_answers
from tests.benchmarks.servers import SERVERS, cure

DATA = Filled("", "", users=1, tasks=1)


@pytest.fixture
def resetting() -> Iterator[int]:
    """The port of a server that resets each connection when it has a request."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connection.recv(1)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


def test_a_reset_is_told_by_its_request(resetting: int, tmp_path: Path) -> None:
    """FR-339: and ends no benchmark with a traceback."""
    write_tokens(tmp_path / "tokens", 1)
    told = wrong_answers(resetting, tmp_path / "tokens", DATA)
    assert told == ["GET /api/user-1/tasks/2: no answer ([Errno 104] Connection reset by peer)"]


def test_what_has_to_follow_the_contract(tmp_path: Path) -> None:
    """FR-339: the program of the server, and how its log ends; of our own server the log alone."""
    for name, mended in (
        ("limit", "tests/benchmarks/programs/limit.py has to follow; --servers leaves it out."),
        ("fastify", "tests/benchmarks/programs/fastify has to follow; --servers leaves it out."),
    ):
        (tmp_path / f"{name}.log").write_text("KeyError: 'color'\n")
        wanted = f"If the contract or a table has changed, {mended} Its log ends:\nKeyError: 'color'\n"
        assert cure(SERVERS[name], tmp_path) == wanted
    (tmp_path / "ours.log").write_text("A defect.\n")
    assert cure(SERVERS["ours"], tmp_path) == "Look at the log. Its log ends:\nA defect.\n"
