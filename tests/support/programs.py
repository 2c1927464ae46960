"""Programs of the system that some tests need; `.ci/run` installs them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.node import skip_or_fail


class MissingProgram(Exception):
    """It is not installed. The message is a sentence."""


def program(*names: str, package: str) -> str:
    """The path of a program by any of its names; `package` is Debian's. Raises MissingProgram."""
    for name in names:
        # Debian keeps servers where only root looks for them.
        found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
        if found is not None:
            return found
    raise MissingProgram(f"{names[0]} is not installed (Debian: {package})")


@contextmanager
def skipping(what: str) -> Iterator[None]:
    """Skip the test where a program is missing, and fail it in CI; `what` begins the sentence that says so."""
    try:
        yield
    except MissingProgram as missing:
        skip_or_fail(f"{what}: {missing}")
