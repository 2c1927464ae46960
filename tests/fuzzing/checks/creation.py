"""What the contract says about creating."""

from urllib.parse import quote

import schemathesis

from tests.fuzzing.checks.follow_up import FollowedUp, FollowUp
from tests.fuzzing.checks.values import DEFAULTS, same_value


@schemathesis.check
class CreatedTaskIsThere(FollowedUp):
    """`Location` leads to the task, with the same body and entity tag, and the task is what was asked for."""

    operations = frozenset({"create_task"})

    def judge(self, follow_up: FollowUp) -> None:
        """Get what `Location` names."""
        task = follow_up.json
        for name, value in {**DEFAULTS, **follow_up.sent_json}.items():
            assert same_value(task[name], value), f"{name} was asked to be {value!r} and is {task[name]!r}"
        assert task["version"] == 1, f"a new task has version {task['version']}"
        assert (task["completed_at"] is not None) == task["completed"], "completed_at and completed differ"
        location = follow_up.headers["location"]
        assert quote(location, safe="/%") == location, f"Location {location!r} is not percent-encoded"
        got = follow_up.send("GET", location)
        assert got.status_code == 200, f"Location {location} is answered with {got.status_code}"
        assert got.json() == task, f"Location {location} is another task"
        assert got.headers["etag"] == follow_up.headers["etag"], "the entity tags of 201 and 200 differ"


@schemathesis.check
class IdempotencyKeyIsKept(FollowedUp):
    """The same key with the same body answers with the task made first; with another body it is a 422."""

    operations = frozenset({"create_task"})

    def judge(self, follow_up: FollowUp) -> None:
        """Create three times with one key."""
        key = f"{follow_up.headers['x-request-id'][:100]}-{follow_up.json['id']}"
        body = {"title": "Once"}
        first, second = (follow_up.send("POST", follow_up.path, body=body, Idempotency_Key=key) for _ in range(2))
        assert (first.status_code, second.status_code) == (201, 201), "a repeated key is not answered with 201"
        assert first.json()["id"] == second.json()["id"], "a repeated key made a second task"
        other = follow_up.send("POST", follow_up.path, body={"title": "Twice"}, Idempotency_Key=key)
        assert other.status_code == 422, f"a repeated key with another body is answered with {other.status_code}"
