"""The numbers of the revisions that the next release could have: those behind the newest of this one."""


def after(revision: str) -> str:
    """The number of the revision that follows."""
    return f"{int(revision) + 1:04}"
