"""FR-380: an answer is sent in any media type that the contract declares, and held against its schema."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from contracts.gaps.interface import interfaces
from tests.contracts.codegen.answering import PACKAGE, Answering, listening

Make = Callable[[Any], object]


@pytest.fixture(scope="session")
def answering(tmp_path_factory: pytest.TempPathFactory) -> Answering:
    return Answering(tmp_path_factory)


async def _get(answering: Answering, name: str, make: Make) -> httpx.Response:
    """What a client gets over HTTP from an operation that answers with what `make` makes of the router's module."""
    app = answering.app({name: lambda **_: make(answering.router)})
    async with listening(app) as url, httpx.AsyncClient() as client:
        return await client.get(f"{url}/{name}")


SENT: dict[str, tuple[str, Make, str, bytes]] = {
    "a text": ("text", lambda r: r.Text200("hällo"), "text/plain; charset=utf-8", "hällo".encode()),
    "a text of another charset": ("latin", lambda r: r.Latin200("hä"), "text/plain; charset=ISO-8859-1", b"h\xe4"),
    "an empty text": ("text", lambda r: r.Text200(""), "text/plain; charset=utf-8", b""),
    "HTML": ("html", lambda r: r.Html200("<p>"), "text/html; charset=utf-8", b"<p>"),
    "XML": ("xml", lambda r: r.Xml200("<pet/>"), "application/xml; charset=utf-8", b"<pet/>"),
    "a text with words around a schema": (
        "words_around",
        lambda r: r.WordsAround200("abc"),
        "text/plain; charset=utf-8",
        b"abc",
    ),
    "a text with a schema": ("code", lambda r: r.Code200("abc"), "text/plain; charset=utf-8", b"abc"),
    "a text of an enum": ("size", lambda r: r.Size200("m"), "text/plain; charset=utf-8", b"m"),
    "bytes": ("file", lambda r: r.File200(b"%PDF\x00\xff"), "application/pdf", b"%PDF\x00\xff"),
    "bytes of a length": ("small", lambda r: r.Small200(b"\xff\xff\xff"), "image/png", b"\xff\xff\xff"),
    "bytes without a schema": (
        "nothing_said",
        lambda r: r.NothingSaid200(b"\x00"),
        "application/octet-stream",
        b"\x00",
    ),
    "one of a range": ("image", lambda r: r.Image200(b"GIF", media_type="image/gif"), "image/gif", b"GIF"),
    "JSON of any type": ("any_pet", lambda r: r.AnyPet200(r.models.Pet(name="x")), "application/json", b'{"name":"x"}'),
    "another JSON of any type": (
        "any_pet",
        lambda r: r.AnyPet200(r.models.Pet(name="x"), media_type="application/hal+json"),
        "application/hal+json",
        b'{"name":"x"}',
    ),
    "a text of any type": (
        "any_text",
        lambda r: r.AnyText200("a,b", media_type="text/csv"),
        "text/csv; charset=utf-8",
        b"a,b",
    ),
    "a text as JSON": (
        "any_text",
        lambda r: r.AnyText200("a", media_type="application/json"),
        "application/json",
        b'"a"',
    ),
}


@pytest.mark.parametrize(("name", "make", "content_type", "body"), SENT.values(), ids=SENT.keys())
async def test_is_sent_as_declared(answering: Answering, name: str, make: Make, content_type: str, body: bytes) -> None:
    response = await _get(answering, name, make)
    assert (response.status_code, response.headers["content-type"], response.content) == (200, content_type, body)
    assert response.headers["content-length"] == str(len(body))
    assert "vary" not in response.headers


DEFECTS: dict[str, tuple[str, Make]] = {
    "bytes for a text": ("text", lambda r: r.Text200(b"x")),
    "a number for a text": ("text", lambda r: r.Text200(1)),
    "nothing for a text": ("text", lambda r: r.Text200(None)),
    "a text for bytes": ("file", lambda r: r.File200("x")),
    "a text that its charset can't say": ("latin", lambda r: r.Latin200("€")),
    "half a character": ("text", lambda r: r.Text200("\ud800")),
    "a text that breaks a pattern": ("code", lambda r: r.Code200("A")),
    "a text that is too long": ("code", lambda r: r.Code200("abcd")),
    "a text outside its enum": ("size", lambda r: r.Size200("l")),
    "a stream of what has a schema": ("code", lambda r: r.Code200(_texts("a"))),
    "more bytes than allowed": ("small", lambda r: r.Small200(b"1234")),
    "another range": ("image", lambda r: r.Image200(b"", media_type="text/plain")),
    "the range itself": ("image", lambda r: r.Image200(b"", media_type="image/*")),
    "no media type": ("image", lambda r: r.Image200(b"", media_type="image/png\r\nX: y")),
    "a header within a media type": (
        "image",
        lambda r: r.Image200(b"", media_type='image/png; a="\r\nX-More: 1"'),
    ),
    "a media type in letters that no header has": (
        "image",
        lambda r: r.Image200(b"", media_type='image/png; a="€"'),
    ),
    "a model as no JSON": ("any_pet", lambda r: r.AnyPet200(r.models.Pet(name="x"), media_type="text/xml")),
    "a model that breaks its schema": ("any_pet", lambda r: r.AnyPet200(r.models.Pet.model_construct(name=""))),
}


