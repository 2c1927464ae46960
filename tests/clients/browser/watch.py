"""What a page does that nobody sees: requests, errors, and what its policy forbids."""

from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import ConsoleMessage, Error, Page, Request

FOCUS = """
() => {
  const {outlineStyle, outlineWidth} = getComputedStyle(document.activeElement);
  return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1;
}
"""


class Watch:
    """Looks at a page from now on."""

    def __init__(self, page: Page) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", self._requested)
        page.on("console", self._on_console_message)
        page.on("pageerror", self._failed)

    def others(self, *origins: str) -> list[str]:
        """The requests that left for none of these origins."""
        return [url for url in self.requests if not url.startswith((*origins, "data:"))]

    def _requested(self, request: Request) -> None:
        self.requests.append(request.url)

    def _on_console_message(self, message: ConsoleMessage) -> None:
        # A violation of the Content-Security-Policy is an error on the console too.
        if message.type == "error":
            self.errors.append(message.text)

    def _failed(self, error: Error) -> None:
        self.errors.append(str(error))


async def barriers(page: Page) -> dict[str, list[str]]:
    """What axe-core finds against WCAG 2.2 A and AA: the rule, and where it is broken.

    It puts styles of its own into the page, against its policy: look at a Watch before.
    """
    levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    options = {"runOnly": levels, "resultTypes": ["violations"], "preload": False}
    found: list[dict[str, Any]] = (await Axe().run(page, options=options)).response["violations"]
    return {rule["id"]: [node["html"][:160] for node in rule["nodes"]] for rule in found}


async def overhang(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(await page.evaluate("document.documentElement.scrollWidth - innerWidth"))
