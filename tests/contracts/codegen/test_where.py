"""FR-332: what is wrong with a contract is told by file and line, once, where it is written, with its cure."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from contracts.codegen.refusals.refuse import inspect
from contracts.document.lines import Lines
from contracts.document.load import load
from contracts.document.parse import parse
from contracts.document.refusal import Refused
from contracts.lint.lint import lint
from impl.cli import cli
from tests.contracts.codegen.generating import codegen
from tests.support.document import CONTRACT

YAML = """\
openapi: 3.1.0
info: { title: Things, version: 1.0.0 }
paths:
  /things/{thing_id}:
    parameters:
      - $ref: '#/components/parameters/Id'
    get:
      operationId: get_thing
      parameters:
        - $ref: '#/components/parameters/Filter'
      responses: &answers
        '200': { $ref: '#/components/responses/Done' }
        204: { $ref: '#/components/responses/Done' }
    post:
      operationId: make_thing
      parameters:
        - $ref: '#/components/parameters/Filter'
      requestBody: { $ref: '#/components/requestBodies/Thing' }
      responses:
        <<: *answers
        '500': { description: A defect. }
components:
  securitySchemes: { bearerAuth: { type: http, scheme: bearer } }
  parameters:
    Id: { name: things_id, in: path, required: true, schema: { type: string } }
    Filter:
      name: filter
      in: query
      style: deepObject
      schema: { type: string }
  requestBodies:
    Thing:
      content:
        csv: { schema: { type: string } }
  responses:
    Done:
      description: Done.
      headers:
        X-Tags: { $ref: '#/components/headers/Tags' }
      content:
        application/json:
          schema: { $ref: '#/components/schemas/Thing' }
  headers:
    Tags:
      schema:
        type: array
  schemas:
    Thing:
      type: object
      properties:
        name: { type: string, minLenght: 1, format: datetime }
