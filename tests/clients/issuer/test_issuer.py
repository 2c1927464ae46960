"""FR-060, FR-061: with the tokens of a real issuer, Better Auth, from the sign-up to the replacement of its key."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from impl.auth.bearer import InvalidToken, TokenVerifier
from impl.auth.fetch import key_set_fetcher
from impl.auth.issuer import KeySetProver
from impl.auth.jwks import PAUSE_SECONDS, KeySet
from impl.auth.jwt import TokenRules
from tests.support.application import server
from tests.support.node import install

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
AUDIENCE = "https://api.example.com"
ALGORITHMS = ["EdDSA", "ES256", "RS256"]


@dataclass(frozen=True, slots=True)
class Issuer:
    """Better Auth, by its origin."""

    origin: str

    @property
    def keys(self) -> str:
        """Where its keys are."""
        return f"{self.origin}/api/auth/jwks"

    def sign_up(self, name: str) -> tuple[str, str]:
        """Make an account. The id of the user, and the token of the session."""
        account = {"email": f"{name}@example.com", "password": "correct horse battery", "name": name}
        answer = httpx.post(f"{self.origin}/api/auth/sign-up/email", json=account, headers={"Origin": self.origin})
        assert answer.status_code == 200, answer.text
        return answer.json()["user"]["id"], answer.json()["token"]

    def token(self, session: str) -> str:
        """A JWT for whoever has the session."""
        answer = httpx.get(f"{self.origin}/api/auth/token", headers={"Authorization": f"Bearer {session}"})
        assert answer.status_code == 200, answer.text
        token: str = answer.json()["token"]
        return token

    def rotate(self) -> None:
        """Forget the key; the next token is signed with a new one."""
        assert httpx.post(f"{self.origin}/rotate").status_code == 200


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The issuer's program, beside its packages."""
    folder = tmp_path_factory.mktemp("issuer")
    install(HERE, folder, "no real issuer signs tokens")
    program = folder / "issuer.mjs"
    program.write_bytes((HERE / "issuer.mjs").read_bytes())
    return program


@contextmanager
def issuing(program: Path, algorithm: str) -> Iterator[Issuer]:
    command = ["node", str(program), algorithm, AUDIENCE]
    with subprocess.Popen(command, cwd=program.parent, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Issuer(process.stdout.readline().strip())
        finally:
            process.terminate()


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_user_of_the_issuer_uses_the_api(program: Path, algorithm: str, database_url: str, tmp_path: Path) -> None:
    """Signs up there, creates a task here."""
    with issuing(program, algorithm) as issuer:
        settings = {
            "TASKS_JWT_SECRET": "",
            "TASKS_JWKS_URL": issuer.keys,
            "TASKS_JWT_ISSUER": issuer.origin,
            "TASKS_JWT_AUDIENCE": AUDIENCE,
        }
        ada, session = issuer.sign_up("ada")
        bob, _ = issuer.sign_up("bob")
        authorization = {"Authorization": f"Bearer {issuer.token(session)}"}
        with server(database_url, tmp_path / "server.log", **settings) as url:
            tasks = f"{url}/api/{quote(ada, safe='')}/tasks"
            created = httpx.post(tasks, json={"title": "Buy milk"}, headers=authorization)
            assert created.status_code == 201, created.text
            assert httpx.get(tasks, headers=authorization).json() == [created.json()]
            assert httpx.get(f"{url}/api/{bob}/tasks", headers=authorization).status_code == 403
            assert httpx.get(tasks).status_code == 401


@pytest.mark.parametrize("algorithm", ALGORITHMS)
async def test_the_issuer_replaces_its_key(program: Path, algorithm: str) -> None:
    """The new one is taken within the pause, the old one refused with the next refresh, remembered tokens too."""
    with issuing(program, algorithm) as issuer:
        ada, session = issuer.sign_up("ada")
        now = 1000.0
        keys = KeySet(key_set_fetcher(issuer.keys), lambda: now)
        verifier = TokenVerifier(KeySetProver(keys, TokenRules(5, issuer.origin, AUDIENCE)))
        old = issuer.token(session)
        assert (await verifier.verify(old)).user_id == ada
        issuer.rotate()
        new = issuer.token(session)
        with pytest.raises(InvalidToken, match="not the issuer's"):
            await verifier.verify(new)
        now += PAUSE_SECONDS
        assert (await verifier.verify(new)).user_id == ada
        with pytest.raises(InvalidToken, match="not the issuer's"):
            await verifier.verify(old)
