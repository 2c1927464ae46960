"""What the contract says about changing, completing and deleting."""

import schemathesis

from tests.fuzzing.checks.follow_up import FollowedUp, FollowUp
from tests.fuzzing.checks.values import moment, same_value

WRITES = frozenset({"update_task", "patch_task"})


@schemathesis.check
class WriteMerges(FollowedUp):
    """A write sets what is sent, keeps what is left out, raises the version by one and moves `updated_at`."""

    operations = WRITES

    def judge(self, follow_up: FollowUp) -> None:
        """Fill every field, then change one with the same method."""
        for name, value in follow_up.sent_json.items():
            assert same_value(follow_up.json[name], value), f"{name} was set to {value!r}, not {follow_up.json[name]!r}"
        full = {"description": "d", "completed": True, "priority": "high", "tags": ["t"], "due_date": "2026-03-01"}
        before = follow_up.send(follow_up.method, follow_up.path, body=full).json()
        after = follow_up.send(follow_up.method, follow_up.path, body={"title": "Changed"}).json()
        moved = {"title", "version", "updated_at"}
        lost = [name for name in before if name not in moved and before[name] != after[name]]
        assert not lost, f"{lost} were left out and have changed"
        assert after["title"] == "Changed", "the title that was sent was not kept"
        assert after["version"] == before["version"] + 1, "a write does not raise the version by one"
        assert moment(after["updated_at"]) >= moment(before["updated_at"]), "updated_at went back"
        ignored = follow_up.send(follow_up.method, follow_up.path, body={"version": 1, "id": after["id"] + 1})
        assert ignored.status_code == 200, f"nothing but what is read-only gave {ignored.status_code}"
        read = follow_up.send("GET", follow_up.path).json()
        assert read == after, "what is read is not what the write has answered"
        returned = follow_up.send(follow_up.method, follow_up.path, body=after)
        assert returned.status_code == 200, f"a task as it was read gave {returned.status_code}"
        assert returned.json()["id"] == after["id"], "a read-only member was written"


@schemathesis.check
class CompletingToggles(FollowedUp):
    """Completing without a body toggles, with one it sets; `completed_at` is there while the task is done."""

    operations = frozenset({"complete_task"})

    def judge(self, follow_up: FollowUp) -> None:
        """Toggle twice and set twice."""
        if follow_up.sent_json:
            assert follow_up.json["completed"] == follow_up.sent_json["completed"], "the body did not set the state"
        before = follow_up.json["completed"]
        for expected in (not before, before):
            task = follow_up.send("PATCH", follow_up.path).json()
            assert task["completed"] is expected, f"toggling {not expected} gave {task['completed']}"
            assert (task["completed_at"] is not None) is expected, "completed_at and completed differ"
        first, second = (follow_up.send("PATCH", follow_up.path, body={"completed": True}).json() for _ in range(2))
        assert first["completed"], "the body did not set the state"
        assert first["completed_at"] == second["completed_at"], "completing again moved completed_at"


@schemathesis.check
class EntityTagsDecide(FollowedUp):
    """`ETag` changes with a write; the old one stops a write with 412, the new one a read with 304."""

    operations = WRITES | {"get_task"}

    def judge(self, follow_up: FollowUp) -> None:
        """Write, and try again with the entity tag from before."""
        # Read afresh: another check may have written since.
        old = follow_up.send("GET", follow_up.path).headers["etag"]
        unchanged = follow_up.send("GET", follow_up.path, If_None_Match=old)
        assert unchanged.status_code == 304, f"If-None-Match with the current entity tag gave {unchanged.status_code}"
        method = "PUT" if follow_up.operation_id == "get_task" else follow_up.method
        written = follow_up.send(method, follow_up.path, body={"title": "Tagged"}, If_Match=old)
        assert written.status_code == 200, f"If-Match with the current entity tag gave {written.status_code}"
        assert written.headers["etag"] != old, "a write has kept the entity tag"
        for stale in ("PUT", "PATCH", "DELETE"):
            body = None if stale == "DELETE" else {"title": "Stale"}
            refused = follow_up.send(stale, follow_up.path, body=body, If_Match=old)
            assert refused.status_code == 412, f"{stale} with an old If-Match gave {refused.status_code}"
            assert refused.headers["etag"] == written.headers["etag"], "412 does not tell the current entity tag"
        toggled = follow_up.send("PATCH", f"{follow_up.path}/complete", If_Match=old)
        assert toggled.status_code == 412, f"completing with an old If-Match gave {toggled.status_code}"
        changed = follow_up.send("GET", follow_up.path, If_None_Match=old)
        assert changed.status_code == 200, f"If-None-Match with an old entity tag gave {changed.status_code}"
        assert changed.json() == written.json(), "a refused write has changed the task"


@schemathesis.check
class DeletedTaskIsGone(FollowedUp):
    """What was deleted is not found any more, by no operation, and its number is not given again."""

    operations = frozenset({"delete_task"})

    def judge(self, follow_up: FollowUp) -> None:
        """Ask for it in every way."""
        for method, body in (("GET", None), ("PUT", {"title": "t"}), ("PATCH", {"title": "t"}), ("DELETE", None)):
            status = follow_up.send(method, follow_up.path, body=body).status_code
            assert status == 404, f"{method} of a deleted task gave {status}"
        collection, number = follow_up.path.rsplit("/", 1)
        made = follow_up.send("POST", collection, body={"title": "After"}).json()["id"]
        assert made > int(number), f"the number of a deleted task, {number}, may be given again: {made}"
