"""Renders the reference page: for a server that also serves its assets, or as a single file."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from contracts.runtime import JsonObject
from impl.web.reference.assets import ICON, SCALAR, START, STYLE
from impl.web.reference.contents import contents

# Scalar puts style elements and attributes into the page, so styles can't be held to files (ADR 0014).
_POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)

_SIGNED_IN = (
    "You are signed in as <b>ada</b>, for a day: every operation below can be tried at once. "
    "<code>{command}</code> prints a token for somebody else."
)
_SIGNED_OUT = "To be signed in as <b>ada</b>, open the address of this page that the server printed when it started."
_READING = (
    "This page is for reading. <code>make serve</code> runs a server of your own, whose <code>/docs</code> "
    "lets you try every operation."
)

_HTML = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
{head}
<title>{title}</title>
</head>
<body>
{notice}<noscript>This page needs JavaScript.</noscript>
<div id="reference"></div>
<script id="settings" type="application/json">{settings}</script>
{scripts}
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Page:
    """The HTML of a page, and its Content-Security-Policy."""

    html: bytes
    policy: str


def served_page(contract: JsonObject, *, token: str | None = None, command: str = "", sign_in: bool = False) -> Page:
    """Render the page for a server, which has `/openapi.json`, `/openapi.yaml` and the assets.

    With a token of the user `ada` the page is signed in, and names the command that prints others; with `sign_in` it
    says how to sign in.
    """
    html = _html(
        contract,
        head=[
            f'<link rel="icon" href="{ICON.path}">',
            f'<link rel="stylesheet" href="{STYLE.path}" integrity="{STYLE.integrity}">',
        ],
        scripts=[f'<script src="{one.path}" integrity="{one.integrity}"></script>' for one in (SCALAR, START)],
        settings={
            "contract": contents(contract, documents=True),
            "served": True,
            **_authentication(contract, token),
        },
        notice=_SIGNED_IN.format(command=escape(command)) if token else _SIGNED_OUT if sign_in else None,
    )
    policy = f"{_POLICY}; connect-src 'self'; script-src 'self'; frame-ancestors 'none'"
    return Page(html.encode(), policy)


def static_page(contract: JsonObject, *, server: str | None = None) -> Page:
    """Render the page as a single file that loads nothing (FR-188).

    With the URL of a server, operations can be tried on that server; without one, the page is for reading only. The
    policy is in the file too. Raises ValueError if `server` is not a URL.
    """
    if server is not None:
        contract = {**contract, "servers": [{"url": server.rstrip("/"), "description": "The server of this page."}]}
    scripts = [_inline(one.content.decode()) for one in (SCALAR, START)]
    server_origin = _origin(server) if server else "'none'"
    policy = f"{_POLICY}; connect-src {server_origin}; script-src {_hashes(scripts)}"
    icon = base64.b64encode(ICON.content).decode()
    html = _html(
        contract,
        head=[
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            f'<link rel="icon" href="data:image/svg+xml;base64,{icon}">',
            f"<style>{STYLE.content.decode()}</style>",
        ],
        scripts=[f"<script>{script}</script>" for script in scripts],
        settings={
            "contract": contents(contract, documents=False),
            "reading": server is None,
            **_authentication(contract, None),
        },
        notice=None if server else _READING,
    )
    return Page(html.encode(), policy)


def _html(
    contract: JsonObject, *, head: list[str], scripts: list[str], settings: Mapping[str, object], notice: str | None
) -> str:
    info = contract["info"]
    assert isinstance(info, dict)  # noqa: S101 - the contract is valid, or there would be no generated code
    return _HTML.format(
        head="\n".join(head),
        title=escape(f"{info['title']} {info['version']}"),
        notice=f'<p class="notice" role="note">{notice}</p>\n' if notice else "",
        settings=json.dumps(settings, ensure_ascii=False, separators=(",", ":")).replace("<", r"\u003c"),
        scripts="\n".join(scripts),
    )


def _authentication(contract: JsonObject, token: str | None) -> dict[str, str | None]:
    """Return the first bearer security scheme of the contract, which a token is for, and the token."""
    components = contract.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    bearers = schemes.items() if isinstance(schemes, dict) else ()
    found = (name for name, scheme in bearers if isinstance(scheme, dict) and scheme.get("scheme") == "bearer")
    return {"scheme": next(found, None), "token": token}


def _inline(script: str) -> str:
    """Escape a script so that its text can't end its element (HTML, section 4.12.1.3)."""
    return re.sub(r"<(?=!--|/?script)", r"\\x3C", script, flags=re.IGNORECASE)


def _hashes(texts: list[str]) -> str:
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[\w.:\[\]-]+", parts.netloc):
        raise ValueError(f"{url} is not the URL of a server: https://api.example.com")
    return f"{parts.scheme}://{parts.netloc}"
