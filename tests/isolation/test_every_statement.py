"""FR-530: the checks of all statements find them by themselves, in all their forms, or say what they can't find."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from tests.isolation.every_statement import Unreachable, every_statement

_HEAD = """
from dataclasses import dataclass
from functools import cache
from typing import Literal
from sqlalchemy import text
from impl.database.statement import Statement
WRITTEN = ("a", "b")
"""
FORMS = {
    "switches": ("(one: bool, two: bool | None) -> Statement: return Statement(text(f'SELECT {one}, {two}'))", 6),
    "a choice": ("(one: Literal['a', 'b', 'c']) -> Statement: return Statement(text(f'SELECT {one!r}'))", 3),
    "columns": ("(one: frozenset[str], *, two: bool) -> Statement: return Statement(text(f'SELECT {sorted(one)}'))", 8),
    "branches": ("(one: bool) -> Statement: return Statement(text('SELECT 1')) if one else Statement(text('X'))", 2),
}
_NO_CALL = (
    "No call reaches the statement in line {} of planted. Make it in a function with @cache that returns a Statement, "
    "so that its table can be checked to be held to one user."
)
UNREACHABLE = {
    "a text": (
        "@cache\ndef find(one: str) -> Statement: return Statement(text(one))",
        "planted.find has too many forms to check them all: str is none of bool, None, Literal, a dataclass of these, "
        "and a frozenset[str] of the module's WRITTEN. Let a value that does not change the SQL be one of its "
        "parameters.",
    ),
    "no cache": (
        "def find() -> Statement: return Statement(text('SELECT 1'))",
        _NO_CALL.format(8),
    ),
    "a branch": (
        "@cache\ndef find(one: bool) -> Statement:\n  if one is None: return Statement(text('SELECT 1'))\n"
        "  return Statement(text('SELECT 2'))",
        _NO_CALL.format(10),
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_all_forms_are_made(tmp_path: Path, name: str) -> None:
    """FR-530: the types of the parameters tell them."""
    function, number = FORMS[name]
    assert len(every_statement([_planted(tmp_path, f"@cache\ndef find{function}")])) == number


def test_a_constant_is_found(tmp_path: Path) -> None:
    """FR-530: a statement that was made when its module was imported."""
    (made,) = every_statement([_planted(tmp_path, "FIND = Statement(text('SELECT 1'))")])
    assert (made.origin, made.text) == ("planted.FIND", "SELECT 1")


@pytest.mark.parametrize("name", UNREACHABLE)
def test_a_statement_out_of_reach_is_an_error(tmp_path: Path, name: str) -> None:
    """FR-530: none goes unchecked in silence."""
    code, message = UNREACHABLE[name]
    with pytest.raises(Unreachable) as error:
        every_statement([_planted(tmp_path, code)])
    assert str(error.value) == message


def _planted(folder: Path, code: str) -> ModuleType:
    """Return a module of this code."""
    file = folder / "planted.py"
    file.write_text(_HEAD + code, encoding="utf-8")
    spec = spec_from_file_location("planted", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
