"""FR-185, FR-186: the reference in a browser. Every operation is tried through it, as a person would."""

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from generated.contract import DOCUMENT
from tests.clients.browser.watch import FOCUS, Watch, barriers, overhang
from tests.support.application import developing, page_in, server, token

pytestmark = pytest.mark.slow

PATIENCE = 60_000  # milliseconds; the machine may be busy
FOCUSED = "(document.activeElement.innerText || document.activeElement.ariaLabel || '').replaceAll('\\n', ' ')"


def operations() -> list[tuple[str, str, str, int]]:
    """The operationId, the method, the path and the good status of each: what creates first, what deletes last."""
    found = []
    paths: Any = DOCUMENT["paths"]
    for path, item in paths.items():
        for method, operation in item.items():
            if isinstance(operation, dict):
                good = min(status for status in operation["responses"] if status.startswith("2"))
                found.append((operation["operationId"], method, path, int(good)))
    return sorted(found, key=lambda one: (one[0] != "create_task", one[0] == "delete_task"))


CREATE = ("create_task", "post", "/api/{user_id}/tasks", 201)
LIST = ("list_tasks", "get", "/api/{user_id}/tasks", 200)


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
    """Open the page, and wait until it shows the contract."""
    page.set_default_timeout(PATIENCE)
    await page.goto(url)
    await page.get_by_role("heading", name="Errors by type").wait_for()


async def drawn(page: Page) -> None:
    """Scroll to the end, since what is far down is drawn when it comes into view, and back."""
    button = page.get_by_role("button", name="Test Request")
    for _ in range(200):
        await page.mouse.wheel(0, 1500)
        await page.wait_for_timeout(50)
        if await button.count() == len(operations()):
            break
    await page.evaluate("scrollTo(0, 0)")
    assert await button.count() == len(operations())


async def authorize(page: Page, value: str) -> None:
    """Enter a token where the page asks for it."""
    await page.get_by_label("Bearer Token").first.fill(value)


async def opened_client(page: Page, operation: tuple[str, str, str, int]) -> Locator:
    """Open what tries an operation. What is far down is drawn when it is gone to."""
    _, method, path, _ = operation
    paths: Any = DOCUMENT["paths"]
    await page.get_by_role("link", name=paths[path][method]["summary"]).first.click()
    await page.get_by_role("button", name=f"Test Request ({method} {path})").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Close Client").wait_for()
    return dialog


async def tried(page: Page, operation: tuple[str, str, str, int], user: str | None = None) -> int:
    """Try an operation with what the page proposes, as a user. The status of the answer to this very request, once the
    page shows it."""
    dialog = await opened_client(page, operation)
    if user is not None and "{user_id}" in operation[2]:
        await dialog.get_by_label("user_id Value").fill(user)
        snippet = dialog.get_by_role("button", name="Code Snippet")
        if "Collapsed" in await snippet.inner_text():
            await snippet.click()
        # Scalar takes over what is typed a little later.
        await expect(dialog.get_by_text(f"/api/{quote(user, safe='')}/").last).to_be_visible(timeout=PATIENCE)
    async with page.expect_response(lambda answer: answer.request.resource_type == "fetch") as answered:
        await dialog.get_by_role("button", name="Send", exact=False).first.click()
    answer = await answered.value
    assert answer.request.method.lower() == operation[1]
    assert user is None or "{user_id}" not in operation[2] or f"/api/{quote(user, safe='')}/" in answer.url
    await expect(dialog.get_by_text(f"{answer.status} {HTTPStatus(answer.status).phrase}")).to_be_visible(
        timeout=PATIENCE
    )
    await dialog.get_by_role("button", name="Close Client").click()
    await expect(dialog).to_be_hidden(timeout=PATIENCE)
    return answer.status


async def test_every_operation(browser: Browser, api: str, user: str, tmp_path: Path) -> None:
    """With a token, and as the page proposes: nothing fails, nobody else is asked, and the policy is kept to."""
    assert len(operations()) >= 9
    page = await browser.new_page(viewport={"width": 1280, "height": 900})
    watch = Watch(page)
    await opened(page, f"{api}/docs")
    await authorize(page, token(user))
    for operation in operations():
        assert (operation, await tried(page, operation, user)) == (operation, operation[3])
    await page.screenshot(path=tmp_path / "tried.png")
    assert watch.errors == []
    assert watch.others(api) == []
    assert len(watch.requests) > len(operations())


