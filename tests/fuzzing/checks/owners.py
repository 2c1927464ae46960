"""Somebody else's path is answered with 403, whatever is asked of it."""

import os

import schemathesis

from tests.fuzzing.checks.follow_up import FollowedUp, FollowUp

OTHER_TOKEN = "TASKS_OTHER_TOKEN"
"""The environment variable that holds a valid token of another user than the run's."""


@schemathesis.check
class ForeignPathIsForbidden(FollowedUp):
    """A request that succeeded for its user is refused with 403 to another, and changes nothing."""

    def concerns(self, follow_up: FollowUp) -> bool:
        """Whatever is done in the name of a user."""
        return "authorization" in follow_up.sent_headers and follow_up.path.startswith("/api/")

    def judge(self, follow_up: FollowUp) -> None:
        """Repeat the request with the token of another user."""
        other = os.environ[OTHER_TOKEN]
        again = follow_up.send(follow_up.method, follow_up.path, body=follow_up.sent_json, token=other)
        assert again.status_code == 403, f"another user's token got {again.status_code}, not 403"
