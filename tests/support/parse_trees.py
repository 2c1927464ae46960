"""Reads how PostgreSQL has parsed a statement: its `pg_node_tree`, in which all names are resolved.

PostgreSQL keeps the tree of a function's body (`prosqlbody`), so no parser of SQL is needed, and the parts of a
statement that are text are read like those that SQLAlchemy has rendered.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import asyncpg

Tree: TypeAlias = "Node | list[Tree] | str"
_CALLS = {
    "FUNCEXPR": "funcid",
    "AGGREF": "aggfnoid",
    "WINDOWFUNC": "winfnoid",
    "OPEXPR": "opfuncid",
    "DISTINCTEXPR": "opfuncid",
    "NULLIFEXPR": "opfuncid",
    "SCALARARRAYOPEXPR": "opfuncid",
}
# What no check needs: half of a tree.
_NEEDLESS = re.compile(
    r" :(?:\w+(?:typmod|collid|syn)|location|varreturningtype) -?\d+"
    r"| :varnullingrels \(b\)| :constvalue -?\d+ \[[^]]*\]"
)
_TOKEN = re.compile(r"[(){}]|(?:\\.|[^\s(){}\\])+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its kind, such as QUERY or OPEXPR, and its fields by name."""

    kind: str
    fields: dict[str, Tree]
    below: list[Tree]
    """The fields that have nodes in them, or lists."""

    def word(self, field: str) -> str:
        """Return a field of one word: a number, `true`, or `<>` for none; that too if there is no such field."""
        value = self.fields.get(field, "<>")
        assert isinstance(value, str), (self.kind, field)
        return value

    def nodes(self, field: str) -> "list[Node]":
        """Return a field that is a node or a list of nodes, as a list; it is empty for none."""
        value = self.fields.get(field, "<>")
        return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, Node)]


def walk(tree: Tree, *, through: str | None = None) -> Iterator[Node]:
    """Yield all nodes of a tree, each before those below it, but not what is below nodes of the kind `through`."""
    pending = [tree]
    while pending:
        each = pending.pop()
        if isinstance(each, Node):
            yield each
            if each.kind != through:
                pending += each.below
        elif isinstance(each, list):
            pending += each


async def parse_tree(connection: asyncpg.Connection, text: str) -> Node:
    """Return the tree of one statement, without executing it. Needs PostgreSQL 14 or newer."""
    parameters = (await connection.prepare(text)).get_parameters()
    arguments = ", ".join(f"{parameter.schema}.{parameter.name}" for parameter in parameters)
    transaction = connection.transaction()
    await transaction.start()
    try:
        body = f"LANGUAGE sql BEGIN ATOMIC {text}; END"
        await connection.execute(f"CREATE FUNCTION pg_temp.parsed({arguments}) RETURNS void {body}")
        tree: str = await connection.fetchval(
            "SELECT prosqlbody::text FROM pg_proc WHERE proname = 'parsed' AND pronamespace = pg_my_temp_schema()"
        )
    finally:
        await transaction.rollback()
    return next(walk(_read(iter(_TOKEN.findall(_NEEDLESS.sub("", tree))))))


def _read(tokens: Iterator[str], end: str | None = None) -> list[Tree]:
    """Read what is there until the token `end`."""
    found: list[Tree] = []
    for token in tokens:
        if token == end:
            break
        if token == "(":
            found.append(_read(tokens, ")"))
        elif token == "{":
            kind, *parts = _read(tokens, "}")
            fields = _fields(parts)
            found.append(Node(str(kind), fields, [each for each in fields.values() if not isinstance(each, str)]))
        else:
            found.append(token)
    return found


def _fields(parts: list[Tree]) -> dict[str, Tree]:
    """Return the fields of a node. The value of a constant has several parts; it is a list."""
    names = [place for place, part in enumerate(parts) if isinstance(part, str) and part[0] == ":"]
    fields: dict[str, Tree] = {}
    for place, following in zip(names, [*names[1:], len(parts)], strict=True):
        value = parts[place + 1 : following]
        fields[str(parts[place])[1:]] = value[0] if len(value) == 1 else value
    return fields


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a function that is not immutable: `volatility` is stable or volatile."""

    name: str
    volatility: str
    node: Node


@dataclass(frozen=True, slots=True)
class Catalog:
    """What a database says of the numbers in a tree."""

    tables: Mapping[str, tuple[str, str]]
    """The name of each table that is not of the system, and the number of its owner column, 0 if it has none."""
    functions: Mapping[str, tuple[str, str]]
    """The name of each function, and its volatility."""
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    """The functions that read a type from text, and write it."""
    equalities: frozenset[str]
    """The operators that are called `=`."""

    def calls(self, tree: Tree) -> Iterator[Call]:
        """Yield the calls of functions that are not immutable, also those of operators and casts."""
        for node in walk(tree):
            for number in self._functions_of(node):
                name, volatility = self.functions.get(number, (node.kind, "stable"))
                if volatility != "immutable":
                    yield Call(name, volatility, node)

    def _functions_of(self, node: Node) -> Iterator[str]:
        if node.kind == "COERCEVIAIO":
            yield self.inputs[node.word("resulttype")]
            (value,) = node.nodes("arg")
            types = [value.word(name) for name in value.fields if name.endswith(("type", "typeid"))]
            yield self.outputs.get(types[0] if types else "", node.kind)
        elif node.kind in ("SQLVALUEFUNCTION", "NEXTVALUEEXPR"):
            yield node.kind
        elif node.kind in _CALLS:
            yield node.word(_CALLS[node.kind])


async def read_catalog(connection: asyncpg.Connection, owner_column: str) -> Catalog:
    """Read the catalog of a migrated database."""

    async def read(sql: str, *values: object) -> list[tuple[str, ...]]:
        return [tuple(map(str, row)) for row in await connection.fetch(sql, *values)]

    tables = await read(
        "SELECT pg_class.oid::int8, relname, COALESCE(attnum, 0) FROM pg_class "
        "LEFT JOIN pg_attribute ON attrelid = pg_class.oid AND attname = $1 "
        "WHERE relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)",
        owner_column,
    )
    functions = await read(
        "SELECT oid::int8, proname, CASE provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' "
        "ELSE 'volatile' END FROM pg_proc"
    )
    types = await read("SELECT oid::int8, typinput::oid::int8, typoutput::oid::int8 FROM pg_type")
    equalities = await read("SELECT oid::int8 FROM pg_operator WHERE oprname = '='")
    return Catalog(
        {number: (name, column) for number, name, column in tables},
        {number: (name, volatility) for number, name, volatility in functions},
        {number: function for number, function, _ in types},
        {number: function for number, _, function in types},
        frozenset(number for (number,) in equalities),
    )