async def _texts(*texts: object) -> Any:
    for text in texts:
        yield text


@pytest.mark.parametrize(("name", "make"), DEFECTS.values(), ids=DEFECTS.keys())
async def test_is_a_defect_and_not_sent(answering: Answering, name: str, make: Make) -> None:
    response = await _get(answering, name, make)
    assert (response.status_code, list(response.json())) == (500, ["defect"])


def test_a_range_needs_its_media_type(answering: Answering) -> None:
    with pytest.raises(TypeError, match="media_type"):
        answering.router.Image200(b"")


def _chosen(router: Any, accept: str) -> object:
    made: dict[str, Callable[[], object]] = {
        "application/json": lambda: router.Pet200Json(router.models.Pet(name="x")),
        "application/xml": lambda: router.Pet200Xml("<pet/>"),
        "text/csv": lambda: router.Pet200Csv("x"),
    }
    return made[accept]()


ACCEPTED: dict[str, tuple[list[str], str]] = {
    "no header": ([], "application/json"),
    "an empty header": ([""], "application/json"),
    "one": (["text/csv"], "text/csv"),
    "one in capitals": (["TEXT/CSV"], "text/csv"),
    "one with a charset": (["text/csv;charset=utf-8"], "text/csv"),
    "anything": (["*/*"], "application/json"),
    "a range": (["text/*"], "text/csv"),
    "the better one": (["text/csv;q=0.5, application/xml;q=0.6"], "application/xml"),
    "the first of two alike": (["text/csv, application/xml"], "application/xml"),
    "the most specific range": (["*/*;q=1, application/*;q=0.1, application/xml;q=0.9"], "text/csv"),
    "all but one": (["application/json;q=0, */*"], "application/xml"),
    "two lines of the header": (["text/csv;q=0.1", "application/xml"], "application/xml"),
    "what a browser sends": (["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"], "application/xml"),
    "none that there is": (["image/png"], "application/json"),
    "nonsense": (["pet, ;;, a/b/c;q=2"], "application/json"),
    "a comma in quotes": (['text/plain;a="x,application/xml", text/csv;q=0.1'], "text/csv"),
}


@pytest.mark.parametrize(("accept", "expected"), ACCEPTED.values(), ids=ACCEPTED.keys())
async def test_accept_chooses(answering: Answering, accept: list[str], expected: str) -> None:
    """RFC 9110, section 12.5.1."""
    app = answering.app({"pet": lambda accept: _chosen(answering.router, accept)})
    async with listening(app) as url, httpx.AsyncClient() as client:
        del client.headers["accept"]
        response = await client.get(f"{url}/pet", headers=[("Accept", one) for one in accept])
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == expected
    assert response.headers["vary"] == "accept"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", "*/*"),
        ("application/json", "application/json"),
        ("image/png", "*/*"),
        ("text/csv, application/json", "application/json"),
        ("text/csv, application/json;q=0.9", "*/*"),
        ("image/*, */*;q=0.1", "image/*"),
    ],
)
async def test_a_range_may_be_chosen(answering: Answering, accept: str, expected: str) -> None:
    """A media type that the contract names goes before a range that would include it."""
    chosen: list[str] = []

    def ranged_pet(accept: str) -> object:
        chosen.append(accept)
        return answering.router.RangedPet200Any(b"x", media_type="text/csv")

    async with listening(answering.app({"ranged_pet": ranged_pet})) as url, httpx.AsyncClient() as client:
        response = await client.get(f"{url}/ranged_pet", headers={"Accept": accept})
    assert (chosen, response.headers["content-type"]) == ([expected], "text/csv")


def test_the_report_of_gaps_knows_the_class_of_each_media_type(answering: Answering) -> None:
    """So that a method may be typed with one of them."""
    (interface,) = interfaces(answering.folder / PACKAGE)
    pet = interface.operations["pet"]
    assert pet.classes == {"Pet200Json", "Pet200Xml", "Pet200Csv"}
    assert pet.responses.keys() == {"200"}


async def test_nothing_that_fits_is_406_where_it_is_declared(answering: Answering) -> None:
    called: list[str] = []
    async with listening(answering.app({"strict_pet": called.append})) as url, httpx.AsyncClient() as client:
        response = await client.get(f"{url}/strict_pet", headers={"Accept": "image/png, application/json;q=0"})
    assert (response.status_code, called) == (406, [])
    assert response.json() == ["The answer is one of application/json, text/csv, which Accept does not allow."]
