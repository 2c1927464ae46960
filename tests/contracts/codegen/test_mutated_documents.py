"""FR-042: whatever a document looks like, it is refused in sentences or planned for; nothing ends in a traceback.

`MUTATIONS` is how many are tried (60 unless set, of which a few as a whole), `SEED` which (1 unless set).
"""

import importlib
import json
import os
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest

from contracts.codegen.plan.normalise import plan
from contracts.codegen.refusals.refuse import inspect
from contracts.document.load import read_text
from contracts.document.parse import parse
from contracts.document.refusal import Refused
from tests.conftest import ROOT
from tests.contracts.codegen.generating import codegen

Json = Any
WHOLE = int(os.environ.get("MUTATIONS", "2"))
MUTATIONS = int(os.environ.get("MUTATIONS", "60"))
SEED = int(os.environ.get("SEED", "1"))
VALUES: tuple[Json, ...] = (None, 1, "", [], {}, True, -1, 1.5, "x", [1], ["x"], {"a": 1}, {"$ref": 1})
FOREIGN = Path(__file__).parent / "foreign"
DOCUMENTS = (
    *(ROOT / "contracts" / "openapi.yaml", FOREIGN / "places.yaml", FOREIGN / "oddities.yaml"),
    *(FOREIGN / "messaging.yaml", FOREIGN / "payments.yaml"),
)


def _paths(value: Json, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield (*at, key)
        yield from _paths(part, (*at, key))


def _mutated(document: Json, random: Random) -> Json:
    """A copy with a part that is gone, is another value, stands twice, or stands where another one was."""
    copy = deepcopy(document)
    *way, key = random.choice(list(_paths(copy)))
    above = copy
    for step in way:
        above = above[step]
    kind = random.randrange(4)
    if kind == 0:
        del above[key]
    elif kind == 1:
        above[key] = deepcopy(random.choice(VALUES))
    elif isinstance(above, list):
        above.append(deepcopy(above[int(key)]))
    else:
        above[f"{key}2" if kind == 2 else random.choice(list(above))] = deepcopy(above[key])
    return copy


def _is_refused(document: Json) -> bool:
    """All that is done before models are made; a `Refused` is an answer."""
    try:
        inspection = inspect(read_text(json.dumps(document)))
    except Refused:
        return True
    if inspection.refusals:
        return True
    plan(inspection.standard)
    return False


def _is_whole(contract: Path, package: str) -> bool:
    """Whether a document is generated from; then all of it can be imported."""
    out = contract.with_name(package)
    if codegen("--contract", contract, "--out", out, "--shared-runtime").returncode != 0:
        return False
    importlib.import_module(f"{package}.models")
    for path in sorted((out / "routers").glob("[a-z]*.py")):
        importlib.import_module(f"{package}.routers.{path.stem}")
    return True


def test_no_mutation_ends_in_a_traceback() -> None:
    """Try `MUTATIONS=5000 SEED=2` after a change of what reads documents."""
    random = Random(SEED)
    documents = [parse(path.read_text(encoding="utf-8")) for path in DOCUMENTS]
    refused = [_is_refused(_mutated(random.choice(documents), random)) for _ in range(MUTATIONS)]
    assert 0.2 < sum(refused) / len(refused) < 0.8  # both are tried


def test_what_is_generated_can_be_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that the generator does: models are rendered and proved, and modules written; 100 take minutes."""
    monkeypatch.syspath_prepend(tmp_path)
    random = Random(SEED)
    documents = [parse(path.read_text(encoding="utf-8")) for path in DOCUMENTS[1:]]
    whole = 0
    for number in range(WHOLE):
        contract = tmp_path / f"mutated_{number}.json"
        contract.write_text(json.dumps(_mutated(random.choice(documents), random)))
        whole += _is_whole(contract, f"mutation_{SEED}_{number}")
    assert whole > 0
