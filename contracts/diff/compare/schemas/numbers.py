"""Compares what is allowed of numbers: bounds, in whichever words, and divisors."""

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
    """A bound of numbers; `tightness` grows with what it excludes. `format` is the one that says it, if one does."""

    value: Fraction
    exclusive: bool
    at: str
    format: str | None

    @property
    def shown(self) -> str:
        """As a sentence has it."""
        number = self.value.numerator if self.value.denominator == 1 else float(self.value)
        return f"{number}{' (excluded)' if self.exclusive else ''}"


def compare_numbers(local: Local, old: Case, new: Case) -> None:
    """Two cases that both allow numbers."""
    whole = FRACTION not in old.types & new.types
    for name, sign in (("min", 1), ("max", -1)):
        _compare_bounds(local, name, _tightest(old.members, sign, whole), _tightest(new.members, sign, whole), sign)
    _compare_divisors(local, old, new, whole)


def _tightest(members: Sequence[Place], sign: int, whole: bool) -> Bound | None:
    """The lower (1) or upper (-1) bound that counts."""
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
    """The same bound of integers: above 0 is from 1."""
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
            local.tell("format-added", new.at, f"its format is {new.format}", new=new.format)
        else:
            local.tell(f"{name}-set", new.at, f"the {word} was set to {new.shown}", new=new.shown)
    elif old is not None and new is None:
        if old.format:
            local.tell("format-removed", old.at, f"its format {old.format} is gone", old=old.format, in_old=True)
        else:
            sentence = f"the {word} {old.shown} is gone"
            local.tell(f"{name}-removed", old.at, sentence, old=old.shown, in_old=True)
    elif old is not None and new is not None and _rank(old, sign) != _rank(new, sign):
        narrower = _rank(new, sign) > _rank(old, sign)
        if old.format and new.format:
            rule = f"format-{'narrowed' if narrower else 'widened'}"
            local.tell(rule, new.at, f"its format was {old.format} and is {new.format}", old=old.format, new=new.format)
            return
        rule = f"{name}-{'increased' if narrower == (sign > 0) else 'decreased'}"
        local.tell(rule, new.at, f"the {word} was {old.shown} and is {new.shown}", old=old.shown, new=new.shown)


def _compare_divisors(local: Local, old: Case, new: Case, whole: bool) -> None:
    before, after = _divisor(old.members, whole), _divisor(new.members, whole)
    if before == after:
        return
    at_old, at_new = (_where(case.members) for case in (old, new))
    shown: tuple[JsonValue, JsonValue] = (_shown(before), _shown(after))
    if before is None:
        local.tell("multiple-of-set", at_new, f"only multiples of {shown[1]} are allowed", new=shown[1])
    elif after is None:
        sentence = f"not only multiples of {shown[0]} are allowed"
        local.tell("multiple-of-removed", at_old, sentence, old=shown[0], in_old=True)
    else:
        rule, effect = _divisors(before, after)
        sentence = f"multiples of {shown[1]} are allowed where it were multiples of {shown[0]}"
        local.tell(rule, at_new, sentence, old=shown[0], new=shown[1], effect=effect)


def _divisors(before: Fraction, after: Fraction) -> tuple[str, Effect]:
    if (after / before).denominator == 1:
        return "multiple-of-narrowed", NARROWS
    if (before / after).denominator == 1:
        return "multiple-of-widened", WIDENS
    return "multiple-of-changed", DIFFERS


def _divisor(members: Sequence[Place], whole: bool) -> Fraction | None:
    """What every number must be a multiple of; of integers that is no less than 1."""
    found: Fraction | None = None
    for member in members:
        value = fraction(member.get("multipleOf"))
        if value is not None and value > 0:
            found = value if found is None else _common(found, value)
    if whole and found is not None:
        found = _common(found, Fraction(1))
    return None if whole and found == 1 else found


def _common(one: Fraction, other: Fraction) -> Fraction:
    """The least common multiple."""
    numerator = math.lcm(one.numerator * other.denominator, other.numerator * one.denominator)
    return Fraction(numerator, one.denominator * other.denominator)


def _where(members: Sequence[Place]) -> str:
    found = next((member for member in members if member.has("multipleOf")), members[0] if members else Place(None, ""))
    return found.at + pointer("multipleOf")


def _shown(value: Fraction | None) -> JsonValue:
    return None if value is None else value.numerator if value.denominator == 1 else float(value)


def fraction(value: JsonValue) -> Fraction | None:
    """A number exactly as it is written: 0.1 is a tenth."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Fraction(str(value))
