"""What services say no with."""


class InvalidCursor(Exception):
    """The cursor is none that this list gave out for these filters and this order."""


class NotImplementedYet(Exception):
    """The operation is a stub, which `./codegen.sh --scaffold` wrote."""


class GoingDown(Exception):
    """This process is about to stop; others serve on."""
