"""Compares callbacks and webhooks: requests that the server sends, so what they may contain must not grow."""

from dataclasses import replace

from .document import Place
from .paths import Operation
from .scope import Scope


def compare_callbacks(scope: Scope, old: Operation, new: Operation) -> None:
    """The callbacks of both operations."""
    before, after = (
        dict(scope.old.children(old.place.part("callbacks"))),
        dict(scope.new.children(new.place.part("callbacks"))),
    )
    _compare(scope, "callback", before, after)


def compare_webhooks(scope: Scope) -> None:
    """The webhooks of both documents."""
    before, after = (dict(one.children(one.root.part("webhooks"))) for one in (scope.old, scope.new))
    _compare(scope, "webhook", before, after)


def _compare(scope: Scope, kind: str, before: dict[str, Place], after: dict[str, Place]) -> None:
    for name, place in after.items():
        within = replace(scope, subject=f"the {kind} {name}")
        if name not in before:
            within.tell(f"{kind}-added", place, f"There is a {kind} {name}.", new=name)
    for name, place in before.items():
        if name not in after:
            within = replace(scope, subject=f"the {kind} {name}")
            within.tell(f"{kind}-removed", place, f"The {kind} {name} is gone.", old=name, in_old=True)
