"""How far each operation is: whether it is implemented, and which of its answers the tests have seen."""
