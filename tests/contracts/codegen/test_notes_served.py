"""FR-038: a document with notes is served as it says."""

from collections.abc import Iterator

import pytest

from tests.contracts.codegen.generating import shared_folder
from tests.contracts.codegen.noted import at, whole
from tests.contracts.codegen.verdicts.places import Wire
from tests.contracts.codegen.verdicts.server import GeneratedServer, Outcome, generate


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GeneratedServer]:
    folder = shared_folder(tmp_path_factory, "notes")
    generate(folder, {"noted": whole()})
    with GeneratedServer(folder, "noted") as running:
        yield running


def send(server: GeneratedServer, path: str, body: bytes | None = None) -> Outcome:
    headers = (("Content-Type", b"application/json"),) if body is not None else ()
    return server.send("things", Wire(path, headers, body))


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        (f"{at('an unknown format')}?q=x", None, 200),
        (f"{at('a format of strings')}?q=3", None, 200),
        (f"{at('a format of strings')}?q=2026-01-01", None, 422),
        (f"{at('a format of numbers')}?q=x", None, 200),
        (f"{at('an empty value')}?q=", None, 200),
        (at("nullable"), b"null", 422),
        (at("nullable"), b'"x"', 200),
        (at("nullable where null is"), b"null", 200),
        (at("an identifier"), b"1", 200),
        (at("an identifier"), b'"x"', 422),
        (at("a schema of what a text holds"), b'"x"', 200),
        ("/defined", b"9", 200),
        ("/defined", b"10", 422),
    ],
)
def test_what_is_noted_is_served(server: GeneratedServer, path: str, body: bytes | None, status: int) -> None:
    assert send(server, path, body).status == status


def test_bodies_that_a_server_sends_are_models(server: GeneratedServer) -> None:
    """FR-038: those of webhooks and callbacks, named after them."""
    models = __import__("noted.models", fromlist=["ThingMadeBody"])
    assert models.ThingMadeBody(id=1).id == 1
    assert models.DoneBody(id=2).id == 2
    del server


def test_path_item_by_reference_is_served_where_it_is_named(server: GeneratedServer) -> None:
    routers = __import__("noted.routers.things", fromlist=["OPERATIONS"])
    made = {(one.method, one.path): one.id for one in routers.OPERATIONS}
    assert made[("GET", "/shared")] == "get_shared"
    assert (made[("GET", "/twice")], made[("PUT", "/twice")]) == ("twice", "put_twice")
    del server
