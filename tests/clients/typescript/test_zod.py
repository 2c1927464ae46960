"""FR-480: the zod validators of the client judge as the server does."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import jsonschema_rs
import pytest

from contracts.codegen.plan.client_validators import validators
from contracts.codegen.render.client import PACKAGES
from contracts.document.load import Document
from generated.schemas import ANSWERS, SCHEMAS
from tests.clients.typescript.conftest import CLIENT, HERE
from tests.clients.typescript.values import DOCUMENT, tried
from tests.contracts.codegen.verdicts.cases import Case, Written
from tests.contracts.codegen.verdicts.table import CASES, Json
from tests.support.node import install_once, skip_or_fail

REQUESTS = ("TaskCreate", "TaskUpdate", "TaskCompletion")
Judged = tuple[str, str, bool]
"""The name of a validator, a JSON text, and whether it is accepted."""
_BEYOND = {
    ("maximum of large integers", "9007199254740993"),
    ("format:int64", "-9223372036854775809"),
    ("format:int64", "9223372036854775808"),
    ("format:uint64", "18446744073709551616"),
}
"""What JavaScript reads as a number that is allowed."""
_NOTED = {"unevaluatedItems", "unevaluatedProperties", "unevaluatedProperties integers", "format:idn-email"}
_NOTED |= {"format:idn-hostname"}
"""What zod validators do not check, and the generator says so."""


@pytest.fixture(scope="module")
def packages() -> Path:
    """The packages of a frontend team, zod among them."""
    if shutil.which("node") is None or not PACKAGES.is_dir():
        skip_or_fail(
            "Node or the packages of the client's generator are not installed, so nobody tries the validators."
        )
    return install_once(HERE, "nobody tries the zod validators")


def _validators(document: Document, packages: Path, work: Path) -> tuple[Path, list[str]]:
    """The validators of a document's components, and the notes."""
    return _rendered(validators(document), packages, work)


def _rendered(schemas: Json, packages: Path, work: Path) -> tuple[Path, list[str]]:
    """The validators of schemas, beside the packages that they need, and the notes."""
    (work / "node_modules").symlink_to(packages)
    (work / "package.json").write_text('{"type": "module"}')
    for name in ("checks.js", "formats.js"):
        shutil.copy(CLIENT / name, work)
    (work / "schemas.json").write_text(json.dumps(schemas))
    made = work / "zod.js"
    return made, _node("validators.mjs", str(work / "schemas.json"), str(made))


def _node(program: str, *arguments: str) -> Json:
    command = ["node", "--preserve-symlinks", str(HERE / program), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _wrong(made: Path, judged: Sequence[Judged]) -> list[Judged]:
    values = made.parent / "values.json"
    values.write_text(json.dumps([(name, text) for name, text, _ in judged]), encoding="utf-8")
    said = _node("verdicts.mjs", str(made), str(values))
    return [one for one, accepted in zip(judged, said, strict=True) if accepted is not one[2]]


def _document(components: Json, version: str) -> Document:
    """A document with a request for each component, so that all are judged as a server judges what it is sent."""
    paths = {
        f"/{number}": {
            "post": {
                "operationId": f"send_{number}",
                "requestBody": {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}},
                "responses": {"204": {"description": "Taken."}},
            }
        }
        for number, name in enumerate(components)
    }
    info = {"title": "Verdicts", "version": "1"}
    return Document({"openapi": version, "info": info, "paths": paths, "components": {"schemas": components}})


def _values(case: Case, name: str) -> Iterator[Judged]:
    for accepted, values in ((True, case.accept), (False, case.reject)):
        for value in values:
            if not (isinstance(value, Written) and value.where == "parameters"):
                text = value.text if isinstance(value, Written) else json.dumps(value, ensure_ascii=False)
                yield name, text, accepted


