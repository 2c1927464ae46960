"""FR-188: the reference as one file, opened from the disk without a network, or published with a server to try."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from generated.contract import DOCUMENT
from impl.web import reference
from tests.clients.browser.conftest import site
from tests.clients.browser.test_reference import CREATE, LIST, authorize, opened, tried
from tests.clients.browser.watch import Watch, barriers, overhang
from tests.support.application import server, token

pytestmark = pytest.mark.slow


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The page, alone in a folder."""
    path = tmp_path / "published" / "index.html"
    path.parent.mkdir()
    path.write_bytes(reference.static_page(DOCUMENT).html)
    return path


async def test_from_the_disk_without_a_network(browser: Browser, file: Path) -> None:
    context = await browser.new_context(offline=True, viewport={"width": 1280, "height": 800}, color_scheme="dark")
    page = await context.new_page()
    watch = Watch(page)
    await opened(page, file.as_uri())
    await page.get_by_role("link", name="Get a task").first.click()
    await page.get_by_role("heading", name="Get a task").wait_for()
    assert await page.get_by_role("button", name="Test Request").count() == 0
    assert watch.requests == [file.as_uri()]
    assert watch.errors == []
    assert "for reading" in await page.get_by_role("note").inner_text()
    assert await overhang(page) == 0
    assert await barriers(page) == {}


async def test_with_a_server_from_another_origin(page: Page, database_url: str, user: str, tmp_path: Path) -> None:
    """What is tried goes to that server, which allows the page's origin."""
    folder = tmp_path / "published"
    folder.mkdir()
    with site(folder) as origin, server(database_url, tmp_path / "log", TASKS_CORS_ORIGINS=origin) as api:
        (folder / "index.html").write_bytes(reference.static_page(DOCUMENT, server=api).html)
        watch = Watch(page)
        await opened(page, f"{origin}/")
        await authorize(page, token(user))
        assert await tried(page, CREATE, user) == 201
        assert await tried(page, LIST, user) == 200
        assert watch.errors == []
        assert watch.others(origin, api) == []
