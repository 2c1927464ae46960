"""What every statement must keep to, so that a distributed PostgreSQL (Citus) runs it as one task on one shard."""

from collections.abc import Iterator

from impl.database.tables import OWNER_COLUMN
from tests.support.parse_trees import Catalog, Node, walk

OWNER = "owner"
"""The parameter of every statement that is the owner of its rows."""
_COMMANDS = {"1": "SELECT", "2": "UPDATE", "3": "INSERT", "4": "DELETE", "5": "MERGE"}
# Citus evaluates a function that does not depend on the row before it sends a write to a shard, but not below these.
_BRANCHES = {"CASEEXPR": "CASE", "COALESCEEXPR": "COALESCE", "MINMAXEXPR": "GREATEST or LEAST"}
_SEQUENCES = frozenset({"nextval", "currval", "setval", "lastval"})


def faults(catalog: Catalog, statement: Node, parameters: tuple[str, ...]) -> Iterator[str]:
    """Yield a sentence for each rule that a statement breaks. `parameters` are its names by position."""
    for query in walk(statement):
        if query.kind == "QUERY":
            yield from _not_held(catalog, query, parameters)
            if _COMMANDS[query.word("commandType")] != "SELECT":
                yield from _refused_functions(catalog, query)
    yield from (f"{each.name}() uses a sequence" for each in catalog.calls(statement) if each.name in _SEQUENCES)
    yield from ("An identity column uses a sequence" for each in walk(statement) if each.kind == "NEXTVALUEEXPR")


def _not_held(catalog: Catalog, query: Node, parameters: tuple[str, ...]) -> Iterator[str]:
    """Check that each table of a query, without its subqueries, is held to the owner by an equality."""
    command, target = _COMMANDS[query.word("commandType")], query.word("resultRelation")
    excluded = {conflict.word("exclRelIndex") for conflict in query.nodes("onConflict")}
    held = {place for condition in _conditions(query) for place in _held_by(catalog, condition, parameters)}
    for number, table in enumerate(query.nodes("rtable"), start=1):
        place = str(number)
        if place in excluded or table.word("relid") not in catalog.tables:
            continue
        name, column = catalog.tables[table.word("relid")]
        if command == "INSERT" and place == target:
            owners = [entry for entry in query.nodes("targetList") if entry.word("resno") == column]
            if not owners or not all(_is_owner(query, entry.nodes("expr"), parameters) for entry in owners):
                yield f"INSERT into {name} with another {OWNER_COLUMN} than the parameter {OWNER}"
        elif (place, column) not in held:
            yield f"{command} from {name} without {OWNER_COLUMN} = the parameter {OWNER}"
        changed = [entry for conflict in query.nodes("onConflict") for entry in conflict.nodes("onConflictSet")]
        if command == "UPDATE":
            changed += query.nodes("targetList")
        if place == target and any(entry.word("resno") == column for entry in changed):
            yield f"{command} changes {OWNER_COLUMN} of {name}"


def _conditions(query: Node) -> Iterator[Node]:
    """Yield the conditions that all rows of a query fulfil: its WHERE, and ON of its inner joins, split at AND."""
    for source in walk(query.nodes("jointree")[0], through="QUERY"):
        if source.kind == "FROMEXPR" or (source.kind == "JOINEXPR" and source.word("jointype") == "0"):
            pending = source.nodes("quals")
            while pending:
                condition = pending.pop()
                if condition.kind == "BOOLEXPR" and condition.word("boolop") == "and":
                    pending += condition.nodes("args")
                else:
                    yield condition


def _held_by(catalog: Catalog, condition: Node, parameters: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the table, by its place in the query, and the column that a condition sets equal to the owner."""
    if condition.kind != "OPEXPR" or condition.word("opno") not in catalog.equalities:
        return
    one, other = map(_bare, condition.nodes("args"))
    for column, value in ((one, other), (other, one)):
        is_column = column.kind == "VAR" and column.word("varlevelsup") == "0"
        if is_column and value.kind == "PARAM" and parameters[int(value.word("paramid")) - 1] == OWNER:
            yield column.word("varno"), column.word("varattno")


def _is_owner(query: Node, expressions: list[Node], parameters: tuple[str, ...]) -> bool:
    """Return whether these are the parameter for the owner, also if a subquery of the INSERT selects it."""
    values = [*map(_bare, expressions)]
    for value in values:
        if value.kind == "VAR" and value.word("varlevelsup") == "0":
            source = query.nodes("rtable")[int(value.word("varno")) - 1]
            selects = source.nodes("subquery")
            entries = [entry for each in selects for entry in each.nodes("targetList")]
            selected = [entry for entry in entries if entry.word("resno") == value.word("varattno")]
            if not selected or not all(_is_owner(selects[0], entry.nodes("expr"), parameters) for entry in selected):
                return False
        elif value.kind != "PARAM" or parameters[int(value.word("paramid")) - 1] != OWNER:
            return False
    return bool(values)


def _bare(value: Node) -> Node:
    """Return a value without the relabelling of its type, as of varchar to text."""
    while value.kind == "RELABELTYPE":
        (value,) = value.nodes("arg")
    return value


def _refused_functions(catalog: Catalog, query: Node) -> Iterator[str]:
    """Check where a write calls functions that are not immutable."""
    command = _COMMANDS[query.word("commandType")]
    conflicts = query.nodes("onConflict")
    places = {"RETURNING": query.nodes("returningList")}
    places["ON CONFLICT"] = [
        each for one in conflicts for name in ("onConflictSet", "onConflictWhere") for each in one.nodes(name)
    ]
    for place, trees in places.items():
        for each in catalog.calls([*trees]):
            yield f"{each.name}() is {each.volatility}, and in {place} of {command}"
    values = [*query.nodes("targetList"), *query.nodes("jointree")]
    for branch in (node for tree in values for node in walk(tree, through="QUERY") if node.kind in _BRANCHES):
        for each in catalog.calls(branch):
            yield f"{each.name}() is {each.volatility}, and in {_BRANCHES[branch.kind]} of {command}"
    if command == "INSERT":
        return
    for each in catalog.calls([*values]):
        if each.volatility == "volatile":
            yield f"{each.name}() is volatile, and in {command}"
        elif any(below.kind == "VAR" for below in walk(each.node)):
            yield f"{each.name}() is stable, and {command} calls it for a column"
