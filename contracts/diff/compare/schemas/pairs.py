"""Compares two nodes, and collects which of their parts must be compared next."""

from dataclasses import replace
from datetime import date

from contracts.diff.compare.schemas.alternatives import UnionComparison
from contracts.diff.compare.schemas.annotations import compare_annotations
from contracts.diff.compare.schemas.arrays import compare_arrays
from contracts.diff.compare.schemas.cases import FRACTION, Case, merge_cases
from contracts.diff.compare.schemas.conditions import compare_conditions
from contracts.diff.compare.schemas.findings import Local, Node
from contracts.diff.compare.schemas.numbers import compare_numbers
from contracts.diff.compare.schemas.objects import ObjectComparison, compare_whole_objects
from contracts.diff.compare.schemas.oracle import effect_of_patterns
from contracts.diff.compare.schemas.properties import Properties
from contracts.diff.compare.schemas.side import Side
from contracts.diff.compare.schemas.strings import compare_strings
from contracts.diff.decide.levels import Direction


def compare_pair(
    sides: tuple[Side, Side], nodes: tuple[Node, Node], direction: Direction, today: date, *, text: bool
) -> Local:
    """Return the differences of two nodes. Raises TooManyCases."""
    local = Local()
    old, new = sides
    unions = (old.cases.union(nodes[0]), new.cases.union(nodes[1]))
    meanings = (old.meanings[direction], new.meanings[direction])
    compared: set[tuple[int, int]] = set()

    def compare_cases(one: Case, other: Case, bucket: frozenset[str], step: str) -> None:
        within = Local()
        if (id(one), id(other)) not in compared:
            compared.add((id(one), id(other)))
            compare_conditions(within, one, other, meanings[0].text, meanings[1].text)
        if FRACTION in bucket:
            compare_numbers(within, one, other)
        elif "string" in bucket:
            compare_strings(within, one, other, effect_of_patterns)
        elif "array" in bucket:
            compare_arrays(within, one, other, meanings[0].text, meanings[1].text)
        elif "object" in bucket:
            before = Properties(one, old.reader, old.cases.allows_nothing, direction)
            after = Properties(other, new.reader, new.cases.allows_nothing, direction)
            ObjectComparison(within, before, after, direction).compare()
            compare_whole_objects(within, one, other, meanings[0].text, meanings[1].text)
        local.differences += [replace(found, of=f"{step}{found.of}") for found in within.differences]
        local.edges += [replace(edge, step=f"{step}{edge.step}") for edge in within.edges]

    UnionComparison(local, nodes, unions, meanings, compare_cases, text=text).compare()
    # Conditions apply to values of every type, so the cases without a counterpart are compared too.
    left = [
        merge_cases([case for case in union.cases if id(case) not in {pair[side] for pair in compared}])
        for side, union in enumerate(unions)
    ]
    compare_conditions(local, left[0], left[1], meanings[0].text, meanings[1].text)
    compare_annotations(local, old.reader.flat(nodes[0]), new.reader.flat(nodes[1]), today)
    return local
