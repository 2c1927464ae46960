"""The account that PostgreSQL runs as: it refuses root's."""

import os
import pwd
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from impl.postgres.errors import AccountMissingError


@dataclass(frozen=True)
class Account:
    """A user of the operating system, and whether this process has to become it."""

    uid: int
    gid: int
    is_other: bool

    def run(
        self,
        command: Sequence[str | Path],
        *,
        output: int = subprocess.DEVNULL,
        environment: Mapping[str, str] | None = None,
        inherit: Sequence[int] = (),
    ) -> bool:
        """Run a program to its end as this account, with no more environment than given; return whether it succeeds."""
        done = subprocess.run(  # noqa: S603
            command,
            cwd="/",  # The working folder of this process may be closed to the account.
            env={"PATH": os.defpath, "LC_ALL": "C", **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            pass_fds=inherit,
            user=self.uid if self.is_other else None,
            group=self.gid if self.is_other else None,
            extra_groups=[] if self.is_other else None,
            check=False,
        )
        return done.returncode == 0

    def can_reach(self, path: Path) -> bool:
        """Return whether this account may execute the program, or enter the folder, at `path`. The kernel is asked."""
        return not self.is_other or self.run(["/bin/sh", "-c", 'test -x "$1"', "sh", path])

    def give(self, path: Path) -> None:
        """Make this account the owner of `path`."""
        if self.is_other:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def server_account(folder: Path) -> Account:
    """Return the account for a server whose data is in `folder`: ours; for root the folder's owner, or nobody.

    Raises `AccountMissingError` when it has no name, which initdb insists on.
    """
    is_root = os.geteuid() == 0
    uid = folder.stat().st_uid if is_root else os.geteuid()
    try:
        entry = pwd.getpwnam("nobody") if uid == 0 else pwd.getpwuid(uid)
    except KeyError as error:
        name = "nobody" if uid == 0 else f"user {uid}"
        raise AccountMissingError(
            f"PostgreSQL cannot run as {name}, whom this system does not know: add the account or set DATABASE_URL."
        ) from error
    return Account(entry.pw_uid, entry.pw_gid, is_root)
