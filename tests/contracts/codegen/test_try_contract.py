"""FR-042: `tests.support.try_contract` sends a generated server what a file says, and tells what comes of it."""

import json
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.contracts.codegen.documents import OK, Json, document

FORM = "application/x-www-form-urlencoded"
_BODY: Json = {
    "content": {"application/json": {"schema": {"type": "object", "properties": {"n": {"type": "integer"}}}}}
}
DOCUMENT = document(
    {
        "/x/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}],
            "get": {"security": [{"key": []}], "responses": {"200": {"description": "Done.", **_BODY}}},
            "post": {"requestBody": {"required": True, **_BODY}, "responses": {"200": {"description": "Done."}}},
        }
    },
)
DOCUMENT["components"] = {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}}
DOCUMENT["paths"]["/form"] = {
    "post": {
        "requestBody": {"content": {**_BODY["content"], FORM: _BODY["content"]["application/json"]}},
        "responses": OK,
    }
}
TRIES = [
    {"op": "GET /x/3", "want": "accept"},
    {"op": "GET /x/a", "want": "accept"},
    {"op": "POST /x/1", "body": {"n": 1}, "want": "accept"},
    {"op": "POST /x/1", "body": {"n": "1"}, "want": "reject"},
    {"op": "POST /x/1", "body": {"n": 1}, "type": "text/plain"},
    {"op": "POST /form", "body": "n=1", "type": FORM, "given": {"n": 1}, "want": "accept"},
    {"op": "POST /form", "body": "n=1", "type": FORM, "given": {"n": 2}, "want": "accept"},
    {"op": "POST /form", "body": "n=x", "type": FORM, "want": "reject"},
    {"op": "POST /form", "body": "n=1", "type": "application/json", "want": "reject"},
]
ANSWERS = [{"op": "GET /x/{id}", "body": {"n": 1}}, {"op": "GET /x/{id}", "body": {"n": "1"}}]


def _run(*files: Path) -> list[str]:
    command = [sys.executable, "-m", "tests.support.try_contract", *map(str, files)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()


def test_each_request_and_answer_has_a_line(tmp_path: Path) -> None:
    (tmp_path / "good.json").write_text(json.dumps({**DOCUMENT, "x-try": TRIES, "x-answer": ANSWERS}))
    (tmp_path / "bad.json").write_text(json.dumps({**DOCUMENT, "paths": {"/x": {"trace": {"responses": OK}}}}))
    lines = _run(tmp_path / "good.json", tmp_path / "bad.json")
    assert lines[:12] == [
        "good.json",
        "  ok  GET /x/3  -> accept given={'id': 3}",
        '  BAD GET /x/a  -> reject 422 ["The parameter id must be an integer."]',
        '  ok  POST /x/1 {"n": 1} -> accept given={"n": 1}',
        '  ok  POST /x/1 {"n": "1"} -> reject 422 ["n must be an integer."]',
        '  ok  POST /x/1 {"n": 1} -> reject 415 ["The body must be sent as application/json."]',
        '  ok  POST /form "n=1" -> accept given={"n": 1}',
        '  BAD POST /form "n=1" -> accept given={"n": 1}   <<< CHANGED',
        '  ok  POST /form "n=x" -> reject 422 ["n must be an integer."]',
        '  ok  POST /form "n=1" -> reject 422 ["The body must be an object."]',
        '  ok  answer {"n": 1} -> {"n": 1}',
        '  BAD answer {"n": "1"} -> {"n": 1}',
    ]
    assert lines[12].startswith("bad.json REFUSED ")
    assert "/paths/~1x/trace: trace: " in "".join(lines[12:])


def test_a_text_is_answered_as_it_is(tmp_path: Path) -> None:
    text = {"text/plain": {"schema": {"type": "string", "maxLength": 2}}}
    several = {"text/csv": {}, **_BODY["content"]}
    responses = {"200": {"description": "Done.", "content": text}, "201": {"description": "Done.", "content": several}}
    answers = [
        {"op": "GET /x", "body": "hi"},
        {"op": "GET /x", "body": "hello"},
        {"op": "GET /x", "status": 201, "body": {"n": 1}},
        {"op": "GET /x", "status": 201, "body": "n\n1", "type": "text/csv"},
    ]
    content = document({"/x": {"get": {"responses": responses}}})
    (tmp_path / "texts.json").write_text(json.dumps({**content, "x-answer": answers}))
    lines = _run(tmp_path / "texts.json")
    assert [line.split(" -> ")[0] for line in lines] == [
        "texts.json",
        '  ok  answer "hi"',
        '  BAD answer "hello"',
        '  ok  answer {"n": 1}',
        '  ok  answer "n\\n1"',
    ]
    assert "at most 2 characters" in lines[2]


def test_each_media_type_is_sent_and_judged_as_what_it_is(tmp_path: Path) -> None:
    """JSON lines are a text, an empty body has its type, and bytes have a bound that is a schema of strings."""
    lines = {"application/jsonl": {"schema": {"type": "object", "properties": {"n": {"type": "integer"}}}}}
    small = {"image/png": {"schema": {"type": "string", "format": "binary", "maxLength": 2}}}
    responses = {"200": {"description": "Done.", "content": lines}, "201": {"description": "Done.", "content": small}}
    taken = {"required": True, "content": {"application/jsonl": {}, "text/plain": {}}}
    content = document({"/x": {"get": {"responses": responses}, "post": {"requestBody": taken, "responses": OK}}})
    tries = [
        {"op": "POST /x", "body": '{"n": 1}\n{"n": 2}', "type": "application/jsonl", "want": "accept"},
        {"op": "POST /x", "body": "", "type": "text/plain", "want": "accept"},
        {"op": "POST /x", "want": "reject"},
    ]
    answers = [
        {"op": "GET /x", "body": [{"n": 1}, {"n": 2}]},
        {"op": "GET /x", "body": [{"n": "x"}]},
        {"op": "GET /x", "status": 201, "body": "ab"},
        {"op": "GET /x", "status": 201, "body": "abc"},
    ]
    (tmp_path / "kinds.json").write_text(json.dumps({**content, "x-try": tries, "x-answer": answers}))
    assert [line.split(" -> ")[0] for line in _run(tmp_path / "kinds.json")] == [
        "kinds.json",
        '  ok  POST /x "{\\"n\\": 1}\\n{\\"n\\": 2}"',
        '  ok  POST /x ""',
        "  ok  POST /x ",
        '  ok  answer [{"n": 1}, {"n": 2}]',
        '  BAD answer [{"n": "x"}]',
        '  ok  answer "ab"',
        '  BAD answer "abc"',
    ]
