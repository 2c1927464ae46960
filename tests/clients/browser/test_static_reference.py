"""FR-188: the reference as one file, opened from the disk without a network, or published with a server to try."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from generated.contract import DOCUMENT
from impl.web import reference
from tests.clients.browser.conftest import site
from tests.clients.browser.test_reference import authorize, opened, operations, tried, unfold
from tests.clients.browser.watch import Watch, barriers, overhang
from tests.support.application import server, token


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The page, alone in a folder."""
    path = tmp_path / "published" / "index.html"
    path.parent.mkdir()
    path.write_bytes(reference.static_page(DOCUMENT).html)
    return path


async def test_from_the_disk_without_a_network(browser: Browser, file: Path) -> None:
    context = await browser.new_context(offline=True, viewport={"width": 360, "height": 800}, color_scheme="dark")
    page = await context.new_page()
    watch = Watch(page)
    await opened(page, file.as_uri())
    for tag, operation, _ in operations():
        block = await unfold(page, tag, operation)
        await block.locator(".responses-inner").wait_for()
    assert "0199f3c1a2b47c3d8e5f60718293a4b5" in await page.locator("#operations-tasks-get_task").inner_text()
    assert await page.locator(".errors-wrapper").count() == 0
    assert watch.requests == [file.as_uri()]
    assert watch.errors == []
    assert await page.get_by_role("button", name="Execute").count() == 0
    assert "for reading" in await page.get_by_role("note").inner_text()
    assert await overhang(page) == 0
    await page.screenshot(path=file.parent / "static.png", full_page=True)
    assert set(await barriers(page)) <= {"nested-interactive"}


async def test_with_a_server_from_another_origin(page: Page, database_url: str, user: str, tmp_path: Path) -> None:
    """What is tried goes to that server, which allows the page's origin."""
    folder = tmp_path / "published"
    folder.mkdir()
    with site(folder) as origin, server(database_url, tmp_path / "log", TASKS_CORS_ORIGINS=origin) as api:
        (folder / "index.html").write_bytes(reference.static_page(DOCUMENT, server=api).html)
        watch = Watch(page)
        await opened(page, f"{origin}/")
        await authorize(page, token(user))
        assert await tried(page, "tasks", "create_task", user) == "201"
        assert await tried(page, "tasks", "list_tasks", user) == "200"
        assert watch.errors == []
        assert watch.others(origin, api) == []
