"""nginx in front of one server, configured as people do for WebSockets."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from tests.support.ports import free_port
from tests.support.programs import program

# https://nginx.org/en/docs/http/websocket.html, with the pool of connections that `keepalive` makes.
_CONFIGURATION = """
daemon off;
master_process off;
pid {folder}/pid;
error_log stderr crit;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  map $http_upgrade $connection_upgrade {{ default upgrade; '' ''; }}
  upstream servers {{ server {server}; keepalive {keepalive}; }}
  server {{
    listen 127.0.0.1:{port};
    location = /nginx {{ return 204; }}
    location / {{
      proxy_pass http://servers;
      proxy_http_version 1.1;
      proxy_set_header Host $host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection {connection};
      proxy_request_buffering {buffering};
    }}
  }}
}}
"""


@contextmanager
def nginx(
    url: str, *, connection: str = "$connection_upgrade", buffering: bool = False, keepalive: int = 1
) -> Iterator[str]:
    """Its URL; `connection` is the field that it sends, `keepalive` how many idle connections it keeps to the server.

    Raises MissingProgram.
    """
    binary, port, server = program("nginx", package="nginx-light"), free_port(), httpx.URL(url)
    with TemporaryDirectory() as folder:
        file = Path(folder, "nginx.conf")
        filled = _CONFIGURATION.format(
            folder=folder,
            server=f"{server.host}:{server.port}",
            port=port,
            connection=connection,
            buffering="on" if buffering else "off",
            keepalive=keepalive,
        )
        file.write_text(filled)
        with subprocess.Popen([binary, "-e", "stderr", "-p", folder, "-c", file], stderr=subprocess.PIPE) as process:
            try:
                _wait(f"http://127.0.0.1:{port}/nginx", process)
                yield f"http://127.0.0.1:{port}"
            finally:
                process.kill()


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    while process.poll() is None:
        try:
            if httpx.get(url, timeout=60).status_code == 204:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise RuntimeError(f"nginx did not start: {process.stderr.read().decode() if process.stderr else ''}")
