"""Exceptions of the services."""


class InvalidCursor(Exception):
    """The cursor was not issued by this list with these filters and this order."""


class NotImplementedYet(Exception):
    """The operation is a stub that `./codegen.sh --scaffold` wrote."""


class GoingDown(Exception):
    """This process is shutting down."""
