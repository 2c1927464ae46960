"""What the role of the server may do: what the tables declare, and nothing with the tables themselves.

Importing this imports every module of impl.storage, so that from then on all tables are declared, to the guard too.
"""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from impl import storage
from impl.database.tables import OwnedTable, owned_tables


def storage_modules() -> tuple[ModuleType, ...]:
    """Every module of impl.storage."""
    prefix = f"{storage.__name__}."
    return tuple(import_module(module.name) for module in iter_modules(storage.__path__, prefix))


def declared_tables() -> tuple[OwnedTable, ...]:
    """The tables of this server. Raises UndeclaredTable."""
    return owned_tables()


storage_modules()
