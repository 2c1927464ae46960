"""Contracts that change between two versions, and what the gate says of them."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from typing import Any

from contracts.diff.read.load import Contract
from contracts.gate.gate import Sources, Verdict, judge
from contracts.gate.waivers import Waiver
from tests.contracts.codegen.documents import document, query

Json = Any
TODAY = date(2026, 3, 1)
GET: Json = {**query({"type": "string", "maxLength": 9}), "operationId": "get_x"}
OLD_X: Json = {"operationId": "get_old", "responses": {"200": {"description": "Done."}}}
TOLD = "## Unreleased\n\n- `q` of `get_x` changed.\n- `get_y`, GET /y, is new.\n- `get_old`, GET /old, is gone.\n"


def contract(version: str, *, paths: Json | None = None, **info: str) -> Contract:
    made = document(paths if paths is not None else {"/x": {"get": GET}})
    made["info"] |= {"version": version, **info}
    return Contract(version, "", made)


def judged(
    before: Contract | None,
    now: Contract,
    *,
    changelog: str = TOLD,
    waivers: Sequence[Waiver] = (),
    generated: Json = None,
) -> Verdict:
    published = now.document if generated is None else generated
    return judge(Sources(before, now, published, changelog, list(waivers), TODAY))


def narrower(version: str) -> Contract:
    changed = deepcopy(GET)
    changed["parameters"][0]["required"] = True
    return contract(version, paths={"/x": {"get": changed}})


def with_more(version: str) -> Contract:
    more = {"operationId": "get_y", "responses": {"200": {"description": "Done."}}}
    return contract(version, paths={"/x": {"get": GET}, "/y": {"get": more}})


def reworded(version: str) -> Contract:
    return contract(version, summary="Another word.")


def with_old(version: str, **words: Json) -> Contract:
    return contract(version, paths={"/x": {"get": GET}, "/old": {"get": {**OLD_X, **words}}})
