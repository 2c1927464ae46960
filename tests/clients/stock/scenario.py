"""What a frontend does with tasks, by whatever client: all-day and timed ones, with exact answers."""

from tests.clients.stock.conftest import Call, Json

MOMENT = "2026-03-02T09:30:00.123456Z"
_TIMES = ("created_at", "updated_at", "completed_at")


def task(number: int, title: str, due_date: str | None, **more: Json) -> Json:
    """A task as it should be shown; of times only whether they are there, since some clients round them."""
    made = {
        "id": number,
        "title": title,
        "description": None,
        "completed": False,
        "priority": "medium",
        "tags": [],
        "due_date": due_date,
        "version": 1,
        **more,
    }
    return {**made, "created_at": True, "updated_at": True, "completed_at": made["completed"]}


def a_day_with_it(call: Call) -> None:
    """Create, list, filter by date, edit, complete and delete."""

    def ask(verb: str, *values: Json) -> tuple[int, Json]:
        answer = call(verb, *values)
        body = answer.get("body")
        shown = [_of(each) for each in body] if isinstance(body, list) else body and _of(body)
        return answer["status"], shown

    rent = task(1, "Pay the rent", "2026-03-01", tags=["home", "money"])
    mum = task(2, "Call mum", MOMENT)
    some_day = task(3, "Some day", None)
    created = call("create", {"title": "Pay the rent", "due_date": "2026-03-01", "tags": ["home", "money"]})
    assert (created["status"], created["etag"], _of(created["body"])) == (201, '"1"', rent)
    # In another offset, and to the microsecond.
    assert ask("create", {"title": "Call mum", "due_date": "2026-03-02T11:30:00.123456+02:00"}) == (201, mum)
    assert ask("create", {"title": "Some day"}) == (201, some_day)

    assert ask("list", {}) == (200, [some_day, mum, rent])
    assert ask("list", {"due_after": "2026-03-02"}) == (200, [mum])
    assert ask("list", {"due_before": "2026-03-02"}) == (200, [rent])
    assert ask("list", {"due_after": "2026-03-01T00:00:00Z", "due_before": MOMENT}) == (200, [rent])
    assert ask("list", {"due_after": "2026-03-01T00:00:01Z", "due_before": "2026-03-02T12:00:00+02:00"}) == (200, [mum])
    assert ask("list", {"tag": ["home", "money"]}) == (200, [rent])
    assert ask("list", {"tag": ["home", "garden"]}) == (200, [])

    # An all-day task becomes a timed one, and the other way round; null clears.
    rent = {**rent, "due_date": "2026-03-05T18:00:00Z", "version": 2}
    assert ask("edit", 1, created["etag"], {"due_date": "2026-03-05T18:00:00Z"}) == (200, rent)
    status, problem = ask("edit", 1, created["etag"], {"title": "Somebody else's"})
    assert (status, problem["type"]) == (412, "urn:tasks-api:problem:precondition-failed")
    mum = {**mum, "title": "Call mum and dad", "due_date": "2026-03-04", "version": 2}
    assert ask("edit", 2, '"1"', {"title": "Call mum and dad", "due_date": "2026-03-04"}) == (200, mum)
    rent = {**rent, "due_date": None, "tags": ["home"], "version": 3}
    assert ask("edit", 1, '"2"', {"due_date": None, "tags": ["home"]}) == (200, rent)

    mum = {**mum, "completed": True, "completed_at": True, "version": 3}
    assert ask("complete", 2) == (200, mum)
    assert ask("list", {"status": "completed"}) == (200, [mum])
    assert ask("list", {"status": "pending"}) == (200, [some_day, rent])
    assert ask("complete", 2) == (200, {**mum, "completed": False, "completed_at": False, "version": 4})

    assert ask("remove", 1) == (204, None)
    status, problem = ask("remove", 1)
    assert (status, problem["type"]) == (404, "urn:tasks-api:problem:task-not-found")
    assert [each["id"] for each in ask("list", {})[1]] == [3, 2]


def _of(body: Json) -> Json:
    """A task without its user, or a problem as it is."""
    if "user_id" not in body:
        return body
    shown = {name: value for name, value in body.items() if name != "user_id"}
    return {**shown, **{name: body[name] is not None for name in _TIMES}}
