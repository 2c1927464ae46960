"""The privileges of the server's role, as the tables declare them. It can't change the tables.

Importing this module imports all modules of impl.storage, so that all tables are declared.
"""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from impl import storage
from impl.database.tables import OwnedTable, owned_tables


def storage_modules() -> tuple[ModuleType, ...]:
    """Import and return all modules of impl.storage."""
    prefix = f"{storage.__name__}."
    return tuple(import_module(module.name) for module in iter_modules(storage.__path__, prefix))


def declared_tables() -> tuple[OwnedTable, ...]:
    """Return all tables of this server. Raises UndeclaredTable."""
    return owned_tables()


storage_modules()
