"""Runs an image as its configuration says: as its user, on a read-only root, with the network of this machine.

Runtimes of containers need control groups, which not every machine for tests has; this needs a kernel and root.
"""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.container.image import Image
from tests.support.processes import children, wait_for

# Its first process has the number 1, to which a signal is sent only if it handles it.
_ISOLATED = ("unshare", "--mount", "--pid", "--fork", "--kill-child")
_START = """
set -e
mount --bind "$ROOT" "$ROOT"
mount -t proc proc "$ROOT/proc"
mount --rbind /dev "$ROOT/dev"
mount -o remount,bind,ro "$ROOT"
exec env -i "${GIVEN[@]}" chroot --userspec="$AS" --groups= "$ROOT" sh -c 'cd "$0" && exec "$@"' "$WORK" "$@"
"""


@dataclass(frozen=True, slots=True)
class Container:
    """A container that runs; `process` is its first process, as this machine numbers it."""

    launcher: "subprocess.Popen[bytes]"
    process: int

    @property
    def uid(self) -> tuple[str, ...]:
        """The real, effective, saved and file system user of its first process."""
        return self._status("Uid")

    @property
    def capabilities(self) -> tuple[str, ...]:
        """What its first process may do that only root may."""
        return self._status("CapEff")

    @property
    def cpu_seconds(self) -> float:
        """The time that its first process has computed."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self, number: int) -> int:
        """Send a signal to its first process, wait, and return how it ended."""
        os.kill(self.process, number)
        return self.launcher.wait()

    def _status(self, name: str) -> tuple[str, ...]:
        lines = Path(f"/proc/{self.process}/status").read_text().splitlines()
        return tuple(next(line for line in lines if line.startswith(f"{name}:")).split()[1:])


@contextmanager
def running(image: Image, log: Path, environment: Mapping[str, str], *command: str) -> Iterator[Container]:
    """A container with the image's entry point, within the block; without a command it has the image's."""
    entry = [*image.config["Entrypoint"], *(command or image.config["Cmd"])]
    with log.open("wb") as output:
        arguments, given = _command(image, environment, entry)
        launcher = subprocess.Popen(arguments, env=given, stdout=output, stderr=subprocess.STDOUT)
    try:
        wait_for(lambda: bool(children(launcher)) or launcher.poll() is not None)
        yield Container(launcher, next(iter(children(launcher)), 0))
    finally:
        launcher.kill()
        launcher.wait()


def run(
    image: Image, environment: Mapping[str, str], entry: Sequence[str], **options: str
) -> "subprocess.CompletedProcess[str]":
    """Run a program of the image to its end; its output is in one stream."""
    arguments, given = _command(image, environment, entry, **options)
    return subprocess.run(
        arguments, env=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )


def _command(
    image: Image, environment: Mapping[str, str], entry: Sequence[str], *, user: str | None = None
) -> tuple[list[str], dict[str, str]]:
    pairs = [*image.config["Env"], *(f"{name}={value}" for name, value in environment.items())]
    given = {"PATH": f"{os.defpath}:/usr/sbin:/sbin", "ROOT": str(image.root), "WORK": image.config["WorkingDir"]}
    given["AS"] = user or image.config["User"]
    quoted = "GIVEN=(" + " ".join(f'"$P{number}"' for number in range(len(pairs))) + ")"
    given |= {f"P{number}": pair for number, pair in enumerate(pairs)}
    return [*_ISOLATED, "bash", "-c", quoted + _START, "container", *entry], given
