"""Puts the generated package together beside its place, and swaps it in when it is whole."""

import ast
import difflib
import json
import pprint
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from contracts.codegen.plan.normalise import Plan
from contracts.codegen.render.generators import ROOT, GeneratorFailed
from contracts.codegen.schemas.field_names import fields_by_name
from contracts.codegen.schemas.model_defaults import cast_defaults
from contracts.codegen.schemas.typing_schemas import ECMA_PATTERN
from contracts.document.bundle import refers_to_files
from contracts.document.load import Document

_CONTRACT = '''"""The contract itself: `openapi.json` and, as it was written, `openapi.yaml`."""

import json
from importlib.resources import files

from contracts.runtime import JsonObject

DOCUMENT: JsonObject = json.loads(files(__name__).joinpath("openapi.json").read_bytes())
'''
HEADER = "# DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.\n"


def assemble(
    out: Path, contract: Path, document: Document, plan: Plan, models: str, modules: dict[str, str], *, alone: bool
) -> None:
    """Write the whole package into an empty folder. One that is `alone` has a copy of the runtime, and needs nothing
    of this project; any other imports it from here."""
    _check_models(models, plan)
    _write(out / "__init__.py", '"""Generated from the contract."""\n')
    models = fields_by_name(cast_defaults(_body(models))).replace(
        f'"{ECMA_PATTERN.removeprefix("x-")}": ', '"pattern": '
    )
    _write(out / "models.py", models or '"""The contract has no schemas."""\n')
    _write(out / "schemas.py", _schemas(plan))
    _write(out / "routers" / "__init__.py", '"""A router for each tag of the contract."""\n')
    for name, source in modules.items():
        _write(out / name, _body(source))
    folder = out / "contract"
    folder.mkdir()
    if refers_to_files(contract):
        (folder / "openapi.yaml").write_text(yaml.safe_dump(document, sort_keys=False, allow_unicode=True))
    else:
        shutil.copyfile(contract, folder / f"openapi{'.json' if contract.suffix == '.json' else '.yaml'}")
    (folder / "openapi.json").write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    _write(folder / "__init__.py", _CONTRACT)
    (out / "py.typed").touch()
    if alone:
        _add_runtime(out)
    _format(out)


def differences(new: Path, old: Path) -> list[str]:
    """A unified diff from what is there to what should be."""
    names = sorted({path.relative_to(root) for root in (new, old) for path in _files(root)})
    lines: list[str] = []
    for name in names:
        before, after = _lines(old / name), _lines(new / name)
        lines += difflib.unified_diff(before, after, f"there/{name}", f"contract/{name}")
    return lines


def replaceable(place: Path) -> bool:
    """Whether nothing is lost by putting a generated folder there: it is free, empty, or generated itself."""
    if not place.exists():
        return True
    init = place / "__init__.py"
    generated = init.is_file() and init.read_text(errors="replace").startswith(HEADER)
    return place.is_dir() and (generated or not any(place.iterdir()))


def swap(new: Path, place: Path) -> None:
    """Put the new folder in the place of the old one; whoever looks sees one or the other."""
    old = new.with_name(f"{new.name}.old")
    if place.exists():
        place.replace(old)
    new.replace(place)
    shutil.rmtree(old, ignore_errors=True)


def _add_runtime(out: Path) -> None:
    """Copy the runtime into the package, and let its modules import the copy."""
    for path in sorted(out.rglob("*.py")):
        parent = "." * len(path.relative_to(out).parts)
        source = path.read_text().replace("from contracts import runtime", f"from {parent} import runtime")
        path.write_text(source.replace("from contracts.runtime import", f"from {parent}runtime import"))
    for path in sorted((ROOT / "contracts" / "runtime").glob("*.py")):
        _write(out / "runtime" / path.name, path.read_text())


def _write(path: Path, source: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{HEADER}\n{source}")


def _body(source: str) -> str:
    """The source without the header of its generator."""
    lines = source.splitlines(keepends=True)
    while lines and (lines[0].startswith("#") or not lines[0].strip()):
        lines.pop(0)
    return "".join(lines)


def _schemas(plan: Plan) -> str:
    request, answer = (pprint.pformat(part, width=110, sort_dicts=False) for part in (plan.schemas, plan.answers))
    return (
        '"""The schemas of the contract, by the names of models: they decide what requests and responses may be."""\n\n'
        "from contracts.runtime import Contract, Schemas\n\nfrom .contract import DOCUMENT\n\n"
        f"SCHEMAS = Schemas({request})\nANSWERS = SCHEMAS.but({answer})\n"
        "CONTRACT = Contract(DOCUMENT, SCHEMAS, ANSWERS)\n"
    )


def _check_models(models: str, plan: Plan) -> None:
    """Every name that a signature uses must be a model; the model generator renames what it does not like."""
    defined: set[str] = set()
    for node in ast.parse(models).body:
        if isinstance(node, ast.ClassDef):
            defined.add(node.name)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            defined.add(node.targets[0].id)
    missing = plan.models["components"]["schemas"].keys() - defined
    if missing:
        raise GeneratorFailed(f"datamodel-codegen made no model of {', '.join(sorted(missing))}")


def _format(out: Path) -> None:
    """Format and sort by the project's rules, wherever the folder is."""
    ruff, config = Path(sys.executable).parent / "ruff", str(ROOT / "pyproject.toml")
    for arguments in (["check", "--fix-only", "--select", "F401,I,UP,RUF100,PIE790,B009"], ["format"]):
        command = [str(ruff), *arguments, "--config", config, "--no-cache", "--quiet", str(out)]
        finished = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if finished.returncode != 0:
            raise GeneratorFailed(f"ruff {arguments[0]} failed:\n{finished.stdout}{finished.stderr}")


def _files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def _lines(path: Path) -> list[str]:
    return path.read_text(errors="replace").splitlines(keepends=True) if path.exists() else []