"""


def _told(file: Path) -> list[str]:
    try:
        inspection = inspect(load(file))
        found = [*inspection.refusals, *inspection.notes]
    except Refused as refused:
        found = [*refused.refusals]
    return [one.message(Lines.of_file(file, file.name)) for one in found]


def _with(tmp_path: Path, old: str, new: str) -> list[str]:
    file = tmp_path / "things.yaml"
    assert old in YAML
    file.write_text(YAML.replace(old, new), encoding="utf-8")
    return _told(file)


def test_what_is_shared_is_told_once_and_where_it_is_written(tmp_path: Path) -> None:
    """FR-332: of the component, however many refer to it; of an operation what its path or status forbids."""
    assert _with(tmp_path, "minLenght: 1", "minLength: 1") == [
        "things.yaml:9 #/paths/~1things~1{thing_id}/get/parameters: parameters: the path has {thing_id}, which is not "
        "declared; did you mean things_id?",
        "things.yaml:29 #/components/parameters/Filter/style: deepObject: is a style of objects and "
        "arrays, and this is neither; write style: form, or make it an object",
        "things.yaml:45 #/components/headers/Tags/schema: type: a header of several values; declare a string",
        "things.yaml:13 #/paths/~1things~1{thing_id}/get/responses/204: content: a response of status 204 has no body",
        "things.yaml:16 #/paths/~1things~1{thing_id}/post/parameters: parameters: the path has {thing_id}, which is "
        "not declared; did you mean things_id?",
        "things.yaml:34 #/components/requestBodies/Thing/content/csv: csv: is no media type, and no range of them such "
        "as text/*",
        # Its responses are merged with those of the first, so they stand there.
        "things.yaml:13 #/paths/~1things~1{thing_id}/post/responses/204: content: a response of status 204 has no body",
        "things.yaml:51 #/components/schemas/Thing/properties/name/format: note: format: datetime is no format that is "
        "enforced; did you mean date-time?",
        "things.yaml:6 #/paths/~1things~1{thing_id}/parameters/0: note: name: the path has no {things_id}; did you "
        "mean thing_id?",
    ]


CURES = {
    "a keyword": (
        "format: datetime",
        "format: date-time",
        "things.yaml:51 #/components/schemas/Thing/properties/name/minLenght: minLenght: is no keyword that is "
        "enforced; did you mean minLength?",
    ),
    "a format": (
        "minLenght",
        "minLength",
        "things.yaml:51 #/components/schemas/Thing/properties/name/format: note: format: datetime is no format that is "
        "enforced; did you mean date-time?",
    ),
    "a reference": (
        "#/components/schemas/Thing",
        "#/components/schemas/Thign",
        "things.yaml:42 #/components/responses/Done/content/application~1json/schema: $ref: #/components/schemas/Thign "
        "leads nowhere; did you mean #/components/schemas/Thing?",
    ),
    "a word of OpenAPI": (
        "operationId: get_thing",
        "operationID: get_thing",
        "things.yaml:8 #/paths/~1things~1{thing_id}/get/operationID: openapi: OpenAPI has no operationID here; did you "
        "mean operationId?",
    ),
    "a security scheme": (
        "      operationId: get_thing",
        "      security: [{ bearerAut: [] }]",
        "things.yaml:8 #/paths/~1things~1{thing_id}/get/security/0/bearerAut: security: bearerAut is no security "
        "scheme of the document; did you mean bearerAuth?",
    ),
    "a key twice": ("    post:", "    get:", "things.yaml:14: syntax: column 5: the key 'get' is given twice"),
    "no YAML": ("paths:", "paths", "things.yaml:4: syntax: column 21: could not find expected ':'"),
}


@pytest.mark.parametrize(("old", "new", "line"), CURES.values(), ids=CURES)
def test_where_and_what_was_meant(tmp_path: Path, old: str, new: str, line: str) -> None:
    """FR-332: the line of the file, and the word that was meant."""
    assert line in _with(tmp_path, old, new)


JSON = """{
\t"openapi": "3.1.0", "x-\\ud83d\\ude00": "\\/",
\t"info": {
\t\t"title": "Things", "version": "1.0.0"
\t},
\t"path": {},
\t"paths": {}
}
"""


def test_lines_of_json(tmp_path: Path) -> None:
    """FR-332: with tabs, and with escapes that YAML has not; a key that is given twice too."""
    file = tmp_path / "things.json"
    file.write_text(JSON, encoding="utf-8")
    assert _told(file) == ["things.json:6 #/path: openapi: OpenAPI has no path here; did you mean paths?"]
    file.write_text(JSON.replace('"path"', '"paths"'), encoding="utf-8")
    assert _told(file) == ["things.json:7: syntax: column 2: the key 'paths' is given twice"]


def test_command_tells_the_line(tmp_path: Path) -> None:
    """FR-332: so do the generator and `contract lint`, by the file's name as it is given."""
    file = tmp_path / "things.yaml"
    text = YAML.replace("format: datetime", "format: date-time").replace("{thing_id}:", "{things_id}:", 1)
    file.write_text(text.replace("        '200': { $ref: '#/components/responses/Done' }\n", "", 1), encoding="utf-8")
    refused = codegen("--contract", file, "--out", tmp_path / "out")
    assert refused.returncode == 1
    where = f"{file}:50 #/components/schemas/Thing/properties/name/minLenght"
    cure = "is no keyword that is enforced; did you mean minLength?"
    assert f"{where}: minLenght: {cure}" in refused.stderr.splitlines()
    linted = CliRunner().invoke(cli, ["contract", "lint", str(file)])
    assert (linted.exit_code, f"{where}: minLenght: {cure}" in linted.stdout.splitlines()) == (1, True)


def test_lint_tells_the_line(tmp_path: Path) -> None:
    """FR-332: of a rule of the house, with what was meant; of what is shared once, where it is written."""
    text = CONTRACT.read_text(encoding="utf-8")
    file = tmp_path / "contract.yaml"
    header = "    ETag:\n      description: "
    required = "    TaskCreate:\n"
    assert header in text
    assert required in text
    text = text.replace(header, "    ETag:\n      x-description: ")
    file.write_text(text, encoding="utf-8")
    line = text[: text.index("    ETag:\n      x-description")].count("\n") + 1
    linted = CliRunner().invoke(cli, ["contract", "lint", str(file)])
    assert (
        linted.stdout == f"{file}:{line} #/components/headers/ETag: warning: words-missing: Describe the header ETag.\n"
    )
    contract = parse(CONTRACT.read_text(encoding="utf-8"))
    contract["components"]["schemas"]["TaskCreate"]["required"] = ["titel"]
    assert "titel is required, and may not be there; did you mean title?" in {one.sentence for one in lint(contract)}
