"""Proxies in front of servers: nginx and HAProxy, as people configure them."""

import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from tests.support.ports import free_port
from tests.support.programs import program

# An upstream with the pool of connections that `keepalive` makes.
_NGINX = """
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
    location / {{ {location} }}
  }}
}}
"""
# https://nginx.org/en/docs/http/websocket.html
_WEBSOCKETS = """
      proxy_pass http://servers;
      proxy_http_version 1.1;
      proxy_set_header Host $host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection {connection};
      proxy_request_buffering {buffering};
"""
# Without a timeout of its own a check has the interval, and a server that is busy for that long would count as down.
_HAPROXY = """
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
def nginx(
    url: str, *, connection: str = "$connection_upgrade", buffering: bool = False, keepalive: int = 1
) -> Iterator[str]:
    """The URL of an nginx before one server, configured as for WebSockets.

    `connection` is the field that it sends, `keepalive` how many idle connections it keeps to the server.
    Raises MissingProgram.
    """
    location = _WEBSOCKETS.format(connection=connection, buffering="on" if buffering else "off")
    with _nginx(url, location, keepalive) as proxied:
        yield proxied


@contextmanager
def plain_nginx(url: str) -> Iterator[str]:
    """The URL of an nginx as its documentation begins: it says `Host: 127.0.0.1:…` to the server, and nothing of its
    client. Raises MissingProgram."""
    with _nginx(url, f"proxy_pass {url};", keepalive=1) as proxied:
        yield proxied


@contextmanager
def balancer(urls: Sequence[str], *, one_at_a_time: bool = False) -> Iterator[str]:
    """The URL of an HAProxy that gives each request to the next server in turn, or all to the first that is ready.

    Raises MissingProgram.
    """
    port = free_port()
    servers = [
        f"  server s{number} {httpx.URL(url).host}:{httpx.URL(url).port}{' backup' if one_at_a_time and number else ''}"
        for number, url in enumerate(urls)
    ]
    with haproxy(_HAPROXY.format(port=port, servers="\n".join(servers)), f"http://127.0.0.1:{port}") as proxied:
        yield proxied


@contextmanager
def haproxy(configuration: str, url: str) -> Iterator[str]:
    """The URL of an HAProxy with this configuration, once a server behind it is ready. Raises MissingProgram."""
    binary = program("haproxy", package="haproxy")
    with TemporaryDirectory() as folder:
        file = Path(folder, "haproxy.cfg")
        file.write_text(configuration)
        with _running([binary, "-db", "-q", "-f", str(file)], url, "/health/ready") as proxied:
            yield proxied


@contextmanager
def _nginx(url: str, location: str, keepalive: int) -> Iterator[str]:
    binary, port, server = program("nginx", package="nginx-light"), free_port(), httpx.URL(url)
    with TemporaryDirectory() as folder:
        file, upstream = Path(folder, "nginx.conf"), f"{server.host}:{server.port}"
        file.write_text(
            _NGINX.format(folder=folder, server=upstream, port=port, location=location, keepalive=keepalive)
        )
        command = [binary, "-e", "stderr", "-p", folder, "-c", str(file)]
        with _running(command, f"http://127.0.0.1:{port}", "/nginx") as proxied:
            yield proxied


@contextmanager
def _running(command: Sequence[str], url: str, ready: str) -> Iterator[str]:
    """The URL, once a request for the path `ready` succeeds there."""
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        try:
            _wait(url + ready, process)
            yield url
        finally:
            process.kill()


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    while process.poll() is None:
        try:
            if httpx.get(url, timeout=60).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise RuntimeError(f"the proxy did not start: {process.stderr.read().decode() if process.stderr else ''}")
