"""The API as one user calls it."""

from urllib.parse import quote

import httpx

from tests.support.document import Json


class User:
    """A user with a valid token. Every response is checked against the contract by the client that is used."""

    def __init__(self, http: httpx.AsyncClient, user_id: str) -> None:
        self.http = http
        self.id = user_id
        self.path = f"/api/{quote(user_id, safe='')}"
        self.tasks = f"{self.path}/tasks"

    def task(self, number: object) -> str:
        """The path of a task."""
        return f"{self.tasks}/{number}"

    async def create(self, title: str = "Buy milk", **fields: object) -> Json:
        """Create a task and return it."""
        response = await self.http.post(self.tasks, json={"title": title, **fields})
        assert response.status_code == 201, response.text
        return response.json()

    async def read(self, number: object) -> Json:
        """Return a task that is there."""
        response = await self.http.get(self.task(number))
        assert response.status_code == 200, response.text
        return response.json()

    async def listed(self, **query: object) -> list[Json]:
        """Return a list. Values that are lists repeat the parameter."""
        response = await self.http.get(self.tasks, params=query)  # type: ignore[arg-type]
        assert response.status_code == 200, response.text
        tasks: list[Json] = response.json()
        return tasks

    async def titles(self, **query: object) -> list[str]:
        """Return the titles of a list, in its order."""
        return [task["title"] for task in await self.listed(**query)]

    async def pages(self, **query: object) -> list[list[Json]]:
        """Follow a list from page to page to its end."""
        pages = []
        response = await self.http.get(self.tasks, params=query)  # type: ignore[arg-type]
        while True:
            assert response.status_code == 200, response.text
            pages.append(response.json())
            if "link" not in response.headers:
                return pages
            response = await self.http.get(response.links["next"]["url"])
