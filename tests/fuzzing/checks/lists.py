"""What the contract says about lists: filters, order, limit and pages."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote, urlencode

import schemathesis

from tests.fuzzing.checks.follow_up import FollowedUp, FollowUp
from tests.fuzzing.checks.values import PRIORITIES, moment
from tests.support.document import Json

Query = dict[str, list[str]]


def matches(task: Json, query: Query) -> bool:
    """Whether a task passes the filters, apart from `search`, of which only ASCII words are judged, and loosely."""
    status = query.get("status", ["all"])[0]
    due = task["due_date"]
    text = f"{task['title']} {task['description'] or ''}".lower()
    words = re.fullmatch(r"[A-Za-z0-9 ]*", query.get("search", [""])[0])
    return (
        status in ("all", "completed" if task["completed"] else "pending")
        and query.get("completed", ["true" if task["completed"] else "false"])[0] == str(task["completed"]).lower()
        and query.get("priority", [task["priority"]])[0] == task["priority"]
        and set(query.get("tag", [])) <= set(task["tags"])
        and ("due_after" not in query or (due is not None and moment(due) >= moment(query["due_after"][0])))
        and ("due_before" not in query or (due is not None and moment(due) < moment(query["due_before"][0])))
        and (words is None or all(word in text for word in words[0].lower().split()))
    )


SORTS: dict[str, Callable[[Json], Json]] = {
    "created_at": lambda task: moment(task["created_at"]),
    "updated_at": lambda task: moment(task["updated_at"]),
    "due_date": lambda task: moment(task["due_date"]),
    "priority": lambda task: PRIORITIES.index(task["priority"]),
}


def in_order(tasks: list[Json], query: Query) -> bool:
    """Whether tasks are in the order asked for. Titles are judged when they are ASCII letters and digits alone."""
    sort = query.get("sort", ["created_at"])[0]
    if sort == "title":
        tasks = [task for task in tasks if re.fullmatch(r"[A-Za-z0-9]+", task["title"])]
        keys = [(task["title"].lower(), task["id"]) for task in tasks]
    else:
        keys = [(SORTS[sort](task), task["id"]) for task in tasks]
    return keys == sorted(keys, reverse=query.get("order", ["desc"])[0] == "desc")


@schemathesis.check
class ListKeepsItsWord(FollowedUp):
    """A list has only and all the tasks that match, in the order asked for, and no more than `limit`."""

    operations = frozenset({"list_tasks"})

    def judge(self, follow_up: FollowUp) -> None:
        """Judge the list by its query, and by the list of everything."""
        tasks, query = follow_up.json, follow_up.query
        owner = unquote(follow_up.path.split("/")[2])
        foreign = [task["id"] for task in tasks if task["user_id"] != owner]
        assert not foreign, f"tasks {foreign} are not of {owner}"
        wrong = [task["id"] for task in tasks if not matches(task, query)]
        assert not wrong, f"tasks {wrong} do not match {query}"
        assert in_order(tasks, query), f"the tasks are not in the order of {query}"
        limit = int(query.get("limit", ["500"])[0])
        assert len(tasks) <= limit, f"{len(tasks)} tasks are more than the limit, {limit}"
        if query.keys() & {"cursor", "search"}:
            return
        everything = follow_up.send("GET", f"{follow_up.path}?limit=1000")
        if "link" in everything.headers:
            return
        expected = sorted(task["id"] for task in everything.json() if matches(task, query))
        listed = sorted(task["id"] for task in tasks)
        assert len(listed) == min(limit, len(expected)), (
            f"{len(listed)} tasks are listed, {len(expected)} match {query}"
        )
        assert ("link" in follow_up.headers) == (len(expected) > limit), "Link and the number of tasks disagree"


@schemathesis.check
class EveryFilterAndSortHolds(FollowedUp):
    """Each filter and each sort, tried on the list that a new task has joined."""

    operations = frozenset({"create_task"})

    def judge(self, follow_up: FollowUp) -> None:
        """List by every one of them, and by what the new task has and has not."""
        everything = follow_up.send("GET", f"{follow_up.path}?limit=1000")
        if "link" in everything.headers:
            return
        for query in queries_about(follow_up.json):
            listed = follow_up.send("GET", f"{follow_up.path}?{urlencode({**query, 'limit': 1000}, doseq=True)}").json()
            expected = sorted(task["id"] for task in everything.json() if matches(task, query))
            assert sorted(task["id"] for task in listed) == expected, f"not the tasks that match {query} are listed"
            assert in_order(listed, query), f"the tasks are not in the order of {query}"


def queries_about(task: Json) -> Iterator[Query]:
    """Queries for each filter, by values of the task's where there are endlessly many, and for each sort."""
    yield from ({"status": [status]} for status in ("pending", "completed"))
    yield from ({"priority": [priority]} for priority in PRIORITIES)
    if task["tags"]:
        yield {"tag": task["tags"]}
    if task["due_date"]:
        yield from ({name: [task["due_date"]]} for name in ("due_after", "due_before"))
    yield from ({"sort": [sort], "order": [order]} for sort in (*SORTS, "title") for order in ("asc", "desc"))


@schemathesis.check
class NextPageGoesOn(FollowedUp):
    """`Link` leads from task to task in the order of the whole list; a cursor is refused with another order."""

    operations = frozenset({"list_tasks", "create_task"})

    def judge(self, follow_up: FollowUp) -> None:
        """Walk the list task by task."""
        by_title = {"sort": "title", "order": "asc"}
        seen: list[int] = []
        path: str | None = f"{follow_up.path}?{urlencode({**by_title, 'limit': 1})}"
        for _ in range(3):
            if path is None:
                break
            page = follow_up.send("GET", path)
            assert page.status_code == 200, f"{path} is answered with {page.status_code}"
            assert len(page.json()) <= 1, f"{len(page.json())} tasks are more than the limit, 1"
            seen += [task["id"] for task in page.json()]
            link = page.headers.get("link")
            path = None if link is None else link[1 : link.index(">")]
        whole = follow_up.send("GET", f"{follow_up.path}?{urlencode({**by_title, 'limit': 1000})}")
        expected = [task["id"] for task in whole.json()][:3]
        assert seen == expected, f"pages of one task are {seen}, the list begins with {expected}"
        if path is not None:
            other = follow_up.send("GET", path.replace("order=asc", "order=desc"))
            assert other.status_code == 400, f"a cursor of another order is answered with {other.status_code}"
