"""The table of verdicts: every keyword at every place, with values to accept and to reject."""
