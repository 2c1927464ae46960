"""FR-044: what the contract declares has been seen in the run."""

from tests.contracts.coverage.reachability import declared, unseen
from tests.contracts.coverage.sightings import Sighting
from tests.support.document import contract


def test_what_was_never_seen_is_named() -> None:
    """FR-044: a status or a header, and nothing else."""
    seen = dict.fromkeys(declared(contract()), 1)
    assert list(unseen(contract(), seen)) == []
    assert list(unseen(contract(), {**seen, Sighting("list_tasks", 200, "Link"): 0})) == [
        "list_tasks 200 Link is declared, but was never seen."
    ]