@pytest.mark.parametrize("version", ["3.1.0", "3.0.3"])
def test_every_verdict(packages: Path, tmp_path: Path, version: str) -> None:
    """FR-480: each row of the server's table of verdicts, but what is beyond the numbers of JavaScript."""
    cases = [one for one in CASES if one.version == version]
    components = {f"V{number}": one.schema for number, one in enumerate(cases)}
    components |= {name: schema for one in cases for name, schema in one.components.items()}
    made, notes = _validators(_document(components, version), packages, tmp_path)
    judged = [judged for number, one in enumerate(cases) for judged in _values(one, f"V{number}")]
    assert len(judged) > (900 if version == "3.1.0" else 40)
    wrong = [(cases[int(name[1:])].name, text, accepted) for name, text, accepted in _wrong(made, judged)]
    assert all(not accepted for _, _, accepted in wrong)
    if version == "3.1.0":
        assert {(name, text) for name, text, _ in wrong if name not in _NOTED} == _BEYOND
        assert {name for name, *_ in wrong} >= _NOTED
        told = {note.split()[3]: note for note in notes}
        assert {cases[int(name[1:])].name for name in told} == _NOTED
        assert notes[0] == f"The zod validator {next(iter(told))} does not check the format idn-email."
    else:
        assert (wrong, notes) == ([], [])


def test_a_model_of_both_directions(packages: Path, tmp_path: Path) -> None:
    """FR-480: what is read has members that a request ignores; so it is another validator in a request."""
    pet = {"type": "object", "required": ["id", "name"], "additionalProperties": False}
    pet |= {"properties": {"id": {"type": "integer", "readOnly": True}, "name": {"type": "string"}}}
    components = {"Pet": pet, "Pets": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}, "z": pet}
    document = _document(components, "3.1.0")
    document["paths"]["/1"]["post"]["responses"]["204"] = {
        "description": "All of them.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pets"}}},
    }
    made, notes = _validators(document, packages, tmp_path)
    assert notes == []
    named, whole, odd = '{"name": "Tom"}', '{"name": "Tom", "id": 1}', '{"name": "Tom", "id": "?"}'
    judged = [(name, text, text == whole) for name in ("Pet",) for text in (named, whole, odd)]
    judged += [("PetRequest", text, True) for text in (named, whole, odd)] + [("PetRequest", '{"id": 1}', False)]
    judged += [("PetsRequest", f"[{odd}]", True), ("Pets", f"[{odd}]", False), ("Pets", f"[{whole}]", True)]
    assert _wrong(made, judged) == []
    assert "export const z " not in made.read_text()


def test_a_pattern_of_no_engine_of_javascript_is_noted(packages: Path, tmp_path: Path) -> None:
    """FR-480: it is not checked, and the run says so."""
    schemas = {"Odd": {"type": "string", "pattern": "^[[:alpha:]-\\d]$|(?i)a"}}
    made, notes = _rendered(schemas, packages, tmp_path)
    pattern = schemas["Odd"]["pattern"]
    told = f"The zod validator Odd does not check the pattern {pattern}, which is none of ECMA-262 in Unicode mode."
    assert notes == [told]
    assert _wrong(made, [("Odd", '"anything"', True), ("Odd", "1", False)]) == []


_FORMATS = {
    "uri-template": {"accepted": ["a'b", "{a.b}", "{.a}", "{a%20}"], "refused": ["{a..b}", "{a.}", "{%zz}", "<"]},
    "email": {"accepted": ['""@b.de', '"a b"@b.de'], "refused": ['"\\"@b.de', "@b.de"]},
    "uri": {
        "accepted": ["http://[v1.a]", "http://[V1f.a:b]", "http://[::1]"],
        "refused": ["http://[v1]", "http://[vG.a]", "http://[v1.]", "http://[1]"],
    },
    "regex": {
        "accepted": [r"\-", r"\_", r"[a\-z\_]", r"\\\-", r"\p{L}\@", r"[b\-\~]"],
        "refused": [r"\a", r"[z-\-]", r"\\\a", "\\"],
    },
}


