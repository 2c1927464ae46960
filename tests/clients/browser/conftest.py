"""A real browser: Debian's Chromium, steered by Playwright. Skipped where there is none, unless `CI` forbids it."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.async_api import Browser, Page, async_playwright

from tests.support.node import skip_or_fail

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """The files of a folder as a site of its own. Its origin."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as served:
        thread = Thread(target=served.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{served.server_port}"
        served.shutdown()
        thread.join()


@pytest.fixture
def origins(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Two sites, each with an empty page."""
    (tmp_path / "index.html").write_text("<!doctype html><title>A page</title>")
    with ExitStack() as stack:
        yield stack.enter_context(site(tmp_path)), stack.enter_context(site(tmp_path))


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A browser that knows nothing yet."""
    chromium = shutil.which("chromium")
    if chromium is None:
        skip_or_fail("Chromium is not installed, so no browser tries the API.")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture
async def page(browser: Browser) -> Page:
    """A new page of it."""
    return await browser.new_page()
