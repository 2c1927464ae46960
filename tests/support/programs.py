"""Programs of the system that some tests need; `.ci/run` installs them."""

import shutil


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