@pytest.mark.parametrize("name", _FORMATS)
def test_formats_are_those_of_the_server(packages: Path, tmp_path: Path, name: str) -> None:
    """FR-480: at the edges of what the RFCs allow."""
    schema = {"type": "string", "format": name}
    server = jsonschema_rs.validator_for(schema, validate_formats=True)
    judged = [("Text", json.dumps(text), is_accepted) for text, is_accepted in _texts(name)]
    assert [server.is_valid(json.loads(text)) for _, text, _ in judged] == [one for *_, one in judged]
    made, _ = _rendered({"Text": schema}, packages, tmp_path)
    assert _wrong(made, judged) == []


def _texts(name: str) -> Iterator[tuple[str, bool]]:
    for verdict, texts in _FORMATS[name].items():
        yield from ((text, verdict == "accepted") for text in texts)


@pytest.mark.parametrize("others", [True, False])
def test_a_member_may_be_named_as_what_every_object_has(packages: Path, tmp_path: Path, others: bool) -> None:
    """FR-480: it is there only if the value has it itself."""
    text = {"type": "string"}
    schema = {"type": "object", "properties": {"constructor": text, "toString": text, "a": text}}
    schemas = {
        "May": {**schema, "additionalProperties": others},
        "Must": {**schema, "additionalProperties": others, "required": ["toString"]},
    }
    made, _ = _rendered(schemas, packages, tmp_path)
    both, wrong, more = '{"constructor": "a", "toString": "b"}', '{"constructor": 1, "toString": "b"}', '{"b": 1}'
    judged = [("May", "{}", True), ("May", '{"a": "b"}', True), ("May", both, True), ("May", wrong, False)]
    judged += [("May", more, others), ("Must", "{}", False), ("Must", both, True), ("Must", wrong, False)]
    assert _wrong(made, judged) == []


def test_what_to_do_is_said_in_plain_words(packages: Path, tmp_path: Path) -> None:
    """FR-480: a message is shown beside the field of a form."""
    number = {"type": "number"}
    schemas = {
        "Some": {"type": "string", "anyOf": [{"minLength": 2}, {"pattern": "^b"}]},
        "One": {"type": "number", "oneOf": [{"minimum": 2}, {"minimum": 3}]},
        "Not": {**number, "not": {"const": 1}},
        "Values": {"enum": [{"a": 1}, 2]},
    }
    made, _ = _rendered(schemas, packages, tmp_path)
    values = tmp_path / "values.json"
    values.write_text(json.dumps([("Some", '"a"'), ("One", "1"), ("One", "4"), ("Not", "1"), ("Values", "3")]))
    assert _node("verdicts.mjs", str(made), str(values), "messages") == [
        ["must be one of the alternatives that are allowed here"],
        ["must be one of the alternatives that are allowed here"],
        ["must be only one of the alternatives that are allowed here, and is several"],
        ["must be something else, since this is not allowed here"],
        ['must be one of {"a":1}, 2'],
    ]


def test_our_own_models(packages: Path, tmp_path: Path) -> None:
    """FR-480: each model of the contract, with each of its members left out, and in the place of others' values."""
    made = shutil.copytree(CLIENT, tmp_path / "client") / "zod.js"
    (tmp_path / "node_modules").symlink_to(packages)
    components = DOCUMENT["components"]["schemas"]
    judged = []
    for name in components:
        schemas = SCHEMAS if name in REQUESTS else ANSWERS
        accepts = schemas.compile({"$ref": f"#/components/schemas/{name}"}).accepts
        judged += [(name, json.dumps(value), accepts(value)) for value in tried(components[name].get("properties", {}))]
    assert len(judged) > 5000
    assert all({accepted for one, _, accepted in judged if one == name} == {True, False} for name in components)
    assert _wrong(made, judged) == []
