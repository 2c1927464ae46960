"""Compares two unions: first by type, then the alternatives of each type."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial

from contracts.diff.compare.schemas.cases import FRACTION, Case, Union, types_of
from contracts.diff.compare.schemas.findings import Local, Node
from contracts.diff.compare.schemas.matching import Matched, distinguished_by_tag, match
from contracts.diff.compare.schemas.oracle import Meanings, proven_disjoint
from contracts.diff.compare.schemas.types import compare_types, shown
from contracts.diff.compare.schemas.values import compare_values, compare_with_any, listed
from contracts.diff.decide.levels import NARROWS, UNKNOWN, WIDENS
from contracts.diff.read.json_values import quoted

_BUCKETS = (frozenset({"boolean"}), frozenset({"integer", FRACTION}), frozenset({"string"}), frozenset({"array"}))
_ALL_BUCKETS = (*_BUCKETS, frozenset({"object"}))
# Compares two cases for the types of one bucket; the string is what they add to the location.
CompareCases = Callable[[Case, Case, frozenset[str], str], None]


class UnionComparison:
    """Compares two nodes as unions of cases."""

    def __init__(
        self,
        local: Local,
        nodes: tuple[Node, Node],
        unions: tuple[Union, Union],
        meanings: tuple[Meanings, Meanings],
        compare_cases: CompareCases,
        *,
        text: bool,
    ) -> None:
        self._local = local
        self._nodes = nodes
        self._old, self._new = unions
        self._meanings = meanings
        self._compare_cases = compare_cases
        self._text = text
        self._matched: set[int] = set()
        self._unmatched: list[tuple[Matched, frozenset[str]]] = []

    def compare(self) -> None:
        """Compare listed values if there are only those; otherwise compare the types, and then what is allowed of each
        type."""
        if self._only_values(self._old) and self._only_values(self._new):
            self._compare_listed(self._old.cases, self._new.cases)
        else:
            self._compare_types()
            self._compare_null()
        if not (self._is_old_disjoint and self._is_new_disjoint):
            self._add_overlap()

    def _compare_types(self) -> None:
        ats = tuple(node[0].at if node else "" for node in self._nodes)
        compare_types(self._local, self._old, self._new, ats[0], ats[1], text=self._text)
        for bucket in _ALL_BUCKETS:
            old, new = ([case for case in union.cases if case.types & bucket] for union in (self._old, self._new))
            if old and new:
                self._compare_bucket(bucket, old, new)
        for matched, bucket in self._unmatched:
            self._add_removed(matched.lost, bucket)
            self._add_added(matched.gained, bucket)

    def _only_values(self, union: Union) -> bool:
        return bool(union.cases) and all(case.values is not None for case in union.cases if case.types != {"null"})

    def _compare_listed(self, old: Sequence[Case], new: Sequence[Case]) -> None:
        before, after = listed(old, text=self._text), listed(new, text=self._text)
        nullable = ["null" in union.types for union in (self._old, self._new)]
        if nullable[0] != nullable[1]:
            # A null in an enum is reported in the same way as a null that the type allows.
            word = "became-nullable" if nullable[1] else "became-not-nullable"
            node = self._nodes[1] if nullable[1] else self._nodes[0]
            sentence = "it may be null" if nullable[1] else "it may no longer be null"
            self._local.add(word, node[0].at, sentence, in_old=not nullable[1])
        before.pop("null", None)
        after.pop("null", None)
        compare_values(self._local, (before, old), (after, new), lambda _: None, lambda _: None)

    def _compare_bucket(self, bucket: frozenset[str], old: list[Case], new: list[Case]) -> None:
        values_old, plain_old = _split_by_values(old)
        values_new, plain_new = _split_by_values(new)
        before, after = (
            {key: value for key, value in listed(cases, text=self._text).items() if _lists_in(bucket, cases, key)}
            for cases in (values_old, values_new)
        )
        old_allows, new_allows = (
            partial(means.allows, node) for means, node in zip(self._meanings, self._nodes, strict=True)
        )
        if before and not plain_old and plain_new and not after:
            compare_with_any(self._local, before, values_old, new_allows, became=False)
            return
        if after and not plain_new and plain_old and not before:
            compare_with_any(self._local, after, values_new, old_allows, became=True)
            return
        compare_values(self._local, (before, values_old), (after, values_new), old_allows, new_allows)
        if not plain_old or not plain_new:
            self._unmatched.append((Matched([], plain_old, plain_new), bucket))
            return
        self._compare_plain(bucket, plain_old, plain_new)

    def _compare_plain(self, bucket: frozenset[str], old: list[Case], new: list[Case]) -> None:
        if len(old) == 1 and len(new) == 1:
            self._compare_cases(old[0], new[0], bucket, "")
            self._matched |= {id(old[0]), id(new[0])}
            return
        matched = match(old, new, self._meanings[0].text_of_case, self._meanings[1].text_of_case)
        for one, other in matched.pairs:
            label = other.label if len(new) > 1 else one.label
            self._compare_cases(one, other, bucket, f"({label})" if label else "")
            self._matched |= {id(one), id(other)}
        self._unmatched.append((matched, bucket))

    def _compare_null(self) -> None:
        """Compare whether null is allowed where conditions may exclude it although its type is allowed."""
        unions = (self._old, self._new)
        if not all("null" in union.types for union in unions) or not any(map(_may_exclude_null, unions)):
            return
        was, now = (means.allows(node, None) for means, node in zip(self._meanings, self._nodes, strict=True))
        at = next((node[0].at for node in reversed(self._nodes) if node), "")
        if was is False and now:
            self._local.add("became-nullable", at, "it may be null")
        elif was and now is False:
            self._local.add("became-not-nullable", at, "it may no longer be null")
        elif was is None or now is None:
            texts = [means.text(node) for means, node in zip(self._meanings, self._nodes, strict=True)]
            if texts[0] != texts[1]:
                self._local.add("condition-changed", at, "whether it may be null can't be told")

    @cached_property
    def _is_old_disjoint(self) -> bool:
        return self._disjoint(self._old, 0)

    @cached_property
    def _is_new_disjoint(self) -> bool:
        return self._disjoint(self._new, 1)

    def _disjoint(self, union: Union, side: int) -> bool:
        """Return whether no value can match two alternatives, so that `oneOf` and `anyOf` mean the same."""
        if not union.exclusive:
            return True
        form = self._meanings[side].canonical_of_case
        return all(
            not one.types & other.types
            or _list_different_values(one, other)
            or distinguished_by_tag(one, other)
            or proven_disjoint(form(one), form(other))
            for index, one in enumerate(union.cases)
            for other in union.cases[index + 1 :]
        )

    def _add_removed(self, cases: list[Case], bucket: frozenset[str]) -> None:
        for case in cases:
            effect = NARROWS if self._is_old_disjoint else UNKNOWN
            if id(case) in self._matched:
                sentence = f"the alternative {_name_of(case)} no longer allows {shown(bucket)}"
                self._local.add("type-narrowed", case.at, sentence, old=case.label, in_old=True, effect=effect)
                continue
            name = "one-of" if self._old.exclusive else "any-of"
            sentence = f"the alternative {_name_of(case)} is gone"
            self._local.add(f"{name}-removed", case.at, sentence, old=case.label, in_old=True, effect=effect)

    def _add_added(self, cases: list[Case], bucket: frozenset[str]) -> None:
        for case in cases:
            effect = WIDENS if self._is_new_disjoint else UNKNOWN
            if id(case) in self._matched:
                sentence = f"the alternative {_name_of(case)} allows {shown(bucket)} too"
                self._local.add("type-widened", case.at, sentence, new=case.label, effect=effect)
                continue
            name = "one-of" if self._new.exclusive else "any-of"
            sentence = f"there is a new alternative {_name_of(case)}"
            self._local.add(f"{name}-added", case.at, sentence, new=case.label, effect=effect)

    def _add_overlap(self) -> None:
        """Report a `oneOf` with overlapping alternatives: changing one may move values in or out of the others."""
        texts = [meanings.text(node) for meanings, node in zip(self._meanings, self._nodes, strict=True)]
        if texts[0] != texts[1]:
            at = self._nodes[1][0].at if self._nodes[1] else ""
            sentence = "just one of alternatives that overlap must match, so more may have changed than it seems"
            self._local.add("alternatives-changed", at, sentence, old=quoted(texts[0]), new=quoted(texts[1]))


def _may_exclude_null(union: Union) -> bool:
    """Return whether a condition may exclude null."""
    members = [member for case in union.cases if "null" in case.types for member in case.members]
    return any(member.has(keyword) for member in members for keyword in ("not", "if"))


def _list_different_values(one: Case, other: Case) -> bool:
    """Return whether both cases list values, and have none in common."""
    return one.values is not None and other.values is not None and not one.values.keys() & other.values.keys()


def _split_by_values(cases: list[Case]) -> tuple[list[Case], list[Case]]:
    """Return the cases that list their values, and those that do not."""
    return [one for one in cases if one.values is not None], [one for one in cases if one.values is None]


def _lists_in(bucket: frozenset[str], cases: Sequence[Case], key: str) -> bool:
    return any(key in (case.values or {}) and types_of((case.values or {})[key]) in bucket for case in cases)


def _name_of(case: Case) -> str:
    return f"`{case.label}`" if case.label else "without a name"
