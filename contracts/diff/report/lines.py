"""On which line of a file a JSON pointer leads."""

from functools import cached_property

import yaml

from contracts.diff.read.load import Contract
from contracts.document.refusal import pointer


class Lines:
    """The lines of one contract; its text is read a second time when the first is asked for."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract

    def where(self, at: str) -> str:
        """`contracts/openapi.yaml:12 #/paths`; the line of the nearest part that the text has."""
        above = at
        while above and above not in self._lines:
            above = above.rpartition("/")[0]
        line = self._lines.get(above)
        return f"{self._contract.name}{f':{line}' if line else ''} #{at}"

    @cached_property
    def _lines(self) -> dict[str, int]:
        found: dict[str, int] = {}
        root = yaml.compose(self._contract.text, yaml.CSafeLoader)
        waiting = [("", root)]
        while waiting:
            at, node = waiting.pop()
            if isinstance(node, yaml.MappingNode):
                for key, value in node.value:
                    where = at + pointer(str(key.value))
                    found[where] = key.start_mark.line + 1
                    waiting.append((where, value))
            elif isinstance(node, yaml.SequenceNode):
                for index, value in enumerate(node.value):
                    where = at + pointer(index)
                    found[where] = value.start_mark.line + 1
                    waiting.append((where, value))
        return found
