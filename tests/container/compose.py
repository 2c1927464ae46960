"""Reads compose.yaml as Compose does: with variables from the environment, of which some must be given."""

import re
from collections.abc import Mapping

import yaml

from tests.conftest import ROOT
from tests.support.document import Json

FILE = ROOT / "compose.yaml"
_VARIABLE = re.compile(r"\$\{(\w+)(?::\?([^}]*))?\}")


class NotGiven(Exception):
    """A variable is needed and has no value. The message is what the file says of it."""


def text() -> str:
    """What is in the file."""
    return FILE.read_text(encoding="utf-8")


def needed() -> dict[str, str]:
    """Every variable of the file, and what is said of it where it is not given."""
    found: dict[str, str] = {}
    for name, said in _VARIABLE.findall(text()):
        found[name] = found.get(name) or said
    return found


def project(given: Mapping[str, str], places: Mapping[str, str] | None = None) -> Json:
    """The file with these variables, and addresses of its networks replaced by others. Raises NotGiven."""

    def value(match: re.Match[str]) -> str:
        if not given.get(match[1]):
            raise NotGiven(f"{match[1]} {match[2]}")
        return given[match[1]]

    written = _VARIABLE.sub(value, text())
    for place, other in (places or {}).items():
        written = written.replace(place, other)
    return yaml.safe_load(written)
