"""The shapes that frontends of this family of APIs send and expect."""

from tests.api.user import User


async def test_session_of_a_frontend(ada: User) -> None:
    """FR-001, FR-005, FR-007, FR-002, FR-011: what such a frontend does in a session, with the shapes that it knows."""
    http, tasks = ada.http, ada.tasks
    assert (await http.get(tasks)).json() == []

    created = await http.post(tasks, json={"title": "Buy milk", "description": "Two bottles"})
    task = created.json()
    assert created.status_code == 201
    assert isinstance(task["id"], int)
    assert task["completed"] is False
    assert (task["title"], task["description"], task["user_id"]) == ("Buy milk", "Two bottles", ada.id)

    listed = (await http.get(tasks)).json()
    assert isinstance(listed, list)
    assert listed == [task]

    path = f"{tasks}/{task['id']}"
    assert (await http.get(path)).json() == task
    updated = (await http.put(path, json={"title": "Buy oat milk"})).json()
    assert (updated["title"], updated["description"]) == ("Buy oat milk", "Two bottles")

    toggled = await http.patch(f"{path}/complete")
    assert (toggled.status_code, toggled.json()["completed"]) == (200, True)
    assert (await http.get(tasks, params={"status": "completed"})).json() == [toggled.json()]
    assert (await http.get(tasks, params={"status": "pending", "sort": "due_date", "order": "asc"})).json() == []

    gone = await http.delete(path)
    assert (gone.status_code, gone.content) == (204, b"")
    assert isinstance((await http.get(path)).json()["detail"], str)
    assert isinstance((await http.post(tasks, json={})).json()["detail"], str)


async def test_toggle_with_an_empty_body_that_claims_to_be_json(ada: User) -> None:
    """FR-007: many clients send a Content-Type with no body at all."""
    await ada.create()
    response = await ada.http.patch(f"{ada.task(1)}/complete", headers={"Content-Type": "application/json"})
    assert (response.status_code, response.json()["completed"]) == (200, True)
