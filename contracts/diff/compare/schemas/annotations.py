"""Compares annotations, which don't change the set of values: defaults, discriminators and the lifecycle."""

from datetime import date

from contracts.diff.compare.schemas.findings import Local
from contracts.diff.compare.schemas.reading import Flat
from contracts.diff.read.document import Place
from contracts.diff.read.json_values import JsonValue, canonical, quoted
from contracts.diff.read.lifecycle import SUNSET, lifecycle
from contracts.document.refusal import pointer


def compare_annotations(local: Local, old: Flat, new: Flat, today: date) -> None:
    """Compare the annotations of two nodes."""
    _compare_default(local, _member_with(old, "default"), _member_with(new, "default"))
    _compare_discriminator(local, _discriminator(old), _discriminator(new))
    before, after = _lifecycle_of(old), _lifecycle_of(new)
    for event in lifecycle(before, after, today):
        place = before if event.in_old else after
        local.add(event.rule, place.at + pointer(event.key), event.sentence_about("it"), in_old=event.in_old)


def _compare_default(local: Local, old: Place | None, new: Place | None) -> None:
    before, after = (one.get("default") if one else None for one in (old, new))
    if old is None and new is not None:
        sentence = f"the default {quoted(after)} is told"
        local.add("default-added", new.at + pointer("default"), sentence, new=after)
    elif old is not None and new is None:
        at = old.at + pointer("default")
        local.add("default-removed", at, f"the default {quoted(before)} is gone", old=before, in_old=True)
    elif old is not None and new is not None and canonical(before) != canonical(after):
        sentence = f"the default was {quoted(before)} and is {quoted(after)}"
        local.add("default-changed", new.at + pointer("default"), sentence, old=before, new=after)


def _compare_discriminator(local: Local, old: Place | None, new: Place | None) -> None:
    """Compare the property; its values are compared with the alternatives that they select."""
    if old is None and new is not None:
        name = new.get("propertyName")
        local.add("discriminator-added", new.at, f"`{name}` tells the alternatives apart", new=name)
    elif old is not None and new is None:
        name = old.get("propertyName")
        sentence = f"`{name}` no longer tells the alternatives apart"
        local.add("discriminator-removed", old.at, sentence, old=name, in_old=True)
    elif old is not None and new is not None:
        pair: tuple[JsonValue, JsonValue] = (old.get("propertyName"), new.get("propertyName"))
        if pair[0] != pair[1]:
            sentence = f"`{pair[1]}` tells the alternatives apart where it was `{pair[0]}`"
            at = new.at + pointer("propertyName")
            local.add("discriminator-property-changed", at, sentence, old=pair[0], new=pair[1])


def _member_with(flat: Flat, keyword: str) -> Place | None:
    return next((member for member in flat.members if member.has(keyword)), None)


def _discriminator(flat: Flat) -> Place | None:
    holder = _member_with(flat, "discriminator")
    if holder is not None:
        return holder.part("discriminator")
    return next((group.discriminator for group in flat.groups if group.discriminator), None)


def _lifecycle_of(flat: Flat) -> Place:
    """Return `deprecated` and the sunset date from the first members that have them."""
    values: dict[str, JsonValue] = {}
    at = ""
    for member in flat.members:
        for key in ("deprecated", SUNSET):
            if member.has(key) and key not in values:
                values[key], at = member.get(key), at or member.at
    return Place(values, at)
