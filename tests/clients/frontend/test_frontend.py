"""FR-189: the contract and its client suffice for a frontend. A person uses one, with everything behind it real."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.clients.browser.watch import Watch, barriers, overhang
from tests.clients.frontend.conftest import WRITES

pytestmark = pytest.mark.slow

PATIENCE = 60_000  # milliseconds; the machine may be busy
expect.set_options(timeout=PATIENCE)


@pytest.fixture
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    """The tabs of one person."""
    context = await browser.new_context(viewport={"width": 360, "height": 800})
    context.set_default_timeout(PATIENCE)
    yield context
    await context.close()


@pytest.fixture
async def page(context: BrowserContext, frontend: tuple[str, str]) -> Page:
    """A person who has just made an account."""
    page = await context.new_page()
    await page.goto(frontend[0])
    await page.get_by_label("Email").fill(f"{uuid.uuid4().hex}@example.com")
    await page.get_by_label("Password").fill("correct horse battery")
    await page.get_by_role("button", name="Create an account").click()
    await expect(page.get_by_role("region", name="Your tasks")).to_be_visible()
    return page


async def add(page: Page, title: str, priority: str = "medium", due: str = "") -> None:
    await page.get_by_label("New task").fill(title)
    await page.get_by_label("Priority").select_option(priority)
    await page.get_by_label("Due").fill(due)
    await page.get_by_role("button", name="Add", exact=True).click()


async def added(page: Page, *titles: str) -> None:
    for title in titles:
        await add(page, title)
        await expect(page.get_by_role("status")).to_have_text(f"Added “{title}”.")


def titles(page: Page) -> Locator:
    return page.locator("#tasks li label")


def alert(page: Page) -> Locator:
    return page.locator("#failed")


async def test_a_day_with_it(page: Page, frontend: tuple[str, str], tmp_path: Path) -> None:
    """Add, complete, filter, search, edit, delete, sign out and in again."""
    watch = Watch(page)
    await add(page, "Pay the rent", "high", "2026-12-01")
    await expect(page.locator("#tasks small")).to_have_text("high, due 2026-12-01")
    await added(page, "Buy milk")
    await expect(titles(page)).to_have_text(["Buy milk", "Pay the rent"])
    await page.get_by_label("Buy milk", exact=True).check()
    await expect(page.get_by_role("status")).to_have_text("Saved.")
    await page.get_by_label("Show").select_option("to do")
    await page.get_by_role("button", name="Filter").click()
    await expect(titles(page)).to_have_text(["Pay the rent"])
    await page.get_by_label("Show").select_option("all")
    await page.get_by_label("Search").fill("MILK")
    await page.get_by_role("button", name="Filter").click()
    await expect(titles(page)).to_have_text(["Buy milk"])
    await page.get_by_role("button", name="Edit Buy milk").click()
    await page.get_by_role("dialog").get_by_label("Title").fill("Buy oat milk")
    await page.get_by_role("button", name="Save").click()
    await expect(titles(page)).to_have_text(["Buy oat milk"])
    await page.get_by_role("button", name="Delete Buy oat milk").click()
    await expect(titles(page)).to_have_text([])
    await page.screenshot(path=tmp_path / "day.png")
    assert await overhang(page) == 0
    assert watch.errors == []
    assert watch.others(*frontend) == []
    assert await barriers(page) == {}
    email = await page.locator("#email").inner_text()
    await page.get_by_role("button", name="Sign out").click()
    await page.get_by_label("Email").fill(email)
    await page.get_by_label("Password").fill("correct horse battery")
    await page.get_by_role("button", name="Sign in").click()
    await expect(titles(page)).to_have_text(["Pay the rent"])


async def test_a_task_shows_before_the_answer(page: Page) -> None:
    """FR-445: and its answer takes its place; a refusal takes it out."""
    answering = asyncio.Event()

    async def hold(route: Route) -> None:
        if route.request.method == "POST":
            await answering.wait()
        await route.continue_()

    await page.route("**/tasks", hold)
    await add(page, "Call mum", "high")
    await expect(titles(page)).to_have_text(["Call mum"])
    await expect(page.get_by_role("status")).to_be_empty()
    await expect(page.get_by_label("New task")).to_be_disabled()  # what is written next would be lost
    answering.set()
    await expect(page.get_by_role("status")).to_have_text("Added “Call mum”.")
    await page.get_by_label("New task").evaluate("field => field.removeAttribute('maxlength')")
    answering.clear()
    await add(page, "a" * 201)
    await expect(titles(page)).to_have_text(["a" * 201, "Call mum"])
    answering.set()
    await expect(alert(page)).to_have_text("title must have at most 200 characters.")
    await expect(titles(page)).to_have_text(["Call mum"])


async def test_two_tabs_edit_one_task(page: Page, context: BrowserContext, frontend: tuple[str, str]) -> None:
    """The second one is told what the first has written, and keeps what it wrote itself."""
    await added(page, "Call mum")
    other = await context.new_page()
    await other.goto(frontend[0])
    for tab in (page, other):
        await tab.get_by_role("button", name="Edit Call mum").click()
        await expect(tab.get_by_role("dialog").get_by_label("Title")).to_have_value("Call mum")
    await page.get_by_role("dialog").get_by_label("Title").fill("Call mum on Sunday")
    await page.get_by_role("button", name="Save").click()
    await expect(titles(page)).to_have_text(["Call mum on Sunday"])
    await other.get_by_role("dialog").get_by_label("Title").fill("Call dad")
    await other.get_by_role("button", name="Save").click()
    alert = other.get_by_role("dialog").get_by_role("alert")
    await expect(alert).to_have_text(
        "Somebody else has changed this task to “Call mum on Sunday”. Save again to replace it."
    )
    await expect(other.get_by_role("dialog").get_by_label("Title")).to_have_value("Call dad")
    await page.reload()
    await expect(titles(page)).to_have_text(["Call mum on Sunday"])
    await other.get_by_role("button", name="Save").click()
    await expect(titles(other)).to_have_text(["Call dad"])


async def test_pages(page: Page) -> None:
    await added(page, *"abcdefg")
    await expect(titles(page)).to_have_text([*"gfedc"])
    await page.get_by_role("button", name="More").click()
    await expect(titles(page)).to_have_text([*"gfedcba"])
    await expect(page.get_by_role("button", name="More")).to_be_hidden()


async def test_offline(page: Page, context: BrowserContext) -> None:
    """It is told, what was written stays in the form, and sending it again makes one task."""
    await added(page, "Before")
    await context.set_offline(True)
    await add(page, "In a tunnel")
    await expect(alert(page)).to_have_text("You are offline. Nothing is lost: try again when you are back.")
    await expect(page.get_by_label("New task")).to_have_value("In a tunnel")
    await context.set_offline(False)
    await page.get_by_role("button", name="Add", exact=True).click()
    await expect(titles(page)).to_have_text(["In a tunnel", "Before"])
    await expect(alert(page)).to_be_empty()


async def test_too_much(page: Page) -> None:
    """429 is told with the seconds to wait; nothing is lost."""
    await added(page, *(str(number) for number in range(WRITES)))
    await add(page, "One too many")
    await expect(alert(page)).to_contain_text("That was too much at once. Try again in")
    await expect(page.get_by_label("New task")).to_have_value("One too many")


async def test_what_is_wrong_is_told(page: Page) -> None:
    """In the words of the API (422), and a wrong password in those of Better Auth."""
    await page.get_by_label("New task").evaluate("field => field.removeAttribute('required')")
    await add(page, "")
    await expect(alert(page)).to_have_text("title must have at least 1 character.")
    email = await page.locator("#email").inner_text()
    await page.get_by_role("button", name="Sign out").click()
    await page.get_by_label("Email").fill(email)
    await page.get_by_label("Password").fill("something else")
    await page.get_by_role("button", name="Sign in").click()
    await expect(alert(page)).to_have_text("Invalid email or password")
