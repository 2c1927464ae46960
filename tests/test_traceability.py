"""Every requirement of the specification is cited by a test, and no test cites one that is not there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

TESTS = Path(__file__).parent
SPECIFICATION = TESTS.parent / "specs" / "001-tasks" / "spec.md"
NUMBER = re.compile(r"\bFR-\d{3}\b")


def _required() -> list[str]:
    return re.findall(r"^- \*\*(FR-\d{3})\*\*", SPECIFICATION.read_text(encoding="utf-8"), re.MULTILINE)


def _is_test(node: ast.AST) -> TypeGuard[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Also a scenario of faults, which tests/faults/test_faults.py runs."""
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (
        node.name.startswith("test_") or any(ast.unparse(each).startswith("scenario(") for each in node.decorator_list)
    )


def _cited() -> Iterator[tuple[str, str]]:
    """A number and the test that cites it, in its own docstring or in that of its file."""
    for file in (*TESTS.rglob("test_*.py"), *(TESTS / "faults" / "scenarios").glob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        tests = [node for node in ast.walk(tree) if _is_test(node)]
        for node in [*tests, *([tree] if tests else [])]:
            for number in NUMBER.findall(ast.get_docstring(node) or ""):
                yield number, f"{file.relative_to(TESTS)}::{getattr(node, 'name', '')}"


CITED = dict(_cited())


def test_numbers_are_unique() -> None:
    """A number is given once."""
    assert sorted(_required()) == sorted(set(_required()))


@pytest.mark.parametrize("number", _required())
def test_requirement_has_a_test(number: str) -> None:
    """Somebody proves it."""
    assert number in CITED


def test_cited_requirements_exist() -> None:
    """A test that cites what is not there proves nothing."""
    assert {number: test for number, test in CITED.items() if number not in _required()} == {}
