"""Parts of a multipart form, and what is said of one that is wrong."""

from typing import Any

from tests.contracts.codegen.bodies import MULTIPART

Json = Any
TYPE = {"Content-Type": f"{MULTIPART}; boundary=limit"}
FILE = b'form-data; name="file"; filename="a.bin"'
MEGABYTE = 1_000_000


def part(disposition: bytes, content: bytes, *fields: bytes) -> bytes:
    """A part with its boundary before it."""
    lines = b"\r\n".join([b"--limit", b"Content-Disposition: " + disposition, *fields])
    return lines + b"\r\n\r\n" + content + b"\r\n"


def member(name: str, content: bytes, *fields: bytes) -> bytes:
    """A part that is a text."""
    return part(f'form-data; name="{name}"'.encode(), content, *fields)


ONE_FILE = part(FILE, b"abc")
END = b"--limit--\r\n"


def syntax(message: str) -> Json:
    return [["#", "syntax", message]]
