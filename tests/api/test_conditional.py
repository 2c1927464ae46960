"""Entity tags: If-Match and If-None-Match."""

import asyncio

import httpx
import pytest

from tests.api.user import User

WRITES = [
    ("PUT", "", {"title": "new"}),
    ("PATCH", "", {"title": "new"}),
    ("PATCH", "/complete", None),
    ("PATCH", "/complete", {"completed": True}),
    ("DELETE", "", None),
]
WRITE = pytest.mark.parametrize("write", WRITES, ids=[f"{method}{path} {body}" for method, path, body in WRITES])


async def _send(user: User, write: tuple[str, str, object], if_match: str) -> httpx.Response:
    method, path, body = write
    content = {} if body is None else {"json": body}
    return await user.http.request(method, f"{user.task(1)}{path}", headers={"If-Match": if_match}, **content)  # type: ignore[arg-type]


async def _tag(user: User) -> str:
    return (await user.http.get(user.task(1))).headers["etag"]


async def test_tag_is_strong_and_changes_with_every_write(ada: User) -> None:
    """FR-018: no two versions share a tag, and none is weak."""
    created = await ada.http.post(ada.tasks, json={"title": "t"})
    tags = [created.headers["etag"]]
    for _ in range(3):
        tags.append((await ada.http.patch(ada.task(1), json={"title": "t"})).headers["etag"])
        tags.append((await ada.http.patch(f"{ada.task(1)}/complete")).headers["etag"])
    assert len(set(tags)) == len(tags)
    assert not any(tag.startswith("W/") for tag in tags)
    assert await _tag(ada) == tags[-1]


@WRITE
@pytest.mark.parametrize("form", ["{}", '"x", {}', '{},"x"', '"x" , {} , "y"', "W/{0}, {0}", "*"])
async def test_if_match_that_matches(ada: User, write: tuple[str, str, object], form: str) -> None:
    """FR-018: the tag itself, a list with it, or `*` lets the write through."""
    await ada.create()
    response = await _send(ada, write, form.format(await _tag(ada)))
    assert response.status_code in (200, 204)


@WRITE
@pytest.mark.parametrize("form", ['"other"', '"x", "y"', "W/{}", '""', '"01"', '"99999999999999999999"'])
async def test_if_match_that_does_not_match(ada: User, write: tuple[str, str, object], form: str) -> None:
    """FR-018: 412 tells the current tag and version, and nothing changes; a weak tag never matches."""
    task = await ada.create()
    tag = await _tag(ada)
    response = await _send(ada, write, form.format(tag))
    assert (response.status_code, response.headers["etag"]) == (412, tag)
    assert f"version {task['version']}" in response.json()["detail"]
    assert await ada.read(1) == task


@WRITE
@pytest.mark.parametrize("if_match", ['"1"', "*"])
async def test_if_match_of_a_task_that_is_not_there(ada: User, write: tuple[str, str, object], if_match: str) -> None:
    """FR-021: without a task there is nothing to match, and it is said to be missing."""
    assert (await _send(ada, write, if_match)).status_code == 404


@pytest.mark.parametrize("if_match", ["1", "", '"1', "'1'", '"1" "2"', "*, *", '"a\u00e4"', "x" * 1025])
async def test_if_match_that_is_no_entity_tag(ada: User, if_match: str) -> None:
    """FR-025: what is no list of entity tags is 422 and named."""
    await ada.create()
    headers = [(b"If-Match", if_match.encode("latin-1"))]
    response = await ada.http.patch(ada.task(1), json={"title": "t"}, headers=headers)
    assert response.status_code == 422, response.text
    assert response.json()["errors"][0]["parameter"] == "If-Match"


async def test_of_writers_at_once_one_wins(ada: User) -> None:
    """FR-018: twenty who read the same version and write it back: one is let through, nineteen are told."""
    await ada.create()
    tag = await _tag(ada)
    answers = await asyncio.gather(*(_send(ada, ("PUT", "", {"title": f"{number}"}), tag) for number in range(20)))
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 19
    assert (await ada.read(1))["version"] == 2


@pytest.mark.parametrize("form", ["{}", "W/{}", '"x", {}', '"a,b", W/{}', "*"])
async def test_if_none_match_that_matches(ada: User, form: str) -> None:
    """FR-018: 304 without a body, for a task and a list; weak comparison (RFC 9110, 13.1.2)."""
    await ada.create()
    for path in (ada.task(1), ada.tasks):
        tag = (await ada.http.get(path)).headers["etag"]
        response = await ada.http.get(path, headers={"If-None-Match": form.format(tag.removeprefix("W/"))})
        assert (response.status_code, response.content) == (304, b""), path
        assert response.headers["etag"] == tag


async def test_if_none_match_after_a_write(ada: User) -> None:
    """FR-018: what has changed is sent again, a list as well as a task."""
    await ada.create()
    for path in (ada.task(1), ada.tasks):
        tag = (await ada.http.get(path)).headers["etag"]
        await ada.http.patch(f"{ada.task(1)}/complete")
        response = await ada.http.get(path, headers={"If-None-Match": tag})
        assert response.status_code == 200, path
        assert response.headers["etag"] != tag


async def test_tag_of_a_full_page_changes_with_its_link(ada: User) -> None:
    """FR-018: a page that now has a next one is sent again, and so is one that has none any more, of the same tasks."""
    for title in ("one", "two"):
        await ada.create(title)
    query: dict[str, str | int] = {"limit": 2, "order": "asc"}
    last = await ada.http.get(ada.tasks, params=query)

    async def asked_again(before: httpx.Response) -> httpx.Response:
        return await ada.http.get(ada.tasks, params=query, headers={"If-None-Match": before.headers["etag"]})

    assert (await asked_again(last)).status_code == 304
    await ada.create("three")
    followed = await asked_again(last)
    assert (followed.status_code, followed.json()) == (200, last.json())
    assert "link" in followed.headers
    assert (await asked_again(followed)).status_code == 304
    await ada.http.delete(ada.task(3))
    alone = await asked_again(followed)
    assert (alone.status_code, alone.headers["etag"], "link" in alone.headers) == (200, last.headers["etag"], False)


async def test_tags_of_lists_tell_lists_apart(ada: User, bob: User) -> None:
    """FR-018: adding, deleting, and asking for another part give another tag."""
    tags = [(await ada.http.get(ada.tasks)).headers["etag"]]
    await ada.create("one")
    tags.append((await ada.http.get(ada.tasks)).headers["etag"])
    await ada.create("two")
    tags.append((await ada.http.get(ada.tasks)).headers["etag"])
    tags.append((await ada.http.get(ada.tasks, params={"limit": 1})).headers["etag"])
    tags.append((await ada.http.get(ada.tasks, params={"order": "asc"})).headers["etag"])
    await ada.http.delete(ada.task(2))
    tags.append((await ada.http.get(ada.tasks)).headers["etag"])
    assert len(set(tags) - {tags[-1]}) == len(tags) - 1 - (tags[1] == tags[-1])


async def test_absent_task_is_not_unchanged(ada: User) -> None:
    """FR-021: `If-None-Match: *` on a task that is not there is 404, not 304."""
    response = await ada.http.get(ada.task(1), headers={"If-None-Match": "*"})
    assert response.status_code == 404
