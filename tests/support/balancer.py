"""HAProxy in front of several servers, which it asks whether they are ready."""

import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from tests.support.ports import free_port
from tests.support.programs import program

# Without a timeout of its own a check has the interval, and a server that is busy for that long would count as down.
_CONFIGURATION = """
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  timeout check 5s
  timeout queue 60s
  option forwardfor

frontend all
  bind 127.0.0.1:{port}
  default_backend servers

backend servers
  balance roundrobin
  option httpchk GET /health/ready
  option redispatch
  default-server check inter 100ms fall 1 rise 1
{servers}
"""


@contextmanager
def balancer(urls: Sequence[str], *, one_at_a_time: bool = False) -> Iterator[str]:
    """The URL of a load balancer that gives each request to the next server in turn; or all to the first that is ready.

    Raises MissingProgram.
    """
    haproxy, port = program("haproxy", package="haproxy"), free_port()
    servers = [
        f"  server s{number} {httpx.URL(url).host}:{httpx.URL(url).port}{' backup' if one_at_a_time and number else ''}"
        for number, url in enumerate(urls)
    ]
    with TemporaryDirectory() as folder:
        file = Path(folder, "haproxy.cfg")
        file.write_text(_CONFIGURATION.format(port=port, servers="\n".join(servers)))
        with subprocess.Popen([haproxy, "-db", "-q", "-f", file], stderr=subprocess.DEVNULL) as process:
            try:
                _wait(f"http://127.0.0.1:{port}", process)
                yield f"http://127.0.0.1:{port}"
            finally:
                process.kill()


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    while process.poll() is None:
        try:
            if httpx.get(f"{url}/health/ready", timeout=60).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise RuntimeError("HAProxy did not start")
