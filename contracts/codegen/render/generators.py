"""Runs the two code generators side by side; each in its own environment, since they pin each other's parts apart."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from contracts.codegen.plan.normalise import Plan
from contracts.codegen.schemas.typing_schemas import BOUNDS, ECMA_PATTERN, FIELD_EXTRAS, MODEL_EXTRAS, protected_aliases

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
_MODELS = (
    "--input-file-type=openapi",
    "--openapi-scopes=schemas",
    "--output-model-type=pydantic_v2.BaseModel",
    "--target-python-version=3.11",
    "--target-pydantic-version=2.14",
    "--use-annotated",
    "--use-missing-sentinel",
    "--use-type-alias",
    "--field-constraints",
    "--strict-nullable",
    "--use-union-operator",
    "--use-standard-collections",
    "--enum-field-as-literal=all",
    "--set-default-enum-member",
    "--use-schema-description",
    "--use-double-quotes",
    "--formatters=builtin",
    "--disable-timestamp",
    "--disable-warnings",
)
_EXTRAS = [ECMA_PATTERN, *(f"x-{key}" for key in (*FIELD_EXTRAS, *BOUNDS))]
_SHARED = ("parameters.py", "responses.py")
_ROUTERS = ("--generate-routers", "--disable-timestamp", "--python-version=3.11")


class GeneratorFailed(Exception):
    """A code generator gave up on a document that was not refused: a defect of ours."""


def run(plan: Plan, work: Path) -> tuple[str, dict[str, str]]:
    """The source of the models, and that of the other modules by path: what is shared, and a router for each tag."""
    models_in, models_out = _write(work / "models.json", plan.models), work / "models.py"
    routers_in, routers_out = _write(work / "routers.json", plan.routers), work / "routers"
    commands: list[list[str | Path]] = []
    if plan.models["components"]["schemas"]:
        tool, model_extras = _tool("datamodel-codegen"), [f"x-{key}" for key in MODEL_EXTRAS]
        extras = ["--field-extra-keys-without-x-prefix", *_EXTRAS, "--model-extra-keys-without-x-prefix", *model_extras]
        aliases = ["--aliases", json.dumps(protected_aliases(plan.models))]
        commands.append([tool, "--input", models_in, "--output", models_out, *_MODELS, *aliases, *extras])
    if plan.routers["paths"]:
        python = ROOT / ".venv-codegen" / "bin" / "python"
        ours: list[str | Path] = ["--template-dir", HERE / "templates", "--custom-visitor", HERE / "visitor.py"]
        launch: list[str | Path] = [python, HERE / "launch_routers.py", "--input", routers_in, "--output", routers_out]
        commands.append([*launch, *_ROUTERS, *ours])
    started = [_start(command, work) for command in commands]
    for command, process in zip(commands, started, strict=True):
        output, _ = process.communicate()
        if process.returncode != 0:
            raise GeneratorFailed(f"{Path(command[0]).name} failed:\n{output.strip()[-4000:]}")
    written = [*(routers_out / name for name in _SHARED), *sorted((routers_out / "routers").glob("*.py"))]
    modules = {str(path.relative_to(routers_out)): path.read_text() for path in written if path.exists()}
    return models_out.read_text() if models_out.exists() else "", modules


def run_models(plan: Plan, work: Path) -> str:
    """The source of the models again, of a plan whose models have changed."""
    return run(replace(plan, routers={"paths": {}}), work)[0]


def _tool(name: str) -> Path:
    return Path(sys.executable).parent / name


def _write(path: Path, document: dict[str, Any]) -> Path:
    path.write_text(json.dumps(document))
    return path


def _start(command: list[str | Path], work: Path) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONWARNINGS": "ignore", "PYTHONHASHSEED": "0"}
    return subprocess.Popen(  # noqa: S603 - our own tools, by their paths
        [str(part) for part in command],
        cwd=work,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
