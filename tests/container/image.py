"""Builds the image with Debian's buildah, without a registry: on a base that debootstrap makes."""

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.conftest import ROOT
from tests.support.document import Json
from tests.support.programs import MissingProgram, program

BASE_PACKAGES = "python3,python3-venv,ca-certificates,tzdata"
_DEBIAN = "bookworm"
_MIRROR = "http://deb.debian.org/debian"
_CERTIFICATES = Path("etc/ssl/certs/ca-certificates.crt")


@dataclass(frozen=True, slots=True)
class Image:
    """A built image, whose files are below `root`. `config` is its configuration as Docker's, `base` the size of the
    base and `size` that of all, in bytes."""

    root: Path
    config: Json
    base: int
    size: int


@contextmanager
def built() -> Iterator[Image]:
    """The image of this checkout, until the block ends. Raises MissingProgram, also where this is not root."""
    buildah = program("buildah", package="buildah")
    debootstrap = program("debootstrap", package="debootstrap")
    if os.geteuid() != 0:
        raise MissingProgram("buildah and debootstrap make images without namespaces as root only")
    with TemporaryDirectory(prefix="container-") as folder:
        store = _Store(buildah, Path(folder))
        try:
            yield _build(store, debootstrap)
        finally:
            store.run("rm", "--all")
            store.run("rmi", "--all", "--force")


class _Store:
    """A storage of images in a folder of its own."""

    def __init__(self, buildah: str, folder: Path) -> None:
        self._environment = {**os.environ, "TMPDIR": str(folder)}
        self._command = [buildah, "--root", str(folder / "storage"), "--runroot", str(folder / "run")]
        self._driver = "overlay"
        try:
            self.run("rm", self.run("from", "scratch"))
        except RuntimeError:  # an overlay on another one
            self._driver = "vfs"

    def run(self, *arguments: str) -> str:
        """Run buildah, and return what it prints. Raises RuntimeError."""
        return _run([*self._command, "--storage-driver", self._driver, *arguments], self._environment)


def _build(store: _Store, debootstrap: str) -> Image:
    base = store.run("from", "scratch")
    root = store.run("mount", base)
    _run([debootstrap, "--variant=minbase", f"--include={BASE_PACKAGES}", _DEBIAN, root, _MIRROR], dict(os.environ))
    for package in Path(root, "var/cache/apt/archives").glob("*.deb"):
        package.unlink()
    # Where this machine trusts an authority of its own, so does the base, as that of whoever runs one.
    Path(root, _CERTIFICATES).write_bytes(Path("/", _CERTIFICATES).read_bytes())
    store.run("commit", "--quiet", "--rm", base, "localhost/base")
    digest = json.loads(store.run("images", "--json", "localhost/base"))[0]["digest"]
    cache = Path(os.environ.get("UV_CACHE_DIR", Path.home() / ".cache" / "uv"))
    cache.mkdir(parents=True, exist_ok=True)
    arguments = ["--build-arg", "BASE=localhost/base", "--build-arg", f"DIGEST={digest}"]
    options = ["--quiet", "--isolation", "chroot", "--format", "docker", "--volume", f"{cache}:/root/.cache/uv"]
    store.run("build", *options, *arguments, "--tag", "localhost/tasks-api", str(ROOT))
    config = json.loads(store.run("inspect", "--type", "image", "localhost/tasks-api"))["Docker"]["config"]
    mounted = Path(store.run("mount", store.run("from", "localhost/tasks-api")))
    return Image(mounted, config, *(_size(store, name) for name in ("localhost/base", "localhost/tasks-api")))


def _size(store: _Store, name: str) -> int:
    """The bytes of all files of an image."""
    root = Path(store.run("mount", store.run("from", name)))
    return sum(file.lstat().st_size for file in root.rglob("*") if file.is_file() and not file.is_symlink())


def _run(command: Sequence[str], environment: dict[str, str]) -> str:
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if finished.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}\n{finished.stdout}{finished.stderr}")
    return finished.stdout.strip()
