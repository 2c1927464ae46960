#!/usr/bin/env bash
# Generates generated/ from contracts/openapi.yaml.
#
#   ./codegen.sh                            generate
#   ./codegen.sh --check                    write nothing; exit 1 and show the diff if generated/ is stale
#   ./codegen.sh --check-only               write nothing; say what would be refused and noted, each with every place
#   ./codegen.sh --scaffold                 generate, and write a resource for a new tag, or a stub for an operation
#                                           that has no method yet (specs/adding-a-resource.md)
#   ./codegen.sh --contract FILE --out DIR  the same for another OpenAPI 3.0, 3.1 or 3.2 document, without a client; the package
#                                           needs nothing of this project, unless --shared-runtime is given
#
# It ends with what changed, whether that breaks clients, and what is missing by hand; it says nothing if nothing changed.
# Without options, it also says what breaks clients of the contract that was published last, and is not in CHANGELOG.md.
# generated/typescript/ needs Node 20; without it, it stays as it is, and that is said. With CI=true Node is required.
# What the generator can't honour it refuses, naming the line and the JSON pointer (specs/adr/0003-what-the-generator-honours.md).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

for tool in "$root/.venv/bin/datamodel-codegen" "$root/.venv-codegen/bin/fastapi-codegen"; do
  if [ ! -x "$tool" ]; then
    echo "codegen.sh: ${tool#"$root"/} is not there. Run: make setup" >&2
    exit 2
  fi
done

# -P: a file named http.py in the folder it is called from is none of Python's.
export PYTHONPATH="$root"
module=contracts.codegen
if [ $# -eq 0 ]; then module=contracts.gate; fi
exec "$root/.venv/bin/python" -P -m "$module" "$@"
