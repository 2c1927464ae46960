"""Compares the generated client with openapi-fetch, hey-api and orval, by what is measured of each.

`python -m tests.clients.stock.comparison` writes the table into specs/clients.md.
"""

import gzip
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.clients.stock.environment import HERE, Tools
from tests.clients.stock.generators import TYPESCRIPT
from tests.conftest import ROOT

PAGE = ROOT / "specs" / "clients.md"
MARKS = ("<!-- comparison: written by python -m tests.clients.stock.comparison -->\n", "<!-- /comparison -->\n")
CLIENTS = ("ours", "openapi-fetch", "hey-api", "orval")
SIZE = "bytes of a page's bundle that lists and creates, minified, gzip"
TYPES = {
    "undeclared status": "comparing with a status that is not declared is a type error",
    "body by status": "the status tells the type of the body, an error's too",
    "undeclared header": "a header that is not declared is a type error",
    "unknown parameter": "an unknown query parameter is a type error",
}
ANSWERS = {
    "empty body": "200 with an empty body is no typed answer",
    "page of a proxy": "200 with the page of a proxy is no typed answer",
    "another path": "`..` as a value in the path is not sent",
}
_EXTRAS = {
    "hey-api": "openapi-ts -i openapi.yaml -o extras/hey-api -c @hey-api/client-fetch -p @tanstack/react-query zod msw",
    "orval": "orval --input openapi.yaml --output extras/orval.ts --client react-query --mock",
    "orval zod": "orval --input openapi.yaml --output extras/orval.zod.ts --client zod",
}
FEATURES: Mapping[str, str] = {
    "sends again what got lost, if that is safe": r"export (declare )?(async )?(const|function) retry\b",
    "`If-Match` from what was read, by a function": r"\bifMatch\b(?=[(<,]| =)",
    "the next page by `Link`, by a function": r"\bpaginate\b",
    "options for TanStack Query": r"\bqueryOptions\b|UseQueryOptions",
    "infinite lists for TanStack Query that know the next page": r"\bgetNextPageParam\b *[:(]",
    "validators of answers at run time": r"\bz(od)?\.(strictO|o)bject\(",
    "handlers for Mock Service Worker": r"\bfrom ['\"]msw['\"]",
}
"""What a client brings or its generator has an option for: each with what the text of its code has then."""

Table = dict[str, dict[str, str]]


def measure(tools: Tools, folder: Path) -> Table:
    """All rows of the table, each with a cell for each client."""
    shutil.copytree(HERE / "comparison", folder, dirs_exist_ok=True)
    shutil.copy(HERE / "typescript" / "tsconfig.json", folder)
    shutil.copy(ROOT / "contracts" / "openapi.yaml", folder)
    shutil.copytree(ROOT / "generated" / "typescript", folder / "tasks-api-client")
    (folder / "node_modules").symlink_to(tools.packages)
    for command in (*(TYPESCRIPT[name] for name in CLIENTS[1:]), *_EXTRAS.values()):
        tools.run(folder, *command.split())
    wrong = _wrong_lines(tools, folder)
    table: Table = {SIZE: {}}
    for name in CLIENTS:
        table[SIZE][name] = f"{_size(tools, folder, name):,}"
        lines = (folder / f"{name}.ts").read_text(encoding="utf-8").splitlines()
        for key, row in TYPES.items():
            (line, expected), *more = [
                (number, "refused" in text) for number, text in enumerate(lines, 1) if text.endswith(f": {key}")
            ]
            assert not more
            table.setdefault(row, {})[name] = _said(((f"{name}.ts", line) in wrong) is expected)
        for key, noticed in _answers(tools, folder, name).items():
            table.setdefault(ANSWERS[key], {})[name] = _said(noticed)
        text = _text(folder, name)
        for row, pattern in FEATURES.items():
            table.setdefault(row, {})[name] = _said(re.search(pattern, text) is not None)
    return table


def rendered(table: Table) -> str:
    """The table in Markdown."""
    lines = ["| | tasks-api-client | openapi-fetch | hey-api | orval |", "|---|---:|---:|---:|---:|"]
    lines += [f"| {row} | {' | '.join(cells[name] for name in CLIENTS)} |" for row, cells in table.items()]
    return "".join(f"{line}\n" for line in lines)


def _said(so: bool) -> str:
    return "yes" if so else "no"


def _wrong_lines(tools: Tools, folder: Path) -> set[tuple[str, int]]:
    """Where the compiler finds mistakes."""
    (folder / "client.ts").write_text('export * from "./ours";\n', encoding="utf-8")
    done = tools.run(folder, "bash", "-c", "tsc --pretty false --project . || true")
    return {(file, int(line)) for file, line in re.findall(r"^([\w-]+\.ts)\((\d+),\d+\): error", done, re.MULTILINE)}


def _size(tools: Tools, folder: Path, name: str) -> int:
    entry = f'import {{ create, list }} from "./{name}";\nconsole.log(create, list);\n'
    (folder / "entry.ts").write_text(entry, encoding="utf-8")
    bundle = tools.run(folder, "esbuild", "entry.ts", "--bundle", "--format=esm", "--minify", "--legal-comments=none")
    return len(gzip.compress(bundle.encode(), 9, mtime=0))


def _answers(tools: Tools, folder: Path, name: str) -> dict[str, bool]:
    (folder / "client.ts").write_text(f'export * from "./{name}";\n', encoding="utf-8")
    tools.run(folder, "esbuild", "run.ts", "--bundle", "--format=esm", "--platform=node", "--outfile=run.mjs")
    answers: dict[str, bool] = json.loads(tools.run(folder, "node", "run.mjs"))
    return answers


def _text(folder: Path, name: str) -> str:
    """All code that a client brings, and that its generator makes with all of these options."""
    places: Mapping[str, Callable[[], list[Path]]] = {
        "ours": lambda: [*(folder / "tasks-api-client").glob("*.js"), *(folder / "tasks-api-client").glob("*.d.ts")],
        "openapi-fetch": lambda: [*(folder / "node_modules" / "openapi-fetch" / "dist").glob("*.d.ts")],
        "hey-api": lambda: [*(folder / "extras" / "hey-api").rglob("*.ts")],
        "orval": lambda: [*(folder / "extras").glob("orval*.ts"), folder / "generated" / "orval.ts"],
    }
    return "\n".join(path.read_text(encoding="utf-8") for path in places[name]())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        measured = rendered(measure(Tools(), Path(scratch)))
    page = PAGE.read_text(encoding="utf-8")
    start, end = page.index(MARKS[0]) + len(MARKS[0]), page.index(MARKS[1])
    PAGE.write_text(page[:start] + measured + page[end:], encoding="utf-8")
    print(measured, end="")
