"""FR-081: `make audit` passes only when all that is locked was audited, and says so where nothing could be."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.conftest import ROOT
from tests.support.ports import free_port

AUDIT = ROOT / ".ci" / "audit.py"
PACKAGES = (("alpha", "1.0"), ("alpha", "2.0"), ("beta", "3.1"))
LOCK = "".join(
    f'[[package]]\nname = "{name}"\nversion = "{version}"\nsource = {{ registry = "https://pypi.org/simple" }}\n'
    for name, version in PACKAGES
)
OWN = '[[package]]\nname = "ours"\nversion = "0.1"\nsource = { editable = "." }\n'
VULNERABILITY = {
    "id": "PYSEC-2026-1",
    "aliases": ["CVE-2026-1"],
    "affected": [
        {
            "package": {"name": "alpha", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.0"}]}],
        }
    ],
}
UNREACHABLE = "NOT AUDITED: no vulnerability service could be reached for 3 packages."


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """Three packages, two of them of one name, and our own."""
    path = tmp_path / "uv.lock"
    path.write_text(LOCK + OWN)
    return path


def audited(*arguments: str | Path, **environment: str) -> tuple[int, str]:
    """The exit code of the audit, and what it says."""
    command = [sys.executable, AUDIT, *arguments]
    done = subprocess.run(
        command, env={**os.environ, **environment}, stdout=-1, stderr=subprocess.STDOUT, text=True, check=False
    )
    return done.returncode, done.stdout


@contextmanager
def service(*answers: tuple[int, str]) -> Iterator[dict[str, str]]:
    """A vulnerability service (OSV's interface): each status and body once, the last one for ever. How to ask it."""
    left = list(answers)

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            status, body = left.pop(0) if len(left) > 1 else left[0]
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Service) as served:
        thread = Thread(target=served.serve_forever)
        thread.start()
        yield asking(served.server_port)
        served.shutdown()
        thread.join()


def asking(port: int) -> dict[str, str]:
    return {"PIP_AUDIT_VULNERABILITY_SERVICE": "osv", "PIP_AUDIT_OSV_URL": f"http://127.0.0.1:{port}/v1/query"}


def test_all_that_is_locked_is_audited(lock: Path) -> None:
    """Both versions of a package that has two, whatever platform they are for; not our own, which nobody publishes."""
    with service((200, "{}")) as environment:
        assert audited("--lock", lock, **environment) == (
            0,
            "3 of 3 packages audited by osv, no known vulnerabilities\n",
        )


def test_a_known_vulnerability_is_told(lock: Path) -> None:
    with service((200, "{}"), (200, json.dumps({"vulns": [VULNERABILITY]})), (200, "{}")) as environment:
        code, output = audited("--lock", lock, **environment)
    assert (code, output) == (1, "alpha 1.0: PYSEC-2026-1 (CVE-2026-1), mended in 2.0\n")


@pytest.mark.parametrize("answer", [(503, ""), (200, "<html>Sign in to this network</html>")])
def test_a_service_that_gives_no_answer_is_not_silence(lock: Path, answer: tuple[int, str]) -> None:
    with service(answer) as environment:
        code, output = audited("--lock", lock, **environment)
    assert (code, output.splitlines()[-1]) == (75, UNREACHABLE)


def test_each_service_is_tried(lock: Path) -> None:
    """Unless one is named."""
    proxy = f"http://127.0.0.1:{free_port()}"
    code, output = audited("--lock", lock, HTTPS_PROXY=proxy, https_proxy=proxy)
    assert (code, output.splitlines()[-1]) == (75, UNREACHABLE)
    assert [line.partition(":")[0] for line in output.splitlines()[:-1]] == ["pypi", "osv"]


def test_a_service_that_breaks_off_is_a_failure(lock: Path) -> None:
    """What it would have said of the others nobody knows."""
    with service((200, "{}"), (200, "{}"), (503, "")) as environment:
        code, output = audited("--lock", lock, **environment)
    assert code == 1
    assert output.startswith("The audit broke off: ")


FAKE = """#!{python}
import json, sys
from pathlib import Path
lines = Path(sys.argv[sys.argv.index("--requirement") + 1]).read_text().split()
packages = [dict(zip(("name", "version"), line.split("=="))) for line in lines]
{act}
"""
NONE = "[{'name': one['name'], 'skip_reason': 'not found'} for one in packages]"
NO_BETA = "[one | ({'skip_reason': 'not found'} if one['name'] == 'beta' else {'vulns': []}) for one in packages]"
LOST = "[one | {'vulns': []} for one in packages if one['name'] != 'beta']"


@pytest.mark.parametrize(
    ("act", "code", "last"),
    [
        (f"print(json.dumps({{'dependencies': {NONE}}}))", 75, UNREACHABLE),
        ("sys.exit()", 1, "pip-audit failed: exit code 0"),
        ("sys.exit('no such option: --format')", 1, "pip-audit failed: no such option: --format"),
        (f"print(json.dumps({{'dependencies': {NO_BETA}}}))", 1, "1 of 3 packages could not be audited: beta 3.1"),
        (f"print(json.dumps({{'dependencies': {LOST}}}))", 1, "1 of 3 packages could not be audited: beta 3.1"),
    ],
    ids=["a mirror", "nothing said", "broken", "one skipped", "one left out"],
)
def test_what_pip_audit_passes_over(lock: Path, tmp_path: Path, act: str, code: int, last: str) -> None:
    """It exits with 0 where it could audit nothing; the packages are counted here."""
    fake = tmp_path / "pip-audit"
    fake.write_text(FAKE.format(python=sys.executable, act=act))
    fake.chmod(0o755)
    found, output = audited("--lock", lock, "--program", fake)
    assert (found, output.splitlines()[-1]) == (code, last)
