"""FR-185, FR-186: the reference in a browser. Every operation is tried through it, as a person would."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from generated.contract import DOCUMENT
from tests.clients.browser.watch import FOCUS, Watch, barriers, overhang
from tests.support.application import developing, page_in, server, token

PATIENCE = 60_000  # milliseconds; the machine may be busy

NOT_OURS = {"nested-interactive"}
"""Swagger UI has the link of an operation inside the button that opens it."""


def operations() -> list[tuple[str, str, str]]:
    """The tag, the operationId and the good status of each: what creates first, what deletes last."""
    found = []
    paths: Any = DOCUMENT["paths"]
    for path in paths.values():
        for operation in path.values():
            if isinstance(operation, dict):
                good = min(status for status in operation["responses"] if status.startswith("2"))
                found.append((operation["tags"][0], operation["operationId"], good))
    return sorted(found, key=lambda one: (one[1] != "create_task", one[1] == "delete_task"))


@pytest.fixture
def api(database_url: str, tmp_path: Path) -> Iterator[str]:
    """A server in production."""
    with server(database_url, tmp_path / "server.log") as url:
        yield url


@pytest.fixture
def developer(database_url: str, owner_url: str, tmp_path: Path) -> Iterator[str]:
    """A server on a developer's machine: the address of its page, as it prints it."""
    with developing(database_url, owner_url, tmp_path) as (_, said):
        yield page_in(said)


async def opened(page: Page, url: str) -> None:
    page.set_default_timeout(PATIENCE)
    await page.goto(url)
    await page.locator(".opblock").last.wait_for()


async def authorize(page: Page, value: str) -> None:
    await page.get_by_role("button", name="Authorize").first.click()
    dialog = page.locator(".modal-ux")
    await dialog.get_by_label("auth-bearer-value").fill(value)
    await dialog.get_by_role("button", name="Apply credentials").click()
    await dialog.get_by_role("button", name="Close").last.click()


async def unfold(page: Page, tag: str, operation: str) -> Locator:
    block = page.locator(f"#operations-{tag}-{operation}")
    if "is-open" not in (await block.get_attribute("class") or ""):
        await block.locator(".opblock-summary-control").click()
    return block


async def tried(page: Page, tag: str, operation: str, user: str) -> str:
    """Try an operation with what the page proposes, as a user. The status of the answer."""
    block = await unfold(page, tag, operation)
    await block.get_by_role("button", name="Execute").wait_for()
    answer = block.locator(".live-responses-table")
    if await answer.count():
        # An answer stays until the next one has come, which could not be told from it.
        await block.get_by_role("button", name="Clear").click()
        await expect(answer).to_have_count(0, timeout=PATIENCE)
    field = block.get_by_placeholder("user_id", exact=True)
    if await field.count():
        await field.fill(user)
    await block.get_by_role("button", name="Execute").click()
    return (await answer.locator(".response-col_status").last.inner_text()).split()[0]


async def test_every_operation(browser: Browser, api: str, user: str, tmp_path: Path) -> None:
    """With a token, and as the page proposes: nothing fails, nobody else is asked, and the policy is kept to."""
    assert len(operations()) >= 9
    page = await browser.new_page()
    watch = Watch(page)
    await opened(page, f"{api}/docs")
    await authorize(page, token(user))
    for tag, operation, good in operations():
        assert (operation, await tried(page, tag, operation, user)) == (operation, good)
    await page.screenshot(path=tmp_path / "tried.png", full_page=True)
    assert watch.errors == []
    assert watch.others(api) == []
    assert len(watch.requests) > len(operations())


async def test_a_developer_is_signed_in(page: Page, developer: str) -> None:
    """FR-187: on their own machine, with the user that the page proposes."""
    await opened(page, developer)
    note = await page.get_by_role("note").inner_text()
    assert "signed in as ada" in note
    block = await unfold(page, "tasks", "list_tasks")
    assert await block.get_by_placeholder("user_id", exact=True).input_value() == "ada"
    assert "key" not in page.url
    assert not await page.evaluate("document.cookie")
    assert await tried(page, "tasks", "list_tasks", "ada") == "200"


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
async def test_everybody_can_read_it(
    browser: Browser, developer: str, scheme: Literal["light", "dark"], width: int, tmp_path: Path
) -> None:
    """In the light and in the dark, on a screen and on a phone: contrast, names of fields, nothing cut off."""
    page = await browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    await opened(page, developer)
    assert await overhang(page) == 0
    await page.screenshot(path=tmp_path / "opened.png")
    for tag, operation, _ in operations():
        await unfold(page, tag, operation)
    assert await tried(page, "tasks", "create_task", "ada") == "201"
    assert await overhang(page) == 0
    await page.screenshot(path=tmp_path / "unfolded.png", full_page=True)
    background = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") is (scheme == "light")
    found = await barriers(page)
    assert {rule: places for rule, places in found.items() if rule not in NOT_OURS} == {}


async def test_the_colours_follow_the_system(page: Page, api: str) -> None:
    await page.emulate_media(color_scheme="light")
    await opened(page, f"{api}/docs")
    await expect(page.locator("html")).not_to_have_class("dark-mode")
    await expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    await page.emulate_media(color_scheme="dark")
    await expect(page.locator("html")).to_have_class("dark-mode", timeout=PATIENCE)
    await expect(page.locator("body")).not_to_have_css("background-color", "rgb(255, 255, 255)")


async def test_the_keyboard_suffices(page: Page, developer: str) -> None:
    """From the top to the answer, and where the focus is can be seen."""
    await opened(page, developer)
    for reach in (".opblock-summary-control", ".execute"):
        for _ in range(60):
            await page.keyboard.press("Tab")
            assert await page.evaluate(FOCUS)
            if await page.evaluate(f"document.activeElement.matches('#operations-tasks-list_tasks {reach}')"):
                break
        else:
            raise AssertionError(f"Tab does not reach {reach}")
        await page.keyboard.press("Enter")
        await page.locator("#operations-tasks-list_tasks .execute").wait_for()
    await page.locator("#operations-tasks-list_tasks .live-responses-table").wait_for()


async def test_tokens_of_others_are_refused_in_words(page: Page, api: str, user: str) -> None:
    await opened(page, f"{api}/docs")
    assert await tried(page, "tasks", "list_tasks", user) == "401"
    await authorize(page, token("somebody"))
    assert await tried(page, "tasks", "list_tasks", user) == "403"
    answer = page.locator("#operations-tasks-list_tasks .live-responses-table")
    assert "This token does not give access to the tasks of this user." in await answer.inner_text()
