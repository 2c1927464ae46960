"""Faults, each a scenario with a name and what must hold. `make faults` runs them whole, `make test` a part of each."""
