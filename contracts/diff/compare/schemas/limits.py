"""Compares limits that count something: of characters, items or properties."""

from collections.abc import Sequence

from contracts.diff.compare.schemas.cases import Case
from contracts.diff.compare.schemas.findings import Local
from contracts.diff.read.document import Place
from contracts.document.refusal import pointer

_WORDS = {
    "minLength": ("min-length", "the minimum length"),
    "maxLength": ("max-length", "the maximum length"),
    "minItems": ("min-items", "the least number of items"),
    "maxItems": ("max-items", "the greatest number of items"),
    "minProperties": ("min-properties", "the least number of properties"),
    "maxProperties": ("max-properties", "the greatest number of properties"),
}


def compare_limits(local: Local, old: Case, new: Case, least: str, most: str) -> None:
    """A pair of limits by their keywords. No least one is 0."""
    _compare(local, least, _least(old.members, least), _least(new.members, least))
    _compare(local, most, _most(old.members, most), _most(new.members, most))


Limit = tuple[int, str]


def _least(members: Sequence[Place], keyword: str) -> Limit | None:
    found = max(_limits(members, keyword), default=None)
    return found if found and found[0] > 0 else None


def _most(members: Sequence[Place], keyword: str) -> Limit | None:
    return min(_limits(members, keyword), default=None)


def _limits(members: Sequence[Place], keyword: str) -> list[Limit]:
    found = []
    for member in members:
        value = member.get(keyword)
        if isinstance(value, int | float) and not isinstance(value, bool):
            found.append((int(value), member.at + pointer(keyword)))
    return found


def _compare(local: Local, keyword: str, old: Limit | None, new: Limit | None) -> None:
    rule, words = _WORDS[keyword]
    least = keyword.startswith("min")
    if old is None and new is not None:
        if least:
            local.tell(f"{rule}-increased", new[1], f"{words} was 0 and is {new[0]}", old=0, new=new[0])
        else:
            local.tell(f"{rule}-set", new[1], f"{words} was set to {new[0]}", new=new[0])
    elif old is not None and new is None:
        if least:
            sentence = f"{words} was {old[0]} and is 0"
            local.tell(f"{rule}-decreased", old[1], sentence, old=old[0], new=0, in_old=True)
        else:
            local.tell(f"{rule}-removed", old[1], f"{words} {old[0]} is gone", old=old[0], in_old=True)
    elif old is not None and new is not None and old[0] != new[0]:
        word = "increased" if new[0] > old[0] else "decreased"
        local.tell(f"{rule}-{word}", new[1], f"{words} was {old[0]} and is {new[0]}", old=old[0], new=new[0])
