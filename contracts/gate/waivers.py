"""Waivers: changes that may go in without what the gate asks of them, each for a reason and up to a day."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from contracts.diff.decide.changes import Change
from contracts.document.lines import Lines
from contracts.document.parse import parse
from contracts.document.refusal import Refused, pointer, suggestion

FILE = Path("contracts") / "waivers.yaml"


class InvalidWaivers(Exception):
    """The file of waivers says too little; the message is one line."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """Leave for the change of this fingerprint, up to and including a day. `where` is its file and line."""

    fingerprint: str
    reason: str
    expires: date
    where: str = str(FILE)


def read_waivers(text: str) -> list[Waiver]:
    """Read them from YAML. Raises InvalidWaivers."""
    lines = Lines(str(FILE), text)
    try:
        entries = parse(text)
    except Refused as error:
        raise InvalidWaivers(error.refusals[0].message(lines)) from error
    if not isinstance(entries, list):
        raise InvalidWaivers(f"{FILE}: is a list; each entry has a fingerprint, a reason and expires.")
    return [_waiver(lines.where(pointer(index)), entry) for index, entry in enumerate(entries)]


def unwaived(changes: Sequence[Change], waivers: Collection[Waiver]) -> list[Change]:
    """The changes that no waiver names."""
    named = {waiver.fingerprint for waiver in waivers}
    return [change for change in changes if change.fingerprint not in named]


def stale(changes: Sequence[Change], waivers: Collection[Waiver], today: date) -> Iterator[str]:
    """What is wrong with waivers: their day is over, or there is no such change."""
    known = {change.fingerprint for change in changes}
    for waiver in waivers:
        if waiver.expires < today:
            yield f"{waiver.where}: The waiver of {waiver.fingerprint} expired on {waiver.expires}. Remove it."
        if waiver.fingerprint not in known:
            meant = suggestion(waiver.fingerprint, known) or ". Remove it."
            yield f"{waiver.where}: There is no change {waiver.fingerprint} to waive{meant}"


def _waiver(where: str, entry: object) -> Waiver:
    given = entry if isinstance(entry, dict) else {}
    fingerprint, reason, expires = (given.get(key) for key in ("fingerprint", "reason", "expires"))
    try:
        day = date.fromisoformat(expires) if isinstance(expires, str) else None
    except ValueError:
        day = None
    if not isinstance(fingerprint, str) or not isinstance(reason, str) or not reason.strip() or day is None:
        raise InvalidWaivers(f"{where}: needs a fingerprint, a reason, and the day on which it expires.")
    return Waiver(fingerprint, reason, day, where)
