"""FR-454: what the reference adds to the contract: samples that work, and a catalogue of errors."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from generated.contract import DOCUMENT
from impl.auth import mint_token
from impl.web.problems import PROBLEMS
from impl.web.reference.contents import contents
from tests.clients.mock.running import Mock, mock
from tests.support.document import contract

SECRET = "a secret of the tests, of more than 32 bytes"
SHOWN: Any = contents(DOCUMENT, documents=True)


def samples(language: str) -> list[tuple[str, str]]:
    """The operationId and the sample of each operation."""
    found = []
    for item in SHOWN["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict):
                [source] = [one["source"] for one in operation["x-codeSamples"] if one["lang"] == language]
                found.append((operation["operationId"], source))
    return sorted(found, key=lambda one: (not one[0].startswith("create_"), one[0].startswith("delete_")))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mock]:
    with mock(tmp_path_factory.mktemp("mock"), TASKS_JWT_SECRET=SECRET) as served:
        yield served


def test_the_samples_in_python_work(served: Mock) -> None:
    """FR-454: each as it is, one after the other."""
    assert len(samples("Python")) == len(contract().operations)
    for operation, source in samples("Python"):
        names: dict[str, Any] = {"base_url": served.url, "token": mint_token(SECRET, "ada", 60)}
        exec(compile(source, operation, "exec"), names)
        assert names["answer"].is_success, operation
        assert httpx.URL(served.url).host == names["answer"].url.host


def test_the_samples_in_typescript_are_of_our_client() -> None:
    """FR-454: with every parameter that an operation needs, and the body that the contract shows."""
    assert dict(samples("TypeScript"))["update_task"] == (
        'import { createTasksClient } from "tasks-api-client";\n'
        "\n"
        "const tasks = createTasksClient({ baseUrl, token });\n"
        "const answer = await tasks.update_task({\n"
        "  params: {\n"
        "    path: {\n"
        '      user_id: "ada",\n'
        "      task_id: 1,\n"
        "    },\n"
        "  },\n"
        "  body: {\n"
        '    title: "Buy oat milk",\n'
        "  },\n"
        "});\n"
    )
    assert "tasks.get_liveness();" in dict(samples("TypeScript"))["get_liveness"]
    assert "token" not in dict(samples("TypeScript"))["get_liveness"]


def test_each_kind_of_problem_is_told_once() -> None:
    """FR-454: all that the server has and that the contract shows, by `type`, with status and meaning."""
    chapter = SHOWN["info"]["description"].partition("# Errors by type")[2].partition("\n# ")[0]
    told = re.findall(r"\*\*, ([0-9]{3}), `(urn:tasks-api:problem:[a-z-]+)`\. \w", chapter)
    assert len(told) == len(set(told))
    undeclared = {"not-implemented", "not-acceptable"}
    known = {(str(one.status), f"urn:tasks-api:problem:{one.type}") for one in PROBLEMS.values()}
    assert {one for one in known if one[1].rpartition(":")[2] not in undeclared} <= set(told)
    assert "`urn:tasks-api:problem:task-not-found`. The user has no such task. Of `get_task`, `update_task`" in chapter


def test_the_rest_of_the_contract_is_as_it_was() -> None:
    """FR-454: but for the description, the samples and what is proposed for parameters."""
    document: Any = DOCUMENT
    assert {**document, "info": 0, "paths": 0} == {**SHOWN, "info": 0, "paths": 0}
    assert SHOWN["info"]["description"].startswith(document["info"]["description"])
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if isinstance(operation, dict):
                shown = {**SHOWN["paths"][path][method], "parameters": 0}
                del shown["x-codeSamples"]
                assert shown == {**operation, "parameters": 0}


def test_what_may_be_left_out_is_proposed_and_not_sent() -> None:
    """FR-454: a first try with `If-Match: "3"` would be answered with 412."""
    for item in SHOWN["paths"].values():
        operations = [one for one in item.values() if isinstance(one, dict)]
        for parameter in [*item.get("parameters", ()), *(one for op in operations for one in op["parameters"])]:
            if not parameter.get("required"):
                assert parameter["examples"]["default"]["x-disabled"] is True
                assert "example" not in parameter


def test_the_changelog_links_to_nothing_that_a_reader_has_not() -> None:
    """FR-454: and has every version."""
    chapter = SHOWN["info"]["description"].partition("\n# Changelog")[2]
    assert "## 0.1.0" in chapter
    assert re.findall(r"\]\((?!https?://)", chapter) == []


def test_a_file_links_to_no_document(tmp_path: Path) -> None:
    """FR-454: there is none beside it."""
    alone: Any = contents(DOCUMENT, documents=False)
    assert "(/openapi.yaml)" in SHOWN["info"]["description"]
    assert "(/openapi.yaml)" not in alone["info"]["description"]
    assert yaml.safe_load(yaml.safe_dump(alone)) == alone
