"""The README's session, run in a shell: it shows what the server answers."""

import re
import subprocess

import pytest

from tests.conftest import ROOT
from tests.support.commands import serving

pytestmark = pytest.mark.slow

SESSIONS = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
# What differs from run to run.
VARIES = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z|\b[0-9a-f]{32}\b")


def test_session_is_what_a_reader_sees(environment: dict[str, str]) -> None:
    """Commands begin with `$`; the lines after each are its answer."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    steps = re.split(r"^\$ ", "".join(SESSIONS.findall(text)), flags=re.MULTILINE)[1:]
    assert len(steps) >= 8
    script = "".join(f"{command}\nprintf '\\036'\n" for command in (step.partition("\n")[0] for step in steps))
    with serving(environment) as (_, lines):
        url = "http://" + lines[0].split("http://")[1].split("/")[0]
        answers = subprocess.run(
            ["bash", "-euc", script.replace("http://127.0.0.1:8000", url)],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split("\036")
    for step, answer in zip(steps, answers, strict=False):
        command, _, shown = step.partition("\n")
        assert VARIES.sub("…", answer.strip()) == VARIES.sub("…", shown.strip()), command
