"""Where the parts of a document are written: on which line of its file a JSON pointer leads."""

import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import yaml

from contracts.document.bundle import Part, bundle, may_have_files
from contracts.document.parse import as_yaml, parse
from contracts.document.refusal import Refused

_MERGE = "tag:yaml.org,2002:merge"


class Lines:
    """The lines of one document. Its text is read a second time, and only when the first line is asked for."""

    def __init__(self, name: str, text: str, file: Path | None = None) -> None:
        self._name = name
        self._text = text
        self._file = file
        self._others: dict[Path, Lines] = {}

    @classmethod
    def of_file(cls, file: Path, name: str | None = None) -> "Lines":
        """Those of a file, by its path or another name; of one that can't be read no line is known."""
        try:
            return cls(name or str(file), file.read_text(encoding="utf-8"), file)
        except (OSError, UnicodeDecodeError):
            return cls(name or str(file), "")

    def where(self, at: str, line: int | None = None) -> str:
        """`contracts/openapi.yaml:12 #/paths`: the line given, or else that of the nearest part that the text has.

        The whole document has neither a line nor a pointer: `contracts/openapi.yaml`.
        """
        held = next((new for new in _prefixes(at) if new in self._origins), None)
        if held is not None:
            part = self._origins[held]
            return self._of_other(part.file).where(part.pointer + at.removeprefix(held))
        line = line or self.line(at)
        return f"{self._name}{f':{line}' if line else ''}{f' #{at}' if at else ''}"

    def line(self, at: str) -> int | None:
        """The number of that line, from 1; None for the whole document, and where the text is no YAML or JSON."""
        steps = at.split("/")[1:]
        node, line = self._root if steps else None, None
        for step in steps:
            found = _part(node, step.replace("~1", "/").replace("~0", "~"))
            if found is None:
                break
            node, line = found
        return line

    def _of_other(self, file: Path) -> "Lines":
        """The lines of a file that the document refers to, by its way from there."""
        if file not in self._others and self._file is not None:
            name = os.path.relpath(file, self._file.resolve().parent)
            self._others[file] = Lines.of_file(file, str(Path(self._name).parent / name))
        return self._others[file]

    @cached_property
    def _origins(self) -> dict[str, Part]:
        if self._file is None or not may_have_files(self._text):
            return {}
        try:
            return bundle(self._file, parse(self._text)).origins
        except Refused:
            return {}

    @cached_property
    def _root(self) -> yaml.Node | None:
        text = as_yaml(self._text) if self._text.lstrip().startswith("{") else self._text
        try:
            root: yaml.Node | None = yaml.compose(text, yaml.CSafeLoader)
        except yaml.YAMLError:
            return None
        return root


def _prefixes(at: str) -> Iterator[str]:
    """A pointer, and those of the parts around it, the nearest first."""
    while at:
        yield at
        at = at.rpartition("/")[0]


def _part(node: yaml.Node | None, step: str) -> tuple[yaml.Node, int] | None:
    """What is under a key or an index, and its line, from 1."""
    if isinstance(node, yaml.SequenceNode):
        index = int(step) if step.isdigit() else len(node.value)
        return (node.value[index], node.value[index].start_mark.line + 1) if index < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        own = ((value, key.start_mark.line + 1) for key, value in node.value if key.value == step)
        return next(own, None) or next((found for one in _merged(node) if (found := _part(one, step))), None)
    return None


def _merged(node: yaml.MappingNode) -> Iterator[yaml.Node]:
    """The mappings that its merge keys (`<<`) put into it."""
    for key, value in node.value:
        if key.tag == _MERGE:
            yield from value.value if isinstance(value, yaml.SequenceNode) else [value]
