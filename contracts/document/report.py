"""Refusals and notes as lines for people: by cause, with the number of places and each place."""

from collections.abc import Iterable, Iterator

from contracts.document.refusal import Locator, Note, Refusal

# Of one cause that is only noted; a refusal tells every place, since each is to be mended.
_MOST_NOTED = 5


def report(found: Iterable[Refusal], lines: Locator, *, whole: bool = False) -> Iterator[str]:
    """Yield the lines. `whole` lists every place of a note too."""
    causes: dict[tuple[bool, str, str], list[Refusal]] = {}
    for one in found:
        causes.setdefault((isinstance(one, Note), one.keyword, one.reason), []).append(one)
    for (noted, keyword, reason), places in causes.items():
        if len(places) == 1:
            yield places[0].message(lines)
            continue
        yield f"{'note: ' if noted else ''}{keyword}: {reason} ({len(places)} places)"
        shown = places[:_MOST_NOTED] if noted and not whole else places
        yield from (f"  {lines.where(one.pointer, one.line)}" for one in shown)
        if len(shown) < len(places):
            yield f"  … and {len(places) - len(shown)} more: --check-only lists them"