async def test_a_developer_is_signed_in(page: Page, developer: str) -> None:
    """FR-187: on their own machine, with the user that the page proposes."""
    await opened(page, developer)
    assert "signed in as ada" in await page.get_by_role("note").inner_text()
    assert "key" not in page.url
    assert not await page.evaluate("document.cookie")
    assert await tried(page, LIST) == 200


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
async def test_everybody_can_read_it(
    browser: Browser, developer: str, scheme: Literal["light", "dark"], width: int, tmp_path: Path
) -> None:
    """In the light and in the dark, on a screen and on a phone: contrast, names of fields, nothing cut off."""
    page = await browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    await opened(page, developer)
    assert await overhang(page) == 0
    await page.screenshot(path=tmp_path / "opened.png")
    await drawn(page)
    assert await overhang(page) == 0
    background = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") is (scheme == "light")
    assert await barriers(page) == {}
    if width > 1000:
        await opened_client(page, CREATE)
        assert await barriers(page) == {}


async def test_the_colours_follow_the_system(page: Page, api: str) -> None:
    """Also while the page is open."""
    await page.emulate_media(color_scheme="light")
    await opened(page, f"{api}/docs")
    await expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    await page.emulate_media(color_scheme="dark")
    await expect(page.locator("body")).to_have_class("dark-mode", timeout=PATIENCE)
    await expect(page.locator("body")).not_to_have_css("background-color", "rgb(255, 255, 255)")


async def test_the_keyboard_suffices(page: Page, developer: str) -> None:
    """From the top to the answer, and where the focus is can be seen."""
    await opened(page, developer)
    await tab_to(page, "Is the process alive?", 40)
    await page.keyboard.press("Enter")
    await tab_to(page, "Test Request (get /health/live)", 60)
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Close Client").wait_for()
    await tab_to(page, "Send", 60)
    async with page.expect_response("**/health/live"):
        await page.keyboard.press("Enter")
    await page.get_by_text("200 OK").wait_for()


async def tab_to(page: Page, name: str, most: int) -> None:
    """Press Tab until something has the focus; what has it before can be seen to have it."""
    for _ in range(most):
        await page.keyboard.press("Tab")
        assert await page.evaluate(FOCUS), await page.evaluate(FOCUSED)
        if (await page.evaluate(FOCUSED)).startswith(name):
            return
    raise AssertionError(f"Tab does not reach {name}")


async def test_the_search_finds_an_operation(page: Page, api: str) -> None:
    """By the keyboard too."""
    await opened(page, f"{api}/docs")
    await page.keyboard.press("Control+k")
    await page.get_by_label("Enter search query").fill("delete a task")
    await page.get_by_role("option", name="Delete a task").first.click()
    await expect(page.get_by_role("heading", name="Delete a task")).to_be_in_viewport(timeout=PATIENCE)


async def test_samples_errors_and_changes_are_shown(page: Page, api: str) -> None:
    """FR-454: of an operation in three languages, and each kind of problem once; the documents are linked."""
    await opened(page, f"{api}/docs")
    for document in ("openapi.yaml", "openapi.json"):
        href = await page.get_by_role("link", name=document).get_attribute("href")
        assert (await page.request.get(f"{api}{href}")).status == 200
    assert await page.get_by_text("urn:tasks-api:problem:task-not-found", exact=True).count() == 1
    await page.get_by_role("heading", name="Changelog").wait_for()
    await page.get_by_role("link", name="Create a task").first.click()
    section = page.get_by_role("region", name="Create a task")
    for language, line in (
        ("tasks-api-client", "await tasks.create_task({"),
        ("httpx", "answer = httpx.post("),
        ("Curl", "curl "),
    ):
        await (
            section.get_by_role("button", name="Selected")
            .or_(
                section.locator("button", has_text="Curl")
                .or_(section.locator("button", has_text="httpx"))
                .or_(section.locator("button", has_text="tasks-api-client"))
            )
            .first.click()
        )
        await page.get_by_role("option", name=language).click()
        await expect(section.get_by_text(line).first).to_be_visible(timeout=PATIENCE)


async def test_tokens_of_others_are_refused_in_words(page: Page, api: str, user: str) -> None:
    await opened(page, f"{api}/docs")
    assert await tried(page, LIST, user) == 401
    await authorize(page, token("somebody"))
    assert await tried(page, LIST, user) == 403
