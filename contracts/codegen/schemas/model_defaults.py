"""Marks JSON defaults of fields whose type is a model: Pydantic converts them, but a type checker must be told."""

import ast


class _Cast(ast.NodeTransformer):
    """Puts `cast(Any, …)` around each default that Pydantic still has to validate."""

    found = False

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AnnAssign:
        read = "validate_default=True" in ast.unparse(node.annotation)
        if read and isinstance(node.value, ast.Dict | ast.List):
            self.found = True
            node.value = ast.Call(ast.Name("cast"), [ast.Name("Any"), node.value], [])
        return node


def cast_defaults(source: str) -> str:
    """Return the source of the models with casts for a strict type checker. It is formatted afterwards."""
    cast = _Cast()
    tree = cast.visit(ast.parse(source))
    if not cast.found:
        return source
    return ast.unparse(tree).replace("\nfrom typing import ", "\nfrom typing import Any, cast\nfrom typing import ", 1)
