"""The table of verdicts: keyword × place, with values that a generated server must accept and must reject."""
