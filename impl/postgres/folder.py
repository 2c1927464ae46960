"""The data folder: what is kept where, who may use it, and with which programs."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from impl.postgres.account import Account, server_account
from impl.postgres.binaries import Binaries, find_binaries
from impl.postgres.development import kept_secret, open_private
from impl.postgres.errors import DataFolderUnusableError

STATE_FOLDERS = (Path("/var/lib"), Path("/var/db"))
"""Where root keeps the state of programs on Linux (FHS 3.0 section 5.8), and on macOS and the BSDs."""


@dataclass(frozen=True)
class DataFolder:
    """The folder `path`, the account of its server and the programs which that account can run."""

    path: Path
    account: Account
    binaries: Binaries

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own files, or a link to them where its account cannot enter this folder."""
        return self.path / "cluster"

    @property
    def log(self) -> Path:
        """The words of the server and of the programs around it."""
        return self.path / "server.log"

    @property
    def deciding(self) -> Path:
        """The lock of whoever starts or stops the server."""
        return self.path / "start-stop.lock"

    @property
    def in_use(self) -> Path:
        """The lock that all users of the server share."""
        return self.path / "users.lock"

    @property
    def alive(self) -> Path:
        """The lock that all processes of a server inherit."""
        return self.path / "server.lock"

    @property
    def superuser_password(self) -> str:
        """The password of the superuser."""
        return kept_secret(self.path / "superuser-password")

    @property
    def password(self) -> str:
        """The password of the role that the API uses."""
        return kept_secret(self.path / "password")

    @property
    def port(self) -> int:
        """The TCP port of the server, or of the last one; 0 before the first."""
        with os.fdopen(open_private(self.path / "port"), "r") as file:
            text = file.read().strip()
        return int(text) if text.isdecimal() else 0

    def keep_port(self, port: int) -> None:
        """Write down the port of the next server."""
        with os.fdopen(open_private(self.path / "port"), "r+") as file:
            file.truncate()
            file.write(f"{port}\n")

    def log_size(self) -> int:
        """Return how many bytes the log has."""
        return self.log.stat().st_size if self.log.exists() else 0

    def log_since(self, size: int) -> str:
        """Return what the log got after it had `size` bytes."""
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
        """Run one of PostgreSQL's programs to its end, its words going to the log; return whether it succeeds."""
        log = open_private(self.log, os.O_APPEND)
        try:
            command = [self.binaries.program(program), *arguments]
            return self.account.run(command, output=log, environment=environment, inherit=inherit)
        finally:
            os.close(log)

    def place_for_cluster(self) -> Path:
        """Return this folder if the server's account can enter it, otherwise one of the system's where it can."""
        return self.path if self.account.can_reach(self.path) else _shared_place(self.account, self.path)


def open_data_folder(path: Path) -> DataFolder:
    """Return the data folder at `path`, made when absent; no mode of an existing folder is changed.

    Raises `BinariesMissingError`, `AccountMissingError`, `DataFolderUnusableError`, and `OSError`.
    """
    binaries = find_binaries()
    path.mkdir(parents=True, exist_ok=True)
    path = path.resolve()
    account = server_account(path)
    if not account.can_reach(binaries.program("postgres")):
        binaries = binaries.copied_into(_shared_place(account, path))
    return DataFolder(path, account, binaries)


def _shared_place(account: Account, path: Path) -> Path:
    """Return a folder of root's that `account` can enter, for what it cannot reach in `path`."""
    place = next((folder for folder in STATE_FOLDERS if folder.is_dir()), STATE_FOLDERS[0]) / "tasks-api"
    if not place.exists():
        place.mkdir(exist_ok=True)
        place.chmod(0o755)
    if not account.can_reach(place):
        raise DataFolderUnusableError(
            f"PostgreSQL's account can enter neither {path} nor {place}: use another folder or set DATABASE_URL."
        )
    return place
