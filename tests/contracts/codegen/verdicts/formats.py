"""Formats, which are asserted; the values are those that the RFCs and ISO 8601 give."""

from datetime import date, datetime, time
from uuid import UUID

from tests.contracts.codegen.verdicts.cases import NO_ORACLE, Case, case

_U = "123e4567-e89b-12d3-a456-426614174000"


def _format(name: str, accept: list[str], reject: list[str], receives: type = str, *, oracle: bool = False) -> Case:
    """`oracle`: the independent validator knows the format, and as exactly."""
    schema = {"type": "string", "format": name}
    meaning = None if oracle else NO_ORACLE
    return case(f"format:{name}", "", schema, accept=accept, reject=reject, receives=receives, meaning=meaning)


FORMATS: tuple[Case, ...] = (
    _format(
        "date",
        ["2026-03-01", "2024-02-29", "0001-01-01"],
        ["2026-02-29", "2026-13-01", "2026-3-1", "01.03.2026", "20260301", "2026-03-01T00:00:00Z", "x", ""],
        date,
        oracle=True,
    ),
    _format(
        "date-time",
        ["2026-03-01T09:30:00Z", "2026-03-01T09:30:00.123456+02:00", "2026-03-01t09:30:00z"],
        ["2026-03-01", "2026-03-01T09:30:00", "2026-03-01T25:00:00Z", "2026-02-30T00:00:00Z", "1767225600", "x"],
        datetime,
        oracle=True,
    ),
    _format(
        "time",
        ["09:30:00Z", "23:59:59.5-05:30"],
        ["09:30", "24:00:00Z", "09:30:00", "09:60:00Z", "x"],
        time,
    ),
    _format("duration", ["P1DT2H", "PT36H", "P3W", "P1Y2M3D"], ["P", "1D", "PT", "P1H", "P1S", "x"]),
    _format("email", ["ada@example.org", "a+b@c.example"], ["ada", "@example.org", "ada@", "a b@c.d", "a@b@c"]),
    _format("idn-email", ["ada@exämple.org", "ä@ö.example"], ["ada", "@example.org"]),
    _format("hostname", ["example.org", "a-b.c", "xn--bcher-kva.example"], ["-a.org", "a_b.org", "a..b", "a" * 64, ""]),
    _format("idn-hostname", ["bücher.example", "example.org"], ["-a.org", "a..b"]),
    _format(
        "ipv4", ["127.0.0.1", "255.255.255.255"], ["256.0.0.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "x"], oracle=True
    ),
    _format(
        "ipv6",
        ["::1", "2001:db8::ff00:42:8329", "::ffff:1.2.3.4"],
        ["1::2::3", "12345::", ":1", "1.2.3.4"],
        oracle=True,
    ),
    _format("uri", ["https://a.example/b?c=d#e", "urn:isbn:0451450523", "mailto:a@b.c"], ["/a", "a b", "//a", "a"]),
    _format("uri-reference", ["https://a.example", "/a", "#f", "a", ""], ["\\\\a", "a b", "http://[1"]),
    _format("iri", ["https://ä.example/ü", "urn:ä:ü"], ["/ä", "ä b"]),
    _format("iri-reference", ["/ä", "https://ä.example", "ä"], ["ä b", "\\\\ä"]),
    _format("uri-template", ["/a/{b}", "{b}", "https://a.example/{?x,y}"], ["/a/{b", "/a}", "{"]),
    _format(
        "uuid", [_U, _U.upper()], [_U[:-1], _U.replace("-", ""), f"{{{_U}}}", f"urn:uuid:{_U}", "x"], UUID, oracle=True
    ),
    _format("json-pointer", ["/a/b~0c~1", "", "/"], ["a", "/a~2", "#/a"]),
    _format("relative-json-pointer", ["0", "1/a", "2#"], ["/a", "-1", "01", "x"]),
    _format("regex", ["^a+$", r"\d{2}"], ["[", "(", "*a"], oracle=True),
    case(
        "format:byte",
        "",
        {"type": "string", "format": "byte"},
        accept=["aGVsbG8=", "", "aGk="],
        reject=["aGVsbG8", "a", "#", "aGk=="],
        meaning={"type": "string", "pattern": "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"},
        receives=str,
    ),
    case("format:date", "or null", {"type": ["string", "null"], "format": "date"}, accept=["2026-03-01"], reject=["x"]),
    case(
        "format:date-time",
        "or date",
        {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]},
        accept=["2026-03-01", "2026-03-01T09:30:00Z"],
        reject=["2026-03-01T09:30:00", "x"],
    ),
    case(
        "format:date",
        "with a pattern",
        {"type": "string", "format": "date", "pattern": "^2026-"},
        accept=["2026-03-01"],
        reject=["2025-03-01", "2026-"],
        receives=date,
    ),
)
