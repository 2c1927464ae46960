"""A way to break the implementation, and what most ways need."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from starlette.responses import Response

from contracts.runtime.responses import ResponseEncoder

Patch = pytest.MonkeyPatch


@dataclass(frozen=True, slots=True)
class Mutant:
    """A way to break the server."""

    name: str
    apply: Callable[[Patch], None]


MUTANTS: list[Mutant] = []


def mutant(apply: Callable[[Patch], None]) -> Callable[[Patch], None]:
    MUTANTS.append(Mutant(apply.__name__, apply))
    return apply


def returns(patch: Patch, owner: Any, name: str, change: Callable[[Any], Any]) -> None:
    """Let `change` have the last word on what an async method returns."""
    original = getattr(owner, name)

    async def changed(*arguments: Any, **named: Any) -> Any:
        return change(await original(*arguments, **named))

    patch.setattr(owner, name, changed)


def called_with(patch: Patch, owner: Any, name: str, **fixed: Any) -> None:
    """Call an async method with some of its arguments fixed; others keep what they are given."""
    original = getattr(owner, name)

    async def changed(*arguments: Any, **named: Any) -> Any:
        return await original(*arguments, **{**named, **fixed})

    patch.setattr(owner, name, changed)


def on_the_wire(patch: Patch, change: Callable[[Response], None]) -> None:
    """Change responses after the seal has let them through."""
    original = ResponseEncoder.encode

    def encode(self: ResponseEncoder, response: object) -> Response:
        answer = original(self, response)
        change(answer)
        if "content-length" in answer.headers:
            answer.headers["content-length"] = str(len(answer.body))
        return answer

    patch.setattr(ResponseEncoder, "encode", encode)
