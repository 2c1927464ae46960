"""Compares the keywords for numbers: bounds and divisors."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from contracts.diff.compare.schemas.cases import FRACTION, Case
from contracts.diff.compare.schemas.findings import Local
from contracts.diff.decide.levels import DIFFERS, NARROWS, WIDENS, Effect
from contracts.diff.read.document import Place
from contracts.diff.read.json_values import JsonValue
from contracts.document.keywords import INTEGER_BOUNDS
from contracts.document.refusal import pointer


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound of numbers. `format` is the format that implies it, if one does."""

    value: Fraction
    exclusive: bool
    at: str
    format: str | None

    @property
    def quoted(self) -> str:
        """The bound as sentences of changes write it: the number, and `(excluded)` if values must not reach it."""
        number = self.value.numerator if self.value.denominator == 1 else float(self.value)
        return f"{number}{' (excluded)' if self.exclusive else ''}"


def compare_numbers(local: Local, old: Case, new: Case) -> None:
    """Compare two cases that both allow numbers."""
    whole = FRACTION not in old.types & new.types
    for name, sign in (("min", 1), ("max", -1)):
        _compare_bounds(local, name, _tightest(old.members, sign, whole), _tightest(new.members, sign, whole), sign)
    _compare_divisors(local, old, new, whole)


def _tightest(members: Sequence[Place], sign: int, whole: bool) -> Bound | None:
    """Return the effective lower (1) or upper (-1) bound."""
    inclusive, exclusive = ("minimum", "exclusiveMinimum") if sign > 0 else ("maximum", "exclusiveMaximum")
    found: Bound | None = None
    for member in members:
        candidates = [
            Bound(value, keyword == exclusive, member.at + pointer(keyword), None)
            for keyword in (inclusive, exclusive)
            if (value := fraction(member.get(keyword))) is not None
        ]
        name = member.get("format")
        if isinstance(name, str) and name in INTEGER_BOUNDS:
            limit = Fraction(INTEGER_BOUNDS[name][0 if sign > 0 else 1])
            candidates.append(Bound(limit, False, member.at + pointer("format"), name))
        for candidate in candidates:
            bound = _to_whole(candidate, sign) if whole else candidate
            if found is None or _rank(bound, sign) > _rank(found, sign):
                found = bound
    return found


def _to_whole(bound: Bound, sign: int) -> Bound:
    """Return the equivalent bound for integers: above 0 means from 1."""
    value = Fraction(math.ceil(bound.value) if sign > 0 else math.floor(bound.value))
    if bound.exclusive and value == bound.value:
        value += sign
    return Bound(value, False, bound.at, bound.format)


def _rank(bound: Bound, sign: int) -> tuple[Fraction, bool]:
    return bound.value * sign, bound.exclusive


def _compare_bounds(local: Local, name: str, old: Bound | None, new: Bound | None, sign: int) -> None:
    word = "minimum" if sign > 0 else "maximum"
    if old is None and new is not None:
        if new.format:
            local.add("format-added", new.at, f"its format is {new.format}", new=new.format)
        else:
            local.add(f"{name}-set", new.at, f"the {word} was set to {new.quoted}", new=new.quoted)
    elif old is not None and new is None:
        if old.format:
            local.add("format-removed", old.at, f"its format {old.format} is gone", old=old.format, in_old=True)
        else:
            sentence = f"the {word} {old.quoted} is gone"
            local.add(f"{name}-removed", old.at, sentence, old=old.quoted, in_old=True)
    elif old is not None and new is not None and _rank(old, sign) != _rank(new, sign):
        narrower = _rank(new, sign) > _rank(old, sign)
        if old.format and new.format:
            rule = f"format-{'narrowed' if narrower else 'widened'}"
            local.add(rule, new.at, f"its format was {old.format} and is {new.format}", old=old.format, new=new.format)
            return
        rule = f"{name}-{'increased' if narrower == (sign > 0) else 'decreased'}"
        local.add(rule, new.at, f"the {word} was {old.quoted} and is {new.quoted}", old=old.quoted, new=new.quoted)


def _compare_divisors(local: Local, old: Case, new: Case, whole: bool) -> None:
    before, after = _divisor(old.members, whole), _divisor(new.members, whole)
    if before == after:
        return
    at_old, at_new = (_where(case.members) for case in (old, new))
    quoted: tuple[JsonValue, JsonValue] = (_shown(before), _shown(after))
    if before is None:
        local.add("multiple-of-set", at_new, f"only multiples of {quoted[1]} are allowed", new=quoted[1])
    elif after is None:
        sentence = f"not only multiples of {quoted[0]} are allowed"
        local.add("multiple-of-removed", at_old, sentence, old=quoted[0], in_old=True)
    else:
        rule, effect = _divisors(before, after)
        sentence = f"multiples of {quoted[1]} are allowed where it were multiples of {quoted[0]}"
        local.add(rule, at_new, sentence, old=quoted[0], new=quoted[1], effect=effect)


def _divisors(before: Fraction, after: Fraction) -> tuple[str, Effect]:
    if (after / before).denominator == 1:
        return "multiple-of-narrowed", NARROWS
    if (before / after).denominator == 1:
        return "multiple-of-widened", WIDENS
    return "multiple-of-changed", DIFFERS


def _divisor(members: Sequence[Place], whole: bool) -> Fraction | None:
    """Return the number that all values must be a multiple of; 1 is no restriction for integers."""
    found: Fraction | None = None
    for member in members:
        value = fraction(member.get("multipleOf"))
        if value is not None and value > 0:
            found = value if found is None else _common(found, value)
    if whole and found is not None:
        found = _common(found, Fraction(1))
    return None if whole and found == 1 else found


def _common(one: Fraction, other: Fraction) -> Fraction:
    """Return the least common multiple."""
    numerator = math.lcm(one.numerator * other.denominator, other.numerator * one.denominator)
    return Fraction(numerator, one.denominator * other.denominator)


def _where(members: Sequence[Place]) -> str:
    found = next((member for member in members if member.has("multipleOf")), members[0] if members else Place(None, ""))
    return found.at + pointer("multipleOf")


def _shown(value: Fraction | None) -> JsonValue:
    return None if value is None else value.numerator if value.denominator == 1 else float(value)


def fraction(value: JsonValue) -> Fraction | None:
    """Return a number exactly as it is written: 0.1 is a tenth."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Fraction(str(value))
