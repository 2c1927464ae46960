"""FR-495: compose.yaml is read as Compose reads it; test_image.py runs what it says."""

import re

import pytest
import yaml

from impl.limits.proxies import broad_networks
from impl.settings import Settings, environment_variable, load_settings
from tests.container import compose
from tests.container.test_image import GIVEN

VARIABLES = {environment_variable(field) for field in Settings.model_fields}
PROJECT = compose.project(GIVEN)
SERVICES = PROJECT["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "tasks-api"}
INSTANCES = ("api-1", "api-2")


@pytest.mark.parametrize("missing", compose.needed())
def test_without_a_secret_nothing_starts(missing: str) -> None:
    """And what is said names it, and tells what it is for."""
    with pytest.raises(compose.NotGiven, match=rf"^{missing} (is|encrypts) \w+"):
        compose.project({**GIVEN, missing: ""})


def test_no_secret_is_written_down() -> None:
    """Nor a default of one: each variable is one that must be given."""
    assert set(compose.needed()) == {
        "POSTGRES_PASSWORD",
        "OWNER_PASSWORD",
        "APP_PASSWORD",
        "TASKS_JWT_SECRET",
        "TASKS_CURSOR_KEYS",
    }
    assert compose.text().count("$") == sum(compose.text().count(f"${{{name}:?") for name in compose.needed())


@pytest.mark.parametrize("name", OURS)
def test_its_settings_are_known_and_good(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the server reads them; and only the migration has the owner's password."""
    given = OURS[name]["environment"]
    assert set(given) <= VARIABLES
    assert (GIVEN["OWNER_PASSWORD"] in str(given)) == (name == "migrate")
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    for variable, value in {**given, "TASKS_ENVIRONMENT": "production"}.items():
        monkeypatch.setenv(variable, value)
    assert broad_networks(load_settings().trusted_proxies) == []


@pytest.mark.parametrize("name", OURS)
def test_nothing_more_than_needed_is_allowed(name: str) -> None:
    """Its root is read-only, and it gains no privileges."""
    service = OURS[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"user", "privileged", "volumes", "ports", "cap_add"} & set(service)


def test_without_tls_only_this_machine_reaches_it() -> None:
    """FR-495: tokens would go in plain text; and the proxy, which needs no privilege for its port, has none."""
    proxy = SERVICES["proxy"]
    assert " ssl " not in PROJECT["configs"]["proxy"]["content"]
    assert proxy["ports"] == ["127.0.0.1:8000:8000"]
    assert proxy["cap_drop"] == ["ALL"]
    assert proxy["security_opt"] == ["no-new-privileges:true"]


def test_the_migration_comes_first() -> None:
    """Once PostgreSQL answers; and it is tried once."""
    migrate = SERVICES["migrate"]
    assert migrate["command"] == ["migrate"]
    assert migrate["restart"] == "no"
    assert migrate["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    for name in INSTANCES:
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
        assert "command" not in SERVICES[name]


@pytest.mark.parametrize("name", INSTANCES)
def test_an_instance_has_the_time_to_drain(name: str) -> None:
    """After SIGTERM: the delay, in which the proxy notices, and ten seconds."""
    grace = re.fullmatch(r"(\d+)s", SERVICES[name]["stop_grace_period"])
    assert grace is not None
    delay = Settings(environment="production").drain_seconds
    assert int(grace[1]) > delay + 10
    check = re.search(r"check inter (\d+)s fall (\d+)", PROJECT["configs"]["proxy"]["content"])
    assert check is not None
    assert int(check[1]) * int(check[2]) < delay


def test_the_proxy_is_the_one_that_is_trusted() -> None:
    """It knows every instance, and only it is reached from outside."""
    proxy = SERVICES["proxy"]
    address = proxy["networks"]["front"]["ipv4_address"]
    for name in INSTANCES:
        assert SERVICES[name]["environment"]["TASKS_TRUSTED_PROXIES"] == address
        assert f"server {name} {name}:8000\n" in PROJECT["configs"]["proxy"]["content"]
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert PROJECT["networks"]["back"] == {"internal": True}


def test_what_is_named_is_there() -> None:
    """Networks, configurations, volumes and services."""
    for service in SERVICES.values():
        assert set(service["networks"]) <= set(PROJECT["networks"])
        assert set(service.get("depends_on", ())) <= set(SERVICES)
        assert {config["source"] for config in service.get("configs", ())} <= set(PROJECT["configs"])
    assert {volume.partition(":")[0] for volume in SERVICES["postgres"]["volumes"]} <= set(PROJECT["volumes"])
    assert yaml.safe_load(compose.FILE.read_text())["name"] == "tasks-api"
