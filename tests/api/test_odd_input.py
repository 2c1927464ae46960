"""FR-026, FR-029: nothing that a client sends gives a 500."""

import json

import httpx
import pytest

from tests.api.operations import BODY_CALLS, Call, name_of
from tests.api.user import User

JSON = {"Content-Type": "application/json"}
BODY_CALL = pytest.mark.parametrize("call", BODY_CALLS, ids=name_of)

BODIES: dict[str, tuple[bytes, int]] = {
    "an end that is missing": (b"{", 400),
    "other quotes": (b"{'title': 1}", 400),
    "a comma too many": (b'{"title": "t",}', 400),
    "something behind it": (b'{"title": "t"} x', 400),
    "no text": (b"\xff\xfe", 400),
    "no UTF-8": (b'{"title": "\xff"}', 400),
    "a word": (b"nul", 400),
    "NUL": (rb'{"title": "a\u0000b"}', 422),
    "lone high surrogate": (rb'{"title": "\ud800"}', 400),
    "lone low surrogate": (rb'{"title": "a\udc00"}', 400),
    "lone surrogate in a tag": (rb'{"title": "t", "tags": ["\ud800"]}', 400),
    "lone surrogate in a name": (rb'{"title": "t", "\ud800": 1}', 400),
    "raw surrogate": (b'{"title": "\xed\xa0\x80"}', 400),
    "overlong UTF-8": (b'{"title": "\xc0\xaf"}', 400),
    "UTF-16": ('{"title": "t"}'.encode("utf-16"), 400),
    "byte order mark": (b'\xef\xbb\xbf{"title": "t"}', 400),
    "NaN": (b'{"title": NaN}', 400),
    "Infinity": (b'{"title": -Infinity}', 400),
    "huge integer": (b'{"title": ' + b"9" * 5000 + b"}", 400),
    "huge exponent": (b'{"title": 1e999999}', 400),
    "deep array": (b"[" * 30000, 400),
    "deep array, closed": (b"[" * 30000 + b"]" * 30000, 400),
    "deep object": (b'{"a":' * 10000 + b"1" + b"}" * 10000, 400),
    "deep tags": (b'{"title": "t", "tags": ' + b"[" * 20000 + b"]" * 20000 + b"}", 400),
    "name twice": (b'{"title": "t", "title": ""}', 400),
    "name twice, the same": (b'{"title": "t", "title": "t"}', 400),
    "name twice, in an escape": (rb'{"title": "t", "titl\u0065": "t"}', 400),
    "name twice, within": (b'{"title": "t", "x": {"y": 1, "y": 1}}', 400),
    "many names": (json.dumps({f"n{number}": 0 for number in range(4000)}).encode(), 422),
    "control character": (b'{"title": "a\nb"}', 400),
    "a number": (b"1", 422),
    "a string": (b'"title"', 422),
}


@BODY_CALL
@pytest.mark.parametrize(("content", "status"), BODIES.values(), ids=BODIES)
async def test_odd_body(ada: User, call: Call, content: bytes, status: int) -> None:
    """FR-029: an odd body is refused, and the task stays as it was."""
    task = await ada.create()
    response = await ada.http.request(call.method, f"{ada.path}{call.suffix}", content=content, headers=JSON)
    assert response.status_code == (413 if len(content) > call.max_bytes else status), response.text
    assert await ada.listed() == [task]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("search=%ff", 422),
        ("search=%ed%a0%80", 422),
        ("search=%", 200),
        ("search=%00", 422),
        ("tag=%ff", 422),
        ("%ff=1", 422),
        ("limit=%F0%9F%A5%9B", 422),
        ("limit=\u0661", 422),
        ("=", 200),
        ("&&&", 200),
        ("a" * 8000, 422),
        ("search=" + "%F0%9F%A5%9B" * 200, 200),
        ("search=" + "%F0%9F%A5%9B" * 201, 422),
        ("limit=1_0", 422),
        ("limit=+1", 422),
        ("limit=1&limit=2", 422),
        ("cursor=" + "A" * 2048, 400),
        ("cursor=" + "A" * 2049, 422),
    ],
    ids=lambda query: str(query)[:30],
)
async def test_odd_query(ada: User, query: str, status: int) -> None:
    """FR-029: an odd query is refused or, where it says nothing to us, ignored."""
    response = await ada.http.get(f"{ada.tasks}?{query}")
    assert response.status_code == status, response.text


@pytest.mark.parametrize(
    ("query", "parameter", "detail"),
    [
        ("statuss=pending", "statuss", "There is no parameter statuss. Did you mean status?"),
        ("sort_by=title", "sort_by", "There is no parameter sort_by. Did you mean sort?"),
        ("Status=pending", "Status", "There is no parameter Status. Did you mean status?"),
        ("utm_source=mail", "utm_source", "There is no parameter utm_source."),
        ("%73tatus=all&%00=1", "\0", "There is no parameter \0."),
        ("limit=1&q", "q", "There is no parameter q."),
        ("x" * 60 + "=1", "x" * 50 + "…", f"There is no parameter {'x' * 50}…."),
    ],
)
async def test_unknown_parameter_is_refused(ada: User, query: str, parameter: str, detail: str) -> None:
    """FR-411: a filter that is misspelt would answer with everything, so it is refused, with the nearest known one."""
    response = await ada.http.get(f"{ada.tasks}?{query}")
    assert response.status_code == 422
    assert response.json()["errors"] == [{"pointer": None, "parameter": parameter, "detail": detail}]


