"""The contracts that were published, a file for each version: `contracts/published/1.2.0.yaml`.

They are in the tree, so that a shallow clone has them, and a file is never edited once it is there.
"""

from dataclasses import dataclass
from pathlib import Path

from contracts.diff.read.load import Contract, UnusableContract, contract_of_file
from contracts.gate.versions import Version, parse_version

FOLDER = Path("contracts") / "published"


@dataclass(frozen=True, slots=True)
class Published:
    """A contract and its version."""

    version: Version
    contract: Contract


def versions(folder: Path) -> list[Version]:
    """All that were published, the oldest first. Raises UnusableContract for a file whose name is no version."""
    found = {file: parse_version(file.stem) for file in folder.glob("*.yaml")}
    for file, version in found.items():
        if version is None:
            raise UnusableContract(f"{file}: its name is no version")
    return sorted(version for version in found.values() if version is not None)


def last_published(folder: Path) -> Published | None:
    """The newest of them. Raises UnusableContract, also where the file is of another version than its name."""
    known = versions(folder)
    return published(folder, known[-1]) if known else None


def published(folder: Path, version: Version) -> Published:
    """The one of a version. Raises UnusableContract."""
    file = folder / f"{version}.yaml"
    contract = contract_of_file(file)
    if contract.document["info"]["version"] != str(version):
        raise UnusableContract(f"{file}: is of version {contract.document['info']['version']}")
    return Published(version, contract)
