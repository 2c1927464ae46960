"""What a run of Schemathesis needs beside its configuration: two users, known to it by files and variables."""

import json
from collections.abc import Mapping
from pathlib import Path

from tests.fuzzing.checks.owners import OTHER_TOKEN
from tests.support.application import token

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
USERS = ("ada", "bob")
"""The user of the run, as in the examples of the contract, and the one who must not see what is theirs."""


def identities(folder: Path) -> Mapping[str, str]:
    """Write the users' tokens in the form of Web Fuzzing Commons, and return the variables that lead to them."""
    file = folder / "identities.json"
    users = [
        {"name": user, "fixedHeaders": [{"name": "Authorization", "value": f"Bearer {token(user)}"}]} for user in USERS
    ]
    file.write_text(json.dumps({"auth": users}), encoding="utf-8")
    return {"TASKS_FUZZ_IDENTITIES": str(file), OTHER_TOKEN: token(USERS[1])}
