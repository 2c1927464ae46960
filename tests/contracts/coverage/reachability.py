"""Whether a run has seen everything that the contract declares, and the waivers of what it has not."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from tests.contracts.coverage.sightings import Sighting
from tests.support.document import Document

WAIVERS = Path(__file__).with_name("waivers.yaml")


class InvalidWaiver(Exception):
    """A waiver says too little, or of nothing that the contract declares."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """Leave to have not seen a declared status or header, for a reason, up to and including a day."""

    sighting: Sighting
    reason: str
    expires: date


def declared(document: Document) -> list[Sighting]:
    """Every status of every operation and every header of each, in the order of the contract."""
    return [
        Sighting(operation.id, status, name)
        for operation in document.operations
        for status, response in operation.responses.items()
        for name in ["", *(header.name for header in response.headers.values())]
    ]


def read_waivers(text: str, document: Document) -> list[Waiver]:
    """Read waivers from YAML. Raises InvalidWaiver."""
    known = set(declared(document))
    waivers = []
    for entry in yaml.safe_load(text):
        sighting = Sighting(entry.get("operation"), entry.get("status"), entry.get("header", ""))
        reason, expires = entry.get("reason"), entry.get("expires")
        if sighting not in known:
            raise InvalidWaiver(f"{_name(sighting)} is not declared by the contract.")
        if not isinstance(reason, str) or not reason.strip() or not isinstance(expires, date):
            raise InvalidWaiver(f"{_name(sighting)} needs a reason and a day on which the waiver expires.")
        waivers.append(Waiver(sighting, reason, expires))
    return waivers


def shortcomings(
    document: Document, seen: Mapping[Sighting, int], waivers: Collection[Waiver], today: date
) -> Iterator[str]:
    """Everything for which the run has to fail, a sentence each."""
    waived = {waiver.sighting for waiver in waivers}
    for sighting in declared(document):
        if not seen.get(sighting) and sighting not in waived:
            yield f"{_name(sighting)} is declared, but was never seen."
    for waiver in waivers:
        if waiver.expires < today:
            yield f"The waiver of {_name(waiver.sighting)} expired on {waiver.expires}."
        if seen.get(waiver.sighting):
            yield f"The waiver of {_name(waiver.sighting)} is not needed: it was seen."


def _name(sighting: Sighting) -> str:
    return f"{sighting.operation} {sighting.status}" + (f" {sighting.header}" if sighting.header else "")
