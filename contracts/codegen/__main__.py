"""`python -m contracts.codegen`: generates a server's interface from an OpenAPI document. See ./codegen.sh --help."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from contracts.codegen.plan.normalise import plan
from contracts.codegen.refusals.refuse import refusals
from contracts.codegen.render.assemble import assemble, differences, replaceable, swap
from contracts.codegen.render.client import ClientGenerator
from contracts.codegen.render.generators import ROOT, GeneratorFailed, run
from contracts.codegen.summary import changed, shown, stubs, to_do
from contracts.document.extensions import without_extensions
from contracts.document.load import Document, load, prove
from contracts.document.refusal import Refused
from contracts.gaps.services import NotPython

OUT, IMPLEMENTATION = ROOT / "generated", ROOT / "impl"


def main() -> int:
    """Exit 0 when done; 1 when the document is refused or, with --check, when the output is stale."""
    arguments = _arguments()
    contract, out = arguments.contract.resolve(), arguments.out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as folder:
        work = Path(folder)
        try:
            document = _generate(contract, work, out)
        except Refused as error:
            for refusal in error.refusals:
                print(refusal.line(shown(contract)), file=sys.stderr)
            return 1
        except GeneratorFailed as error:
            print(error, file=sys.stderr)
            return 1
        if arguments.check:
            return _check(work / "new", out)
        done = _put(work / "new", out, document)
        if done == 0 and out == OUT and not arguments.scaffold:
            done = _tell(to_do(out, IMPLEMENTATION))
    if done == 0 and arguments.scaffold:
        return _scaffold(contract, out)
    return done


def _generate(contract: Path, work: Path, out: Path) -> Document:
    document = load(contract)
    said = without_extensions(document)
    found = refusals(said)
    if found:
        raise Refused(found)
    # Only our own contract has a client: another document is tried for its server's sake.
    client = ClientGenerator(document, work) if out == OUT else None
    try:
        prove(document)
        planned = plan(said)
        models, routers = run(planned, work)
        assemble(work / "new", contract, document, planned, models, routers)
        untold = client.put(work / "new", out) if client is not None else None
    finally:
        if client is not None:
            client.stop()
    if untold is not None:
        print(untold, file=sys.stderr)
    return document


def _check(new: Path, out: Path) -> int:
    stale = differences(new, out)
    sys.stdout.writelines(stale)
    if stale:
        print(f"{shown(out)} is not what the contract gives. Run ./codegen.sh.", file=sys.stderr)
    return 1 if stale else 0


def _put(new: Path, out: Path, document: Document) -> int:
    if not replaceable(out):
        print(f"{shown(out)} is not a generated folder, so it is left alone. Name another.", file=sys.stderr)
        return 1
    if differences(new, out):
        before = _generated_from(out)
        swap(new, out)
        sys.stdout.writelines(f"{line}\n" for line in changed(before, document))
    return 0


def _tell(lines: Iterator[str]) -> int:
    try:
        sys.stdout.writelines(f"{line}\n" for line in lines)
    except NotPython as error:
        print(f"{shown(error.file)}: {error.sentence}", file=sys.stderr)
        return 1
    return 0


def _generated_from(out: Path) -> Document | None:
    """The contract of a folder that was generated."""
    path = out / "contract" / "openapi.json"
    document: Document | None = json.loads(path.read_bytes()) if path.exists() else None
    return document


def _scaffold(contract: Path, out: Path) -> int:
    if out != OUT:
        print("Stubs are written for generated/ alone, whose services are in impl/.", file=sys.stderr)
        return 1
    try:
        return _tell(stubs(out, IMPLEMENTATION))
    except Refused as error:
        for refusal in error.refusals:
            print(refusal.line(shown(contract)), file=sys.stderr)
        return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./codegen.sh", description=__doc__)
    parser.add_argument("--contract", type=Path, default=ROOT / "contracts" / "openapi.yaml", metavar="FILE")
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR", help="becomes a Python package")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 with the diff if DIR is stale")
    parser.add_argument("--scaffold", action="store_true", help="write a stub for every operation without a method")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
