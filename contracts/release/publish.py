"""Adds a version of the contract to the published ones, after the gate has accepted it."""

from pathlib import Path

from contracts.diff.read.load import Contract, UnusableContract
from contracts.gaps.scaffold import NOT_IMPLEMENTED
from contracts.gate.changelog import released
from contracts.gate.published import Published, published, versions
from contracts.gate.versions import Version, parse_version
from contracts.lint.places import operations


class NotPublishable(Exception):
    """The contract may be merged but not published; the message is one line."""


def publish(contract: Contract, folder: Path, changelog: Path) -> Published:
    """Store the contract among the published ones and give the changelog its version, unless that has been done.

    The gate has accepted the contract, so an existing file of the same version is equal. Raises NotPublishable for a
    contract that declares the response of a stub.
    """
    stubs = [one.name for one in operations(contract.document) if NOT_IMPLEMENTED in one.responses]
    if stubs:
        raise NotPublishable(
            f"{', '.join(stubs)} declares {NOT_IMPLEMENTED}, the answer of a stub: implement it first."
        )
    version = parse_version(contract.document["info"]["version"])
    if version is None:
        raise UnusableContract(f"{contract.name}: info.version is no version")
    if version not in versions(folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{version}.yaml").write_text(contract.text, encoding="utf-8")
        changelog.write_text(released(changelog.read_text(encoding="utf-8"), str(version)), encoding="utf-8")
    return published(folder, version)


def published_before(folder: Path, version: Version) -> Published | None:
    """Return the newest published contract that is older than `version`."""
    older = [one for one in versions(folder) if one < version]
    return published(folder, older[-1]) if older else None
