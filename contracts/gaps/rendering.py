"""Renders the templates of a new resource."""

import json
import pprint
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from contracts.gaps.source import tidy


def _migrated(sql: str) -> str:
    """A type of SQLAlchemy's, as a migration names it."""
    if sql.startswith("ARRAY"):
        return "postgresql.ARRAY(sa.Text())"
    return f"sa.{sql}" if sql.endswith(")") else f"sa.{sql}()"


_TEMPLATES = Environment(  # noqa: S701 - Python and TypeScript, no HTML
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_TEMPLATES.filters["quoted"] = lambda value: pprint.pformat(value, width=80, sort_dicts=False)
_TEMPLATES.filters["json"] = lambda value: json.dumps(value, ensure_ascii=False)
_TEMPLATES.filters["migrated"] = _migrated


def written(template: str, view: Mapping[str, object], file: Path, config: Path) -> None:
    """Write a new file from a template. Python's is formatted; imports that it does not need are taken out."""
    file.write_text(_TEMPLATES.get_template(f"{template}.jinja2").render(view), encoding="utf-8")
    if file.suffix == ".py":
        tidy(file, config, "I,F401")
