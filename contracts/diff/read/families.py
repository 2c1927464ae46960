"""Reads a parent with a discriminator as the union of what extends it, as the generator does."""

from contracts.diff.read.document import Document
from contracts.diff.read.json_values import object_of
from contracts.document.families import with_families


class Family:
    """A document in which each parent is a union, and the way back to what the file has."""

    def __init__(self, document: Document) -> None:
        """What is invalid in a part is compared as it is."""
        self._written = document
        value, self._moved = ({}, {}) if document.left_out else with_families(dict(object_of(document.root.value)))
        self.document = Document(value) if self._moved else document

    def pointer(self, at: str) -> str:
        """Return where the file has a part of the document."""
        for base, parent in self._moved.items():
            if f"{at}/".startswith(f"{base}/"):
                at = parent + at[len(base) :]
        return self._written.nearest(at) if self._moved else at

    def tell_left_out(self) -> None:
        """Note in the document itself what the comparison has left out."""
        if self._moved:
            self._written.left_out.update({self.pointer(at): why for at, why in self.document.left_out.items()})
