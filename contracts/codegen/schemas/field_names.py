"""Fields whose names are not those of the contract, `class_` for `class`: a model may be built by either.

The type checker knows only the field's name, for it looks into no `Annotated`, and Pydantic by itself only the alias.
"""

import ast

_ALIAS = "alias"


class _ByName(ast.NodeTransformer):
    """Says in the configuration of each model that has aliases that its fields' names are taken too."""

    found = False

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        fields = [part for part in node.body if isinstance(part, ast.AnnAssign)]
        calls = [one for field in fields for one in ast.walk(field) if isinstance(one, ast.Call)]
        if any(keyword.arg == _ALIAS for call in calls for keyword in call.keywords):
            self.found = True
            self._configuration(node).keywords.append(ast.keyword("validate_by_name", ast.Constant(True)))
        return node

    def _configuration(self, node: ast.ClassDef) -> ast.Call:
        """The call of ConfigDict, made before the first field where there is none."""
        for part in node.body:
            # Fields are annotated, so what is only assigned is model_config.
            if isinstance(part, ast.Assign) and isinstance(part.value, ast.Call):
                return part.value
        call = ast.Call(ast.Name("ConfigDict"), [], [])
        first = next(index for index, part in enumerate(node.body) if isinstance(part, ast.AnnAssign))
        node.body.insert(first, ast.Assign([ast.Name("model_config")], call, lineno=node.lineno))
        return call


def fields_by_name(source: str) -> str:
    """The source of models, whose constructors take the names that a type checker takes. It is formatted afterwards."""
    by_name = _ByName()
    tree = by_name.visit(ast.parse(source))
    if not by_name.found:
        return source
    made = ast.unparse(tree)
    if not any("ConfigDict" in line for line in source.splitlines() if line.startswith("from pydantic import")):
        made = made.replace("\nfrom pydantic import ", "\nfrom pydantic import ConfigDict\nfrom pydantic import ", 1)
    return made
