"""The tests of a cluster drop no role that they have not made. This one needs no cluster."""

import asyncio

import pytest

from tests.distributed.cluster import connected
from tests.support import citus
from tests.support.databases import empty_database, superuser_url


def test_a_role_that_others_have_made_stays() -> None:
    """As it is on any server that has served tasks: nothing is dropped, and a sentence says what to do."""

    async def roles(url: str) -> list[str]:
        async with connected(url) as connection:
            return [row[0] for row in await connection.fetch("SELECT rolname FROM pg_roles ORDER BY 1")]

    with empty_database() as owner:
        url = superuser_url(owner)
        before = asyncio.run(roles(url))
        assert "tasks_app" in before
        for drop in (citus.make_empty, citus.remove):
            with pytest.raises(citus.ForeignRole, match="has a role tasks_app that the tests have not made"):
                drop(url)
        assert asyncio.run(roles(url)) == before
