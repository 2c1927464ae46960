"""The data folder: the paths in it, the account that may use it, and the programs for it."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from impl.postgres.account import Account, server_account
from impl.postgres.binaries import Binaries, find_binaries
from impl.postgres.development import open_private, stored_secret
from impl.postgres.errors import DataFolderUnusableError

STATE_FOLDERS = (Path("/var/lib"), Path("/var/db"))
"""Where programs store their state: on Linux (FHS 3.0, section 5.8), and on macOS and the BSDs."""


@dataclass(frozen=True)
class DataFolder:
    """The folder `path`, the account of its server, and programs that this account can run."""

    path: Path
    account: Account
    binaries: Binaries

    @property
    def cluster(self) -> Path:
        """PostgreSQL's data files, or a link to them if its account can't enter this folder."""
        return self.path / "cluster"

    @property
    def log(self) -> Path:
        """The output of the server and of the programs around it."""
        return self.path / "server.log"

    @property
    def start_stop_lock(self) -> Path:
        """The lock that a process holds while it starts or stops the server."""
        return self.path / "start-stop.lock"

    @property
    def users_lock(self) -> Path:
        """The lock that all users of the server share."""
        return self.path / "users.lock"

    @property
    def server_lock(self) -> Path:
        """The lock that all processes of a server inherit; it is held as long as one of them lives."""
        return self.path / "server.lock"

    @property
    def superuser_password(self) -> str:
        """The password of the superuser."""
        return stored_secret(self.path / "superuser-password")

    @property
    def password(self) -> str:
        """The password of the role that the API uses."""
        return stored_secret(self.path / "password")

    @property
    def port(self) -> int:
        """The TCP port of the server or of the previous one; 0 before the first start."""
        with os.fdopen(open_private(self.path / "port"), "r") as file:
            text = file.read().strip()
        return int(text) if text.isdecimal() else 0

    def store_port(self, port: int) -> None:
        """Store the port of the next server."""
        with os.fdopen(open_private(self.path / "port"), "r+") as file:
            file.truncate()
            file.write(f"{port}\n")

    def log_size(self) -> int:
        """Return the size of the log in bytes."""
        return self.log.stat().st_size if self.log.exists() else 0

    def log_since(self, size: int) -> str:
        """Return the part of the log after its first `size` bytes."""
        with os.fdopen(open_private(self.log), "rb") as file:
            file.seek(size)
            return file.read().decode(errors="replace")

    def run(
        self,
        program: str,
        arguments: Sequence[str | Path],
        environment: Mapping[str, str] | None = None,
        inherit: Sequence[int] = (),
    ) -> bool:
        """Run one of PostgreSQL's programs with its output in the log; return whether it succeeds."""
        log = open_private(self.log, os.O_APPEND)
        try:
            command = [self.binaries.program(program), *arguments]
            return self.account.run(command, output=log, environment=environment, inherit=inherit)
        finally:
            os.close(log)

    def cluster_parent(self) -> Path:
        """Return this folder if the server's account can enter it, otherwise one of the system's folders."""
        return self.path if self.account.can_reach(self.path) else _shared_folder(self.account, self.path)


def open_data_folder(path: Path) -> DataFolder:
    """Return the data folder at `path`, created if absent. The mode of an existing folder is not changed.

    Raises `BinariesMissingError`, `AccountMissingError`, `DataFolderUnusableError`, and `OSError`.
    """
    binaries = find_binaries()
    path.mkdir(parents=True, exist_ok=True)
    path = path.resolve()
    account = server_account(path)
    if not account.can_reach(binaries.program("postgres")):
        binaries = binaries.copy_to(_shared_folder(account, path))
    return DataFolder(path, account, binaries)


def _shared_folder(account: Account, path: Path) -> Path:
    """Return a folder owned by root that `account` can enter, for files that it can't reach in `path`."""
    folder = next((folder for folder in STATE_FOLDERS if folder.is_dir()), STATE_FOLDERS[0]) / "tasks-api"
    if not folder.exists():
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
    if not account.can_reach(folder):
        raise DataFolderUnusableError(
            f"PostgreSQL's account can enter neither {path} nor {folder}: use another folder or set DATABASE_URL."
        )
    return folder
