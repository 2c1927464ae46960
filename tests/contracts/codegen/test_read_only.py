"""FR-430: members of requests that are `readOnly` are ignored, in forms too, and no model of a request has them."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from contracts.runtime import Schemas
from contracts.runtime.judged import typed_request
from contracts.runtime.read_only import Writable
from contracts.runtime.typed import Typed
from tests.contracts.codegen.bodies import FORM, MULTIPART, Taken, served
from tests.contracts.codegen.documents import answering, document, taking, written
from tests.contracts.codegen.generating import codegen, generated, shared_folder

Json = Any
FILE = {"type": "string", "format": "binary"}
ID = {"type": "integer", "readOnly": True}
TEXT = {"type": "string"}


def _object(required: list[str], **properties: Json) -> Json:
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


_SHARED = taking(_ref("Shared"))
_SHARED["responses"] = {**_SHARED["responses"], **answering(_ref("Shared"), status="201")["responses"]}
_FORM = _object(["id", "name"], id=ID, ids={"type": "array", "items": ID, "readOnly": True}, name=TEXT)
_UPLOAD = _object(["file"], id=ID, file=FILE, seal={**FILE, "readOnly": True, "maxLength": 1})
_OPERATIONS = {
    "draft": taking(_ref("Draft")),
    "shared": _SHARED,
    "form": taking(_FORM, FORM),
    "upload": taking(_UPLOAD, MULTIPART),
}
CONTRACT = document(
    {f"/{name}": {"post": {"operationId": f"take_{name}", **one}} for name, one in _OPERATIONS.items()},
    schemas={
        "Draft": _object(["id", "title"], id=ID, title=TEXT, lines={"type": "array", "items": _ref("Line")}),
        "Line": _object(["id", "text"], id=ID, text=TEXT),
        "Shared": _object(["id", "title"], id=ID, title=TEXT, line=_ref("Line")),
        "Sent": _object(["line"], line=_ref("Line")),
    },
)


@pytest.fixture(scope="module")
def taken() -> Taken:
    return Taken()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = shared_folder(tmp_path_factory, "read_only")
    generated(folder, "ignoring", written(folder, CONTRACT))
    return folder


@pytest.fixture(scope="module")
def client(folder: Path, taken: Taken) -> Iterator[httpx.Client]:
    with served("ignoring", taken) as address, httpx.Client(base_url=address) as client:
        yield client


def test_models_are_typed(folder: Path, tmp_path: Path) -> None:
    """A component that requests alone are made of is one model, and none is degraded to JSON."""
    models = importlib.import_module("ignoring.models")
    fields = {
        name: list(getattr(models, name).model_fields)
        for name in ("Draft", "Line", "LineRequest", "Shared", "SharedRequest")
    }
    assert fields == {
        "Draft": ["title", "lines"],
        "Line": ["id", "text"],
        "LineRequest": ["text"],
        "Shared": ["id", "title", "line"],
        "SharedRequest": ["title", "line"],
    }
    assert not hasattr(models, "DraftRequest")
    assert models.Draft.model_fields["lines"].annotation.__args__[0].__args__[0] is models.LineRequest
    assert "Any" not in (folder / "ignoring" / "models.py").read_text()
    checked = codegen("--contract", written(tmp_path, CONTRACT), "--out", tmp_path / "out", "--check-only")
    assert (checked.returncode, checked.stderr) == (0, "")


def test_what_is_ignored_may_be_anything(client: httpx.Client, taken: Taken) -> None:
    """At any depth; what is not ignored is held against its schema."""
    sent = {"id": "?", "title": "t", "lines": [{"id": [1], "text": "a"}, {"text": "b"}]}
    assert client.post("/draft", json=sent).status_code == 200
    assert taken.body == {"title": "t", "lines": [{"text": "a"}, {"text": "b"}]}
    wrong = client.post("/draft", json={"id": "?", "title": 1, "lines": [{"id": 1}]})
    assert (wrong.status_code, {one[0] for one in wrong.json()}) == (422, {"#/title", "#/lines/0/text"})
    assert client.post("/shared", json={"title": "t", "id": 1, "line": {"id": None, "text": "a"}}).status_code == 200
    assert taken.body == {"title": "t", "line": {"text": "a"}}


@pytest.mark.parametrize("form", ["name=a", "name=a&id=1", "id=x&name=a&ids=1&ids=x", "id=1&id=2&name=a"])
def test_forms(client: httpx.Client, taken: Taken, form: str) -> None:
    """A member that is ignored may be sent as often as one likes."""
    response = client.post("/form", content=form, headers={"Content-Type": FORM})
    assert (response.status_code, taken.body) == (200, {"name": "a"})


def test_files(client: httpx.Client, taken: Taken) -> None:
    """A file that is ignored is not handed over, however large it is and however often it is sent."""
    files = [("file", ("a", b"1")), ("seal", ("b", b"too large")), ("seal", ("c", b"3"))]
    assert client.post("/upload", files=files, data={"id": "x"}).status_code == 200
    assert taken.body == {"file": ("a", "application/octet-stream", b"1")}


def test_other_bodies_go_their_way() -> None:
    """Where nothing is ignored, a value is not even copied, and a schema without a mark has the usual reader."""
    schema = _object([], id={"readOnly": True}, of=_object([], id={"readOnly": True}))
    schemas = Schemas({"Marked": schema, "Plain": _object([], id=TEXT)})
    values: tuple[Json, ...] = ({}, {"of": {}}, {"other": {"id": 1}}, [{"id": 1}], "id")
    for value in values:
        assert Writable(_ref("Marked"), schemas).of(value) is value
    assert Writable(_ref("Marked"), schemas).of({"of": {"id": 1, "a": 1}}) == {"of": {"a": 1}}
    assert type(typed_request(dict[str, object], _ref("Plain"), schemas)) is Typed
