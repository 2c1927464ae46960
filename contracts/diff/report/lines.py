"""Finds the line of a file that a JSON pointer leads to."""

from functools import cached_property

import yaml

from contracts.diff.read.load import Contract
from contracts.document.refusal import pointer


class Lines:
    """The line numbers of one contract. Its text is parsed again at the first call."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract

    def where(self, at: str) -> str:
        """Return a position such as `contracts/openapi.yaml:12 #/paths`, with the line of the nearest existing part."""
        ancestor = at
        while ancestor and ancestor not in self._lines:
            ancestor = ancestor.rpartition("/")[0]
        line = self._lines.get(ancestor)
        return f"{self._contract.name}{f':{line}' if line else ''} #{at}"

    @cached_property
    def _lines(self) -> dict[str, int]:
        found: dict[str, int] = {}
        root = yaml.compose(self._contract.text, yaml.CSafeLoader)
        pending = [("", root)]
        while pending:
            at, node = pending.pop()
            if isinstance(node, yaml.MappingNode):
                for key, value in node.value:
                    where = at + pointer(str(key.value))
                    found[where] = key.start_mark.line + 1
                    pending.append((where, value))
            elif isinstance(node, yaml.SequenceNode):
                for index, value in enumerate(node.value):
                    where = at + pointer(index)
                    found[where] = value.start_mark.line + 1
                    pending.append((where, value))
        return found
