"""`make mock`: serves the mock until it is stopped."""

import os
import sys
from pathlib import Path

import generated
from contracts.codegen.inputs import StaleCode, prove_generated
from contracts.runtime import ContractGap
from impl.cli import signing_secret
from impl.postgres.development import SecretNotStoredError
from impl.server.run import (
    PortTakenError,
    docs_notice,
    docs_sign_in,
    listen,
    requests_to_try,
    run_application,
    url_of,
)
from impl.settings import SettingsError, load_settings, token_rules
from impl.telemetry.logs import configure_logging
from impl.web.drain import Drain
from tests.clients.mock.app import mock_application
from tests.clients.mock.examples import NoExample


def main() -> None:
    """Serve with the settings of `tasks-api serve`, in development and without a database. Exit 1 with a sentence."""
    os.environ["TASKS_ENVIRONMENT"] = "development"
    try:
        prove_generated(Path(generated.__file__).parent)
        settings = load_settings()
        configure_logging(json=settings.logs_json, level=settings.log_level)
        secret = None if settings.jwks_url is not None else signing_secret(settings)
        drain, page = Drain(), docs_sign_in(settings, secret, settings.host)
        app = mock_application(settings, secret, drain, page)

        listener = listen(settings.host, settings.port)
        address = url_of(settings.host, listener)
        requests = "" if secret is None else requests_to_try(address, secret, token_rules(settings))

        def ready() -> None:
            print(f"\nA mock of the Tasks API is ready at {address}{docs_notice(address, settings, page)}")
            print(f"It keeps everything in memory, and forgets it when it ends.\n{requests}", flush=True)

        run_application(app, settings, listener, drain, ready)
    except (SettingsError, SecretNotStoredError, PortTakenError, ContractGap, StaleCode, NoExample) as error:
        sys.exit("\n".join(f"mock: {line}" for line in str(error).splitlines()))


if __name__ == "__main__":
    main()
