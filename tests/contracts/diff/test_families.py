"""FR-406: a parent with a discriminator is compared as the union of what extends it by `allOf`."""

from typing import Any

import pytest

from contracts.diff.compare.contracts import compare
from contracts.diff.decide.levels import Level
from contracts.diff.read.document import Document
from contracts.diff.read.families import Family
from tests.contracts.codegen.documents import document

_PET = {"$ref": "#/components/schemas/Pet"}
_SENT, _ANSWERED = "request", "response"


def _pets(*kinds: str, where: str, mapping: dict[str, str] | None = None, name: Any = None, own: Any = None) -> Any:
    """A contract whose `Pet` is extended by these, one of which has a property of its own."""
    words = {} if mapping is None else {"mapping": {k: f"#/components/schemas/{v}" for k, v in mapping.items()}}
    parent = {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"type": "string"}, "name": name or {"type": "string"}},
        "discriminator": {"propertyName": "kind", **words},
    }
    extended = {"type": "object", "properties": {"own": own or {"type": "string"}}}
    schemas = {"Pet": parent, **{kind: {"allOf": [_PET, extended]} for kind in kinds}}
    body = {"content": {"application/json": {"schema": _PET}}}
    answer = {"200": {"description": "Done.", **(body if where == _ANSWERED else {})}}
    operation = {"operationId": "do", "responses": answer, **({"requestBody": body} if where == _SENT else {})}
    return document({"/pets": {"post": operation}}, schemas=schemas)


@pytest.mark.parametrize(
    ("where", "came", "went"), [(_SENT, Level.SAFE, Level.BREAKING), (_ANSWERED, Level.BREAKING, Level.SAFE)]
)
def test_who_extends_it_is_an_alternative(where: str, came: Level, went: Level) -> None:
    """FR-406: one that comes is new to a client that reads it, and one that goes is missed by one that sends it."""
    one, two = _pets("Cat", "Dog", where=where), _pets("Cat", "Dog", "Bird", where=where)
    assert [(change.level, change.pointer) for change in compare(one, two)] == [(came, "/components/schemas/Pet")]
    assert [(change.level, change.pointer) for change in compare(two, one)] == [(went, "/components/schemas/Pet")]


@pytest.mark.parametrize("where", [_SENT, _ANSWERED])
def test_the_same_family_is_no_change(where: str) -> None:
    """FR-406: nor is a mapping that says what the names say, nor another order."""
    plain = _pets("Cat", "Dog", where=where)
    same = _pets("Dog", "Cat", where=where, mapping={"Cat": "Cat", "Dog": "Dog"})
    assert compare(plain, plain) == compare(plain, same) == compare(same, plain) == []


def test_a_change_is_told_where_it_stands() -> None:
    """FR-406: in the parent or the child of the file, once."""
    old = _pets("Cat", "Dog", where=_ANSWERED)
    parent = compare(old, _pets("Cat", "Dog", where=_ANSWERED, name={"type": "string", "maxLength": 9}))
    child = compare(old, _pets("Cat", "Dog", where=_ANSWERED, own={"type": "string", "maxLength": 9}))
    assert {change.pointer for change in parent} == {"/components/schemas/Pet/properties/name/maxLength"}
    kinds = ("Cat", "Dog")
    assert {change.pointer for change in child} <= {
        f"/components/schemas/{kind}/allOf/1/properties/own/maxLength" for kind in kinds
    }
    assert {change.level for change in [*parent, *child]} == {Level.SAFE}


def test_what_is_half_valid_is_compared_as_it_is() -> None:
    """FR-406, FR-405: its parts are where the file has them, so what is left out stays out."""
    whole, half = Document(_pets("Cat", where=_SENT)), Document(_pets("Cat", where=_SENT))
    half.left_out["/components/schemas/Pet/properties/name"] = "is no schema"
    assert Family(half).document is half
    assert "oneOf" in str(Family(whole).document.root.value)
    family = Family(whole)
    family.document.left_out["/components/schemas/PetBase/properties/name"] = "its reference leads nowhere"
    family.tell_left_out()
    assert [*whole.left_out] == ["/components/schemas/Pet/properties/name"]
