"""Makes a version of the contract one that was published, once the gate lets it."""

from pathlib import Path

from contracts.diff.read.load import Contract, UnusableContract
from contracts.gaps.scaffold import NOT_IMPLEMENTED
from contracts.gate.changelog import released
from contracts.gate.published import Published, published, versions
from contracts.gate.versions import Version, parse_version
from contracts.lint.places import operations


class NotPublishable(Exception):
    """The contract may land, and still not be published; the message is one line."""


def publish(contract: Contract, folder: Path, changelog: Path) -> Published:
    """Keep the contract among those that were published, and give the changelog its version; nothing if it is there.

    The gate has let the contract pass, so one of its version that is there already is the same. Raises NotPublishable
    for a contract that declares the answer of a stub.
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
    """The newest that is older than a version."""
    older = [one for one in versions(folder) if one < version]
    return published(folder, older[-1]) if older else None
