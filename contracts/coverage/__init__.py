"""Shows which operations are implemented, and which of their responses the tests have seen."""
