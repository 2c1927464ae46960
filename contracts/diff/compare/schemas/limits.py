"""Compares limits on numbers of characters, items or properties."""

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


def compare_limits(local: Local, old: Case, new: Case, min_keyword: str, max_keyword: str) -> None:
    """Compare a pair of limits by their keywords. An absent minimum is 0."""
    _compare(local, min_keyword, _lower_limit(old.members, min_keyword), _lower_limit(new.members, min_keyword))
    _compare(local, max_keyword, _upper_limit(old.members, max_keyword), _upper_limit(new.members, max_keyword))


Limit = tuple[int, str]


def allows(case: Case, min_keyword: str, max_keyword: str, count: int) -> bool:
    """Return whether a pair of limits allows this number of parts."""
    low, high = _lower_limit(case.members, min_keyword), _upper_limit(case.members, max_keyword)
    return (low is None or low[0] <= count) and (high is None or count <= high[0])


def _lower_limit(members: Sequence[Place], keyword: str) -> Limit | None:
    found = max(_limits(members, keyword), default=None)
    return found if found and found[0] > 0 else None


def _upper_limit(members: Sequence[Place], keyword: str) -> Limit | None:
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
    min_keyword = keyword.startswith("min")
    if old is None and new is not None:
        if min_keyword:
            local.add(f"{rule}-increased", new[1], f"{words} was 0 and is {new[0]}", old=0, new=new[0])
        else:
            local.add(f"{rule}-set", new[1], f"{words} was set to {new[0]}", new=new[0])
    elif old is not None and new is None:
        if min_keyword:
            sentence = f"{words} was {old[0]} and is 0"
            local.add(f"{rule}-decreased", old[1], sentence, old=old[0], new=0, in_old=True)
        else:
            local.add(f"{rule}-removed", old[1], f"{words} {old[0]} is gone", old=old[0], in_old=True)
    elif old is not None and new is not None and old[0] != new[0]:
        word = "increased" if new[0] > old[0] else "decreased"
        local.add(f"{rule}-{word}", new[1], f"{words} was {old[0]} and is {new[0]}", old=old[0], new=new[0])