@pytest.mark.parametrize("call", ["GET /1", "POST ", "PUT /1", "PATCH /1/complete", "DELETE /1"])
async def test_unknown_parameter_of_any_operation(ada: User, call: str) -> None:
    """FR-411: nothing is written, either."""
    task = await ada.create("t")
    method, _, suffix = call.partition(" ")
    body = {"title": "u"} if method in ("POST", "PUT") else None
    response = await ada.http.request(method, f"{ada.tasks}{suffix}?dry_run=1", json=body)
    assert (response.status_code, response.json()["detail"]) == (422, "There is no parameter dry_run.")
    assert await ada.listed() == [task]


async def test_many_unknown_parameters(ada: User) -> None:
    """FR-411: the first hundred are told."""
    response = await ada.http.get(f"{ada.tasks}?{'&'.join(f'p{n}=1' for n in range(300))}")
    assert (response.status_code, len(response.json()["errors"])) == (422, 100)


@pytest.mark.parametrize(
    "segment",
    ["%00", "%ff", "%ed%a0%80", "x" * 129, "%0a", "%7f", "🥛" * 129, "..%2f", "%2e%2e", "%25", "a%2Fb"],
    ids=lambda segment: segment[:20],
)
async def test_odd_user_id(ada: User, anonymous: httpx.AsyncClient, segment: str) -> None:
    """FR-029: an odd user is somebody else: 401 without a token, 403 with any."""
    path = f"/api/{segment}/tasks"
    assert (await ada.http.get(path)).status_code == 403
    assert (await anonymous.get(path)).status_code == 401


@pytest.mark.parametrize(
    "segment",
    [
        "%00",
        "%ff",
        "%F0%9F%A5%9B",
        "1%00",
        "0x1",
        "\u0661",
        "1_000",
        "-0",
        "00001",
        "1%20",
        "NaN",
        "1%2F",
        "0",
        "2147483648",
    ],
)
async def test_odd_number(ada: User, segment: str) -> None:
    """FR-029: an odd number is none."""
    await ada.create()
    response = await ada.http.get(f"{ada.tasks}/{segment}")
    assert response.status_code == 422, response.text


@pytest.mark.parametrize(
    "name", ["If-None-Match", "X-Request-ID", "Accept", "Accept-Encoding", "Cookie", "Range", "Content-Type"]
)
@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        (b"", ["If-None-Match", "X-Request-ID"]),
        (b"\xff\xfe", ["If-None-Match", "X-Request-ID"]),
        (b"x" * 5000, ["If-None-Match", "X-Request-ID"]),
        (b'"', ["If-None-Match"]),
        (b"*/*;q=2", ["If-None-Match"]),
        (b"bytes=0-1", ["If-None-Match"]),
    ],
    ids=lambda value: repr(value)[:10],
)
async def test_odd_header(ada: User, name: str, value: bytes, wrong: list[str]) -> None:
    """FR-029: an odd header is refused where it is ours, and ignored elsewhere."""
    response = await ada.http.get(ada.tasks, headers=[(name.encode(), value)])
    assert response.status_code == (422 if name in wrong else 200), response.text


@pytest.mark.parametrize("name", ["If-None-Match", "X-Request-ID"])
async def test_header_twice(ada: User, name: str) -> None:
    """FR-029: a header of ours sent twice is refused, and named."""
    response = await ada.http.get(ada.tasks, headers=[(name, '"a"'), (name, '"b"')])
    assert response.status_code == 422, response.text
    assert [error["parameter"] for error in response.json()["errors"]] == [name]


ODD_DUE_DATES: dict[str, str | None] = {
    "1000-01-01T00:00:00+23:59": None,
    "1000-01-01T00:00:00Z": "1000-01-01T00:00:00Z",
    "2999-12-31T23:59:59-23:59": None,
    "2999-12-31T23:59:59.999999999Z": "2999-12-31T23:59:59.999999Z",
    "2026-06-30T23:59:60Z": None,
    "2026-03-01t10:00:00z": None,
    "2026-03-01 10:00:00Z": None,
    "2026-03-01T24:00:00Z": None,
    "2026-03-01T10:00:00+24:00": None,
    "2026-03-01T10:00:00-23:59": "2026-03-02T09:59:00Z",
    "20260301": None,
    "2026-W01-1": None,
    "0000-03-01": None,
    "2026-02-29": None,
    "\u0662\u0660\u0662\u0666-03-01": None,
}


@pytest.mark.parametrize(("due_date", "kept"), ODD_DUE_DATES.items(), ids=ODD_DUE_DATES)
async def test_odd_due_date(ada: User, due_date: str, kept: str | None) -> None:
    """FR-008, FR-029: a due date at the edge is kept or refused, in a body as in a query."""
    response = await ada.http.post(ada.tasks, json={"title": "t", "due_date": due_date})
    assert response.status_code == (422 if kept is None else 201), response.text
    assert kept is None or response.json()["due_date"] == kept
    listed = await ada.http.get(ada.tasks, params={"due_after": due_date, "due_before": due_date, "sort": "due_date"})
    assert listed.status_code == (422 if kept is None else 200), listed.text
