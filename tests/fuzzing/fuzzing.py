"""What a run of Schemathesis needs: its configuration, and two users, known to it by files and variables."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.fuzzing.checks.owners import OTHER_TOKEN
from tests.support.application import token
from tests.support.document import DeclaredOperation, contract

SETTINGS = Path(__file__).with_name("schemathesis.toml")
"""What of the configuration is the same for all operations."""
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


def expected_statuses(operation: DeclaredOperation) -> list[str]:
    """What a valid request may be answered with: not 500 and 503, nor what only an invalid one deserves.

    A number may be nobody's (404), an entity tag that is made up is not that of what is there (412), and a cursor that
    is made up belongs to no list (400).
    """
    names = {parameter["name"] for parameter in operation.parameters}
    errors = set()
    if operation.raw.get("security", contract().root["security"]):
        errors |= {401, 403}
    if operation.item:
        errors |= {404}
    if "If-Match" in names:
        errors |= {412}
    if "cursor" in names:
        errors |= {400}
    return sorted(str(status) for status in operation.responses if status < 400 or status in errors)


def operation_settings() -> list[dict[str, Any]]:
    """What of the configuration follows from each operation of the contract."""
    check = "positive_data_acceptance"
    return [
        {"include-operation-id": one.id, "checks": {check: {"expected-statuses": expected_statuses(one)}}}
        for one in contract().operations
    ]


def settings() -> dict[str, Any]:
    """The whole configuration."""
    return {**tomllib.loads(SETTINGS.read_text(encoding="utf-8")), "operations": operation_settings()}


def configuration(folder: Path) -> Path:
    """The whole configuration in a file, for a run in a process of its own."""
    lines = [SETTINGS.read_text(encoding="utf-8")]
    for one in operation_settings():
        statuses = one["checks"]["positive_data_acceptance"]["expected-statuses"]
        lines += [
            "[[operations]]",
            f"include-operation-id = {json.dumps(one['include-operation-id'])}",
            f"checks.positive_data_acceptance.expected-statuses = {json.dumps(statuses)}",
        ]
    file = folder / SETTINGS.name
    file.write_text("\n".join(lines), encoding="utf-8")
    return file
