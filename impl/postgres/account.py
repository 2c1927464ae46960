"""The operating system account that PostgreSQL runs as, because it refuses to run as root."""

import os
import pwd
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from impl.postgres.errors import AccountMissingError


@dataclass(frozen=True)
class Account:
    """An account, and whether this process must switch to it."""

    uid: int
    gid: int
    must_switch: bool

    def run(
        self,
        command: Sequence[str | Path],
        *,
        output: int = subprocess.DEVNULL,
        environment: Mapping[str, str] | None = None,
        inherit: Sequence[int] = (),
    ) -> bool:
        """Run a program as this account and wait for it; return whether it succeeds. It gets only the given
        environment."""
        done = subprocess.run(  # noqa: S603
            command,
            cwd="/",  # The account may have no access to this process's working folder.
            env={"PATH": os.defpath, "LC_ALL": "C", **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            pass_fds=inherit,
            user=self.uid if self.must_switch else None,
            group=self.gid if self.must_switch else None,
            extra_groups=[] if self.must_switch else None,
            check=False,
        )
        return done.returncode == 0

    def can_reach(self, path: Path) -> bool:
        """Return whether this account may execute the program, or enter the folder, at `path`, by trying it."""
        return not self.must_switch or self.run(["/bin/sh", "-c", 'test -x "$1"', "sh", path])

    def give(self, path: Path) -> None:
        """Make this account the owner of `path`."""
        if self.must_switch:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def server_account(folder: Path) -> Account:
    """Return the account for the server whose data is in `folder`: the current one; for root, the folder's owner or
    nobody.

    Raises `AccountMissingError` if the account has no name, because initdb needs one.
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
