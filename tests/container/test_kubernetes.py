"""FR-495: the Kubernetes example of specs/operating.md fits the server and its image."""

import re

import pytest
import yaml

from impl.settings import Settings, environment_variable
from tests.conftest import ROOT
from tests.support.document import Json, contract

TEXT = (ROOT / "specs" / "operating.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
OBJECTS = {each["kind"]: each for example in EXAMPLES for each in yaml.safe_load_all(example)}
VARIABLES = {environment_variable(field) for field in Settings.model_fields}
PODS = {kind: OBJECTS[kind]["spec"]["template"]["spec"] for kind in ("Job", "Deployment")}
SERVER: Json = PODS["Deployment"]["containers"][0]


@pytest.mark.parametrize("kind", PODS)
def test_a_pod_may_do_nothing_that_it_needs_not(kind: str) -> None:
    """By the Restricted of Kubernetes' Pod Security Standards, on a read-only root."""
    pod = PODS[kind]
    assert pod["securityContext"] == {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}}
    assert pod["enableServiceLinks"] is False
    assert pod["automountServiceAccountToken"] is False
    (container,) = pod["containers"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert not {"volumeMounts", "command"} & set(container)


def test_its_settings_are_known() -> None:
    """Also those that the text puts into the secrets."""
    assert {one["name"] for one in SERVER["env"]} <= VARIABLES
    named = set(re.findall(r"`((?:TASKS|DATABASE)_[A-Z_]+)`", TEXT))
    assert named >= {"DATABASE_URL", "TASKS_MIGRATION_URL", "TASKS_JWT_SECRET", "TASKS_CURSOR_KEYS"}
    assert named <= VARIABLES


def test_the_owner_is_for_the_migration_only() -> None:
    """It is the job that has its secret."""
    secrets = {
        kind: [one["secretRef"]["name"] for one in pod["containers"][0]["envFrom"]] for kind, pod in PODS.items()
    }
    assert secrets == {"Job": ["tasks-api", "tasks-api-owner"], "Deployment": ["tasks-api"]}
    assert PODS["Job"]["containers"][0]["args"] == ["migrate"]
    assert SERVER["args"] == ["serve"]
    assert SERVER["image"] == PODS["Job"]["containers"][0]["image"]


def test_its_probes_ask_what_the_contract_has() -> None:
    """On the server's port."""
    paths = {name: SERVER[f"{name}Probe"]["httpGet"] for name in ("startup", "liveness", "readiness")}
    assert {one["port"] for one in paths.values()} == {SERVER["ports"][0]["name"]}
    assert SERVER["ports"][0]["containerPort"] == Settings().port
    assert {name: one["path"] for name, one in paths.items()} == {
        "startup": "/health/live",
        "liveness": "/health/live",
        "readiness": "/health/ready",
    }
    assert all(contract().operation("GET", one["path"]) for one in paths.values())
    assert OBJECTS["Service"]["spec"]["ports"][0]["targetPort"] == SERVER["ports"][0]["name"]
    assert OBJECTS["Service"]["spec"]["selector"] == OBJECTS["Deployment"]["spec"]["selector"]["matchLabels"]


def test_a_pod_has_the_time_to_drain() -> None:
    """The readiness probe fails within the delay, and the grace period exceeds the delay and ten seconds."""
    delay = float({one["name"]: one["value"] for one in SERVER["env"]}["TASKS_SHUTDOWN_DELAY"])
    probe = SERVER["readinessProbe"]
    assert probe["periodSeconds"] * probe["failureThreshold"] < delay
    assert PODS["Deployment"]["terminationGracePeriodSeconds"] > delay + 10
