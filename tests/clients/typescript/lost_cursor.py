"""A mock with a fault: its lists begin anew instead of going on."""

from tests.clients.mock.__main__ import main
from tests.model import tasks

if __name__ == "__main__":
    original = tasks._query
    tasks._query = lambda wanted, limit, cursor: original(wanted, limit, "").removesuffix("&cursor=")
    main()
