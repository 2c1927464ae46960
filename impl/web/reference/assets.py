"""The files of the reference page: Scalar, as its package has it, and what starts it."""

import base64
import gzip
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from impl.web.reference.sign_in import PATH

_YEAR = 31_536_000


@dataclass(frozen=True)
class Asset:
    """A file whose address changes with its content, so that browsers may keep it (RFC 8246)."""

    package: str
    file: str
    name: str
    media_type: str

    @cached_property
    def content(self) -> bytes:
        """The bytes of the file, read once from the package that has it."""
        return files(self.package).joinpath(self.file).read_bytes()

    @cached_property
    def integrity(self) -> str:
        """What a browser compares the file with (Subresource Integrity, section 3.5)."""
        return f"sha384-{base64.b64encode(hashlib.sha384(self.content).digest()).decode()}"

    @cached_property
    def path(self) -> str:
        """The path that a server has the file at, below its root."""
        stem, _, extension = self.name.rpartition(".")
        return f"{PATH}/assets/{stem}.{hashlib.sha256(self.content).hexdigest()[:12]}.{extension}"

    @cached_property
    def _compressed(self) -> bytes:
        return gzip.compress(self.content, mtime=0)

    async def answer(self, request: Request) -> Response:
        """Return the file, compressed for whoever takes that."""
        headers = {"Cache-Control": f"public, max-age={_YEAR}, immutable", "Vary": "Accept-Encoding"}
        content = self.content
        if gzip_accepted(request):
            content = await run_in_threadpool(lambda: self._compressed)
            headers["Content-Encoding"] = "gzip"
        return Response(content, headers=headers, media_type=self.media_type)


SCALAR = Asset("star_openapi_scalar", "templates/scalar/js/scalar.standalone.js", "scalar.js", "text/javascript")
START = Asset("impl.web.reference", "assets/reference.js", "reference.js", "text/javascript")
STYLE = Asset("impl.web.reference", "assets/reference.css", "reference.css", "text/css")
ICON = Asset("impl.web.reference", "assets/icon.svg", "icon.svg", "image/svg+xml")
ASSETS = (SCALAR, START, STYLE, ICON)


def gzip_accepted(request: Request) -> bool:
    """Return whether a client wants gzip (RFC 9110, section 12.5.3)."""
    return ("gzip", True) in _codings(request.headers.get("accept-encoding", ""))


def _codings(field: str) -> Iterator[tuple[str, bool]]:
    """Each content coding that a field names, and whether it is accepted."""
    for member in field.lower().split(","):
        coding, _, weight = member.partition(";")
        yield coding.strip(), not re.fullmatch(r"\s*q=0(\.0*)?\s*", weight)
