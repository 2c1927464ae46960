"""FR-175: the TypeScript client packs, compiles as strictly as can be, and bundles only what is used."""

import json
import re
import tarfile
from pathlib import Path

import pytest

from generated.contract import DOCUMENT
from tests.clients.typescript.conftest import CLIENT, HERE, Project
from tests.support.document import contract

pytestmark = pytest.mark.slow

README = (CLIENT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```ts\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
NAME = "tasks-api-client"
ONE_IMPORT = 'import { ifMatch } from "tasks-api-client"; console.log(ifMatch);'


def test_the_package_is_named_by_the_contract(packed: Path) -> None:
    """FR-175: name, version and licence are the contract's; it brings its types, its words and nothing else."""
    with tarfile.open(packed) as tar:
        names = {member.name.removeprefix("package/") for member in tar}
        manifest = json.load(tar.extractfile("package/package.json") or pytest.fail("there is no package.json"))
    info = DOCUMENT["info"]
    assert isinstance(info, dict)
    assert (manifest["name"], manifest["version"]) == ("tasks-api-client", info["version"])
    assert manifest["license"] == "MIT"
    files = {path.relative_to(CLIENT).as_posix() for path in CLIENT.rglob("*") if path.is_file()}
    assert names == files | {"CHANGELOG.md", "LICENSE"}


def test_every_operation_is_told_in_the_contracts_words() -> None:
    """FR-175: an editor shows what the contract says."""
    functions = (CLIENT / "operations.d.ts").read_text(encoding="utf-8")
    for operation in contract().operations:
        documentation = functions[: functions.index(f"readonly {operation.id}:")].rsplit("/**", 1)[1]
        words = " ".join(line.strip().removeprefix("*").strip() for line in documentation.splitlines())
        expected_text = f"{operation.raw['summary']} {operation.raw['description']}"
        assert " ".join(expected_text.split()) in " ".join(words.split())
        assert f"| `{operation.id}` | {operation.method} `{operation.template}` |" in README


def test_it_compiles_as_strictly_as_can_be(project: Project) -> None:
    """FR-175, FR-177: without a cast or a skipped check, with the examples of the README and what must not compile."""
    (project.folder / "readme").mkdir()
    (project.folder / "readme" / "readme.ts").write_text("\n".join(EXAMPLES), encoding="utf-8")
    assert len(EXAMPLES) > 8
    assert project.compile() == []


def test_a_module_of_commonjs_can_have_it(project: Project) -> None:
    """FR-175: with its types, all of it, where a compiler knows nothing of `require` of ES modules."""
    finished = project.run("tsc", "--pretty", "false", "--project", "commonjs.json")
    assert finished.stdout == ""
    run = project.run("node", "--no-experimental-require-module", "out/commonjs.cjs")
    assert (run.stderr, run.stdout) == ("", '"3" get_task function false\n')


def test_what_must_not_compile_does_not(project: Project) -> None:
    """FR-177: each `@ts-expect-error` is one, and the compiler is the one who says so."""
    folder = project.folder / "unexpected"
    folder.mkdir()
    expected = 0
    for path in (HERE / "types").glob("*.ts"):
        source = path.read_text(encoding="utf-8")
        expected += source.count("// @ts-expect-error")
        (folder / path.name).write_text(source.replace("// @ts-expect-error", "//"), encoding="utf-8")
    config = json.loads((HERE / "tsconfig.json").read_text(encoding="utf-8"))
    config["include"] = ["unexpected"]
    (project.folder / "unexpected.json").write_text(json.dumps(config), encoding="utf-8")
    output = project.run("tsc", "--pretty", "false", "--noEmit", "--project", "unexpected.json").stdout
    assert expected > 10
    assert len(re.findall(r"^unexpected/.*: error TS", output, re.MULTILINE)) == expected


def _bundled(project: Project, source: str) -> str:
    entry = project.folder / "bundle.mjs"
    entry.write_text(source, encoding="utf-8")
    finished = project.run("esbuild", "bundle.mjs", "--bundle", "--format=esm", "--minify", "--legal-comments=none")
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


def test_one_import_bundles_one_thing(project: Project) -> None:
    """FR-175, FR-445, FR-447, FR-480: what is not imported is not bundled, neither the operations nor
    openapi-fetch; nor what is imported beside the client, and not used."""
    one = _bundled(project, ONE_IMPORT)
    assert "/api/" not in one
    assert "fetch" not in one
    assert len(one) < 600
    for subpath, package in {"query": "@tanstack/query-core", "msw": "msw", "zod": "strictObject"}.items():
        one = _bundled(
            project,
            f'import {{ unwrap }} from "{NAME}"; import * as more from "{NAME}/{subpath}"; console.log(unwrap);',
        )
        assert "/api/" not in one, package
        assert package not in one
    one = _bundled(project, f'import {{ Priority }} from "{NAME}/zod"; console.log(Priority);')
    assert '"low"' in one
    assert "2999-12-31" not in one  # of other validators
    everything = _bundled(project, 'import * as client from "tasks-api-client"; console.log(client);')
    assert "/api/{user_id}/tasks" in everything
