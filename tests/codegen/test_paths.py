"""FR-027: the path of a URL is found without trying the others."""

import pytest

from generated.runtime.paths import PathTable

PATHS = ["/", "/a", "/a/{x}", "/a/b", "/a/{x}.json", "/a/{x}.{y}", "/a/{x}/c", "/a/b/{y}", "/{z}/b/c", "/{z}/d"]


@pytest.fixture(scope="module")
def table() -> PathTable[str]:
    table: PathTable[str] = PathTable()
    for path in PATHS:
        table.add(path, path)
    return table


@pytest.mark.parametrize(
    ("url", "path", "parts"),
    [
        ("/", "/", {}),
        ("/a", "/a", {}),
        ("/a/b", "/a/b", {}),
        ("/a/x", "/a/{x}", {"x": "x"}),
        ("/a/x.json", "/a/{x}.json", {"x": "x"}),
        ("/a/x.json.json", "/a/{x}.json", {"x": "x.json"}),
        ("/a/x.xml", "/a/{x}.{y}", {"x": "x", "y": "xml"}),
        ("/a/.json", "/a/{x}", {"x": ".json"}),
        ("/a/x/c", "/a/{x}/c", {"x": "x"}),
        ("/a/b/c", "/a/b/{y}", {"y": "c"}),
        ("/a/d", "/a/{x}", {"x": "d"}),
        ("/e/b/c", "/{z}/b/c", {"z": "e"}),
        ("/e/d", "/{z}/d", {"z": "e"}),
    ],
)
def test_the_path_that_says_most_is_found(table: PathTable[str], url: str, path: str, parts: dict[str, str]) -> None:
    """A word that leads nowhere is gone back from: `/a/d` is no `/{z}/d`, `/e/b/c` no `/a/…`."""
    assert table.find(url) == (path, parts)


@pytest.mark.parametrize("url", ["", "a", "//", "/a/", "/a//c", "/x", "/a/x/d", "/a/b/c/d", "//d"])
def test_no_path(table: PathTable[str], url: str) -> None:
    """A templated part is never empty."""
    assert table.find(url) is None


def test_the_first_value_of_a_path_stays(table: PathTable[str]) -> None:
    assert table.add("/a/{x}", "another") == "/a/{x}"
    assert table.find("/a/x") == ("/a/{x}", {"x": "x"})
