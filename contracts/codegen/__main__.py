"""`python -m contracts.codegen`: generates a server's interface from an OpenAPI document. See ./codegen.sh --help."""

import argparse
import sys
import tempfile
from pathlib import Path

from .assemble import assemble, differences, replaceable, swap
from .client import ClientGenerator
from .generators import ROOT, GeneratorFailed, run
from .load import load, prove
from .normalise import plan
from .refusal import Refused
from .refuse import refusals

OUT = ROOT / "generated"


def main() -> int:
    """Exit 0 when done; 1 when the document is refused or, with --check, when the output is stale."""
    arguments = _arguments()
    contract, out = arguments.contract.resolve(), arguments.out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as folder:
        work = Path(folder)
        try:
            _generate(contract, work, out)
        except Refused as error:
            for refusal in error.refusals:
                print(refusal.line(_shown(contract)), file=sys.stderr)
            return 1
        except GeneratorFailed as error:
            print(error, file=sys.stderr)
            return 1
        return _check(work / "new", out) if arguments.check else _put(work / "new", out)


def _generate(contract: Path, work: Path, out: Path) -> None:
    document = load(contract)
    found = refusals(document)
    if found:
        raise Refused(found)
    # Only our own contract has a client: another document is tried for its server's sake.
    client = ClientGenerator(document, work) if out == OUT else None
    try:
        prove(document)
        planned = plan(document)
        models, routers = run(planned, work)
        assemble(work / "new", contract, document, planned, models, routers)
        untold = client.put(work / "new", out) if client is not None else None
    finally:
        if client is not None:
            client.stop()
    if untold is not None:
        print(untold, file=sys.stderr)


def _check(new: Path, out: Path) -> int:
    stale = differences(new, out)
    sys.stdout.writelines(stale)
    if stale:
        print(f"{_shown(out)} is not what the contract gives. Run ./codegen.sh.", file=sys.stderr)
    return 1 if stale else 0


def _put(new: Path, out: Path) -> int:
    if not replaceable(out):
        print(f"{_shown(out)} is not a generated folder, so it is left alone. Name another.", file=sys.stderr)
        return 1
    if not differences(new, out):
        return 0
    swap(new, out)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./codegen.sh", description=__doc__)
    parser.add_argument("--contract", type=Path, default=ROOT / "contracts" / "openapi.yaml", metavar="FILE")
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR", help="becomes a Python package")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 with the diff if DIR is stale")
    return parser.parse_args()


def _shown(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


if __name__ == "__main__":
    sys.exit(main())
