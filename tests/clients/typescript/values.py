"""Values of the models of our contract, right and wrong."""

from collections.abc import Iterator

from generated.contract import DOCUMENT as GENERATED
from tests.contracts.codegen.verdicts.table import Json

DOCUMENT: Json = GENERATED
WHOLE: Json = {**DOCUMENT["components"]["examples"]["Task"]["value"], "tag": "home", "count": 2}
PROBLEM: Json = {
    "type": "urn:x:y",
    "title": "Invalid request",
    "status": 422,
    "detail": "No.",
    "request_id": "1",
    "errors": [{"pointer": "#/title", "parameter": None, "detail": "No."}],
    "pointer": None,
    "parameter": "limit",
}
VALUES: tuple[Json, ...] = (
    *(
        None,
        True,
        False,
        0,
        1,
        1.0,
        1.5,
        -1,
        2147483647,
        2147483648,
        399,
        400,
        599,
        600,
        [],
        {},
        "",
        " ",
        "a",
        "ok",
        "\u0000",
    ),
    *(
        "a" * 200,
        "a" * 201,
        "😀" * 50,
        "😀" * 51,
        "😀" * 128,
        "😀" * 200,
        "😀" * 201,
        "a" * 5000,
        "a" * 5001,
        "a/b",
        "a\u007f",
    ),
    *(
        "low",
        "urgent",
        '"1"',
        'W/"1", "2"',
        "*",
        "\u00a0",
        "\ufeff",
        "\u0085x",
        "a\nb",
        ["a"],
        ["a", "a"],
        [""],
        [1],
        ["a", None],
    ),
    *([str(number) for number in range(20)], [str(number) for number in range(21)], ["😀" * 50], ["😀" * 51], [{}]),
    *("2026-03-01", "2026-02-29", "2024-02-29", "1900-02-29", "2000-02-29", "0999-12-31", "1000-01-01", "2999-12-31"),
    *(
        "1000-01-01T00:00:00+01:00",
        "1000-01-01T00:00:00Z",
        "2026-03-01T09:30:00Z",
        "2026-03-01T09:30:00.123456789+02:00",
    ),
    *("2026-03-01T09:30:00", "2026-03-01T24:00:00Z", "2026-03-01t09:30:00z", "2026-03-01T09:30:00+24:00", "2026-04-31"),
    *(
        "2026-02-30T09:30:00Z",
        "urn:a",
        "a b",
        "//[1",
        "%zz",
        "http://a/%20?b#c",
        PROBLEM["errors"],
        [*PROBLEM["errors"], {}],
    ),
)


def tried(properties: Json) -> Iterator[Json]:
    """Values of a model that has these members, right and wrong."""
    yield from VALUES
    for whole in (WHOLE, PROBLEM):
        mine = {name: whole.get(name, PROBLEM.get(name)) for name in properties}
        yield from ({}, mine, {**mine, "colour": "red"})
        for name in mine:
            yield {other: value for other, value in mine.items() if other != name}
            yield {name: mine[name]}
            yield from ({**mine, name: value} for value in VALUES)
