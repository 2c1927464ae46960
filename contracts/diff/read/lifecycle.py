"""Reads `deprecated` and `x-sunset`, the date (RFC 3339) after which a deprecated part may be removed (RFC 8594)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from contracts.diff.read.document import Place
from contracts.diff.read.json_values import JsonValue, quoted

SUNSET = "x-sunset"


@dataclass(frozen=True, slots=True)
class Event:
    """A change of a part's lifecycle: the end of the rule's id, the end of its sentence, and the keyword that
    changed."""

    rule: str
    sentence: str
    key: str
    in_old: bool = False

    def sentence_about(self, subject: str) -> str:
        """Return the sentence about a subject, without its full stop."""
        return f"{subject}{':' if self.sentence.startswith('its ') else ''} {self.sentence}"


def sunset(value: JsonValue) -> date | None:
    """Return the date of a sunset value, or None if it is not a date."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value).date()
    except ValueError:
        return None


def removal(place: Place, today: date) -> tuple[str, str]:
    """Return how a part that is gone was announced: the end of the rule's id, and of the sentence."""
    day = sunset(place.get(SUNSET))
    if not place.flag("deprecated"):
        return "without-deprecation", ", and was not deprecated"
    if day is None:
        return "without-sunset", "; it was deprecated, without a sunset date"
    if today <= day:
        return "before-sunset", f" before its sunset date {day}"
    return "after-sunset", f" after its sunset date {day}"


def lifecycle(old: Place, new: Place, today: date) -> Iterator[Event]:
    """Yield the lifecycle changes of a part that is in both documents."""
    before, after = old.get(SUNSET), new.get(SUNSET)
    day = sunset(after)
    if new.flag("deprecated") and after is not None and day is None and before != after:
        yield Event("sunset-invalid", f"its sunset date {quoted(after)} is no date", SUNSET)
    elif not old.flag("deprecated") and new.flag("deprecated"):
        yield from _deprecated(day, today)
    elif old.flag("deprecated") and not new.flag("deprecated"):
        yield Event("reactivated", "is no longer deprecated", "deprecated", in_old=True)
    elif new.flag("deprecated"):
        yield from _moved(sunset(before), day)


def _deprecated(day: date | None, today: date) -> Iterator[Event]:
    if day is None:
        yield Event("deprecated", "is deprecated", "deprecated")
    else:
        yield Event("deprecated-with-sunset", f"is deprecated, until {day}", "deprecated")
        if day < today:
            yield Event("sunset-too-soon", f"its sunset date {day} has already passed", SUNSET)


def _moved(before: date | None, after: date | None) -> Iterator[Event]:
    if before and not after:
        yield Event("sunset-removed", f"lost its sunset date {before}", SUNSET, in_old=True)
    elif after and not before:
        yield Event("sunset-added", f"was given the sunset date {after}", SUNSET)
    elif before and after and before != after:
        word = "earlier" if after < before else "later"
        yield Event(f"sunset-{word}", f"its sunset date was moved from {before} to {after}", SUNSET)
