"""Versions of the contract (semver.org), and the least that a change asks for."""

import re
from collections.abc import Collection
from enum import IntEnum
from typing import NamedTuple

from contracts.diff.decide.levels import Level

_FORM = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


class Bump(IntEnum):
    """How far a version has moved, or has to."""

    PATCH = 1
    MINOR = 2
    MAJOR = 3


class Version(NamedTuple):
    """MAJOR.MINOR.PATCH; they compare as semver orders them."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return ".".join(map(str, self))

    def raised(self, bump: Bump) -> "Version":
        """The next version of that kind."""
        match bump:
            case Bump.MAJOR:
                return Version(self.major + 1, 0, 0)
            case Bump.MINOR:
                return Version(self.major, self.minor + 1, 0)
            case Bump.PATCH:
                return Version(self.major, self.minor, self.patch + 1)


def parse_version(text: str) -> Version | None:
    """The version of a text; None if it is not MAJOR.MINOR.PATCH."""
    match = _FORM.fullmatch(text)
    return Version(*map(int, match.groups())) if match else None


def deserved(levels: Collection[Level], before: Version) -> Bump:
    """What a change of these levels asks for; none at all is one of words, a patch.

    Breaking is major, any other change of meaning minor. Before 1.0.0 (semver.org, 4) each is one less: a client that
    asks for `^0.3` or `~=0.3` must not get what breaks it, and 1.0.0 is a promise of its own.
    """
    if not levels:
        return Bump.PATCH
    bump = Bump.MAJOR if Level.BREAKING in levels else Bump.MINOR
    return bump if before.major else Bump(bump - 1)
