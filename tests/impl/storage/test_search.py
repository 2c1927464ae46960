"""FR-012, FR-416: a search finds the beginnings of words, whatever stands between them."""

import re

import pytest

from impl.storage.tasks import TaskStore
from impl.storage.values import TaskFilter
from impl.storage.words import NOT_IN_WORDS
from tests.impl.storage.conftest import new_task

TITLES = [
    "Buy milk",
    "Get milk/bread",
    "Ask milk@example.com",
    "See https://milk.example/list",
    "Bring <b>milk</b>",
    "Bring «milk»…",
    "Milk: 2 l, now!",
    "MILK\u2013bread",
    "買う、milk。",
    "non-milk_thing",
]
LONGER = ["Milky way", "milk3", "MILKMAN"]
OTHERS = ["soymilk", "3milk", "mil k", "Almond-mil"]


@pytest.mark.parametrize("title", TITLES)
async def test_a_word_is_found_between_any_punctuation(store: TaskStore, title: str) -> None:
    await store.create_task(new_task(title))
    await store.create_task(new_task("Nothing", description=title))
    assert await found(store, "milk") == [2, 1]
    assert await found(store, "(Milk)") == [2, 1]


@pytest.mark.parametrize("title", LONGER)
async def test_the_beginning_of_a_word_is_found(store: TaskStore, title: str) -> None:
    await store.create_task(new_task(title))
    assert await found(store, "milk") == [1]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Café", "cafe"),
        ("Cafe\u0301 noir", "CAFÉ no"),
        ("cafe", "Café"),
        ("Ångström", "angstrom"),
        ("Žluťoučký kůň", "zlutoucky kun"),
        ("ﬁne ①", "fine 1"),
        ("party🎉at eight", "🎉"),
        ("❤️ letters", "❤"),
        ("👍🏽", "👍"),
        ("10 € more", "€"),
        ("牛奶和面包", "面包"),
        ("が", "が"),
        ("한국어", "한국"),
        ("हिन्दी।", "हिन्दी"),
        ("x" * 200 + "y", "x" * 200),
        ("groceries and shoes", "sho gro"),
    ],
)
async def test_what_is_found(store: TaskStore, title: str, words: str) -> None:
    await store.create_task(new_task("Another one"))
    await store.create_task(new_task(title[:200], description=title))
    assert await found(store, words) == [2]


@pytest.mark.parametrize("words", ["!!!", "…", "(-)", "\u0301", "\ufe0f", " . "])
async def test_a_query_without_any_word_is_no_filter(store: TaskStore, words: str) -> None:
    await store.create_task(new_task("One"))
    assert await found(store, words) == [1]


@pytest.mark.parametrize("words", ["'", "\\", ":*", "a' | 'b", "!one", "o'n", "<->"])
async def test_nothing_in_a_query_is_an_operator(store: TaskStore, words: str) -> None:
    await store.create_task(new_task("Zwei"))
    assert await found(store, words + " xyz") == []


async def test_a_text_without_spaces_is_kept(store: TaskStore) -> None:
    await store.create_task(new_task("t", description="\ufdfa" * 5000))
    await store.create_task(new_task("t", description="x" * 5000))
    assert await found(store, "x" * 200) == [2]


@pytest.mark.parametrize("title", OTHERS)
async def test_a_part_of_a_word_is_not_found(store: TaskStore, title: str) -> None:
    await store.create_task(new_task(title))
    assert await found(store, "milk") == []


@pytest.mark.parametrize("words", ["ÄRGER", "ärger", "Straße", "δεν", "привет", "日本", "5", "2026"])
async def test_words_of_any_script_and_numbers(store: TaskStore, words: str) -> None:
    await store.create_task(new_task(f"xx, {words}; -5 (2026)"))
    await store.create_task(new_task("another"))
    assert await found(store, words) == [1]


@pytest.mark.parametrize("title", TITLES)
async def test_a_task_is_found_by_its_own_title(store: TaskStore, title: str) -> None:
    await store.create_task(new_task(title))
    assert await found(store, title) == [1]


def test_what_stands_between_words_has_no_letter_or_digit_of_any_script() -> None:
    between = re.compile(NOT_IN_WORDS)
    characters = map(chr, range(0x110000))
    assert [c for c in characters if between.match(c) and (c.isalpha() or c.isdecimal())] == []


async def found(store: TaskStore, words: str) -> list[int]:
    page = await store.list_tasks(TaskFilter(words=words), "created_at", "desc", 10, None)
    return [task.id for task in page.tasks]
