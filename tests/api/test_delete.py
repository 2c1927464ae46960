"""Deleting."""

import asyncio

from tests.api.user import User


async def test_deleted_task_is_gone(ada: User) -> None:
    """FR-002: it is found by no operation any more, and not listed."""
    await ada.create("stays")
    await ada.create("goes")
    assert (await ada.http.delete(ada.task(2))).status_code == 204
    path = ada.task(2)
    answers = [
        await ada.http.get(path),
        await ada.http.put(path, json={"title": "t"}),
        await ada.http.patch(path, json={"title": "t"}),
        await ada.http.patch(f"{path}/complete"),
        await ada.http.delete(path),
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert await ada.titles() == ["stays"]
    assert await ada.listed(search="goes") == []


async def test_deleting_at_once_succeeds_once(ada: User) -> None:
    """FR-002: of twenty that delete the same task one succeeds and the others find nothing."""
    await ada.create()
    answers = await asyncio.gather(*(ada.http.delete(ada.task(1)) for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [204] + [404] * 19


async def test_body_of_a_delete_means_nothing(ada: User) -> None:
    """FR-002: a body, which the operation does not declare, is not read (RFC 9110, section 9.3.5)."""
    await ada.create()
    response = await ada.http.request("DELETE", ada.task(1), content=b"{not json")
    assert response.status_code == 204
