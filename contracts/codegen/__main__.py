"""`python -m contracts.codegen`: generates a server's interface from an OpenAPI document. See ./codegen.sh --help."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from contracts.codegen.inputs import LISTING, listing
from contracts.codegen.plan.normalise import plan
from contracts.codegen.proof.degrade import proved
from contracts.codegen.proof.endless_defaults import without_endless_defaults
from contracts.codegen.refusals.refuse import inspect
from contracts.codegen.render.assemble import assemble, differences, replaceable, swap
from contracts.codegen.render.client import ClientGenerator
from contracts.codegen.render.generators import ROOT, GeneratorFailed, run, run_models
from contracts.codegen.summary import change_lines, gap_report, relative_path, write_stubs
from contracts.document.lines import Lines
from contracts.document.load import Document, read
from contracts.document.refusal import Note, Refusal, Refused
from contracts.document.report import report
from contracts.gaps.services import NotPython

OUT, IMPLEMENTATION = ROOT / "generated", ROOT / "impl"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command. Return 0 if done; 1 if the document is refused or, with --check, if the output is stale."""
    arguments = _arguments(argv)
    contract, out = arguments.contract.resolve(), arguments.out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as folder:
        work = Path(folder)
        try:
            alone = out != OUT and not arguments.shared_runtime
            document, notes = _generate(contract, work, out, alone=alone)
        except Refused as error:
            return _refuse(error, contract)
        except GeneratorFailed as error:
            print(error, file=sys.stderr)
            return 1
        _print(notes, contract, whole=arguments.check_only)
        if arguments.check_only:
            return 0
        if arguments.check:
            return _check(work / "new", out)
        done = _put(work / "new", out, document)
        if done == 0 and out == OUT and not arguments.scaffold:
            done = _print_lines(gap_report(out, IMPLEMENTATION))
    if done == 0 and arguments.scaffold:
        return _scaffold(contract, out)
    return done


def _generate(contract: Path, work: Path, out: Path, *, alone: bool) -> tuple[Document, list[Note]]:
    document = read(contract)
    refused, notes, standard, written_at = inspect(document)
    if refused:
        raise Refused([*refused, *notes])
    # Only the project's own contract has a client; for other documents only the server is generated.
    client = ClientGenerator(document, work) if out == OUT else None
    try:
        planned = plan(standard)
        endless = without_endless_defaults(planned)
        models, modules = run(planned, work)
        models, untyped = proved(models, planned, lambda changed: run_models(changed, work))
        proof = [replace(one, pointer=written_at(one.pointer)) for one in (*endless, *untyped)]
        lost = [one for one in proof if not isinstance(one, Note)]
        if lost:
            raise Refused([*lost, *notes])
        assemble(work / "new", contract, document, planned, models, modules, alone=alone)
        if out == OUT:
            (work / "new" / LISTING).write_text(listing(ROOT), encoding="utf-8")
        warning = client.put(work / "new", out) if client is not None else None
    finally:
        if client is not None:
            client.stop()
    if warning is not None:
        print(warning, file=sys.stderr)
    return document, [*notes, *(one for one in proof if isinstance(one, Note))]


def _check(new: Path, out: Path) -> int:
    stale = differences(new, out)
    sys.stdout.writelines(stale)
    if stale:
        print(f"{relative_path(out)} is not what the contract gives. Run ./codegen.sh.", file=sys.stderr)
    return 1 if stale else 0


def _put(new: Path, out: Path, document: Document) -> int:
    if not replaceable(out):
        print(f"{relative_path(out)} is not a generated folder, so it is left alone. Name another.", file=sys.stderr)
        return 1
    if differences(new, out):
        before = _generated_from(out)
        swap(new, out)
        sys.stdout.writelines(f"{line}\n" for line in change_lines(before, document))
    return 0


def _print_lines(lines: Iterator[str]) -> int:
    try:
        sys.stdout.writelines(f"{line}\n" for line in lines)
    except NotPython as error:
        print(f"{relative_path(error.file)}: {error.sentence}", file=sys.stderr)
        return 1
    return 0


def _generated_from(out: Path) -> Document | None:
    """Return the contract that a folder was generated from."""
    path = out / "contract" / "openapi.json"
    document: Document | None = json.loads(path.read_bytes()) if path.exists() else None
    return document


def _scaffold(contract: Path, out: Path) -> int:
    if out != OUT:
        print("Stubs are written for generated/ alone, whose services are in impl/.", file=sys.stderr)
        return 1
    try:
        return _print_lines(write_stubs(out, IMPLEMENTATION))
    except Refused as error:
        return _refuse(error, contract)


def _refuse(refused: Refused, contract: Path) -> int:
    _print(refused.refusals, contract, whole=True)
    return 1


def _print(found: Iterable[Refusal], contract: Path, *, whole: bool) -> None:
    for line in report(found, Lines.of_file(contract, relative_path(contract)), whole=whole):
        print(line, file=sys.stderr)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./codegen.sh", description=__doc__)
    parser.add_argument("--contract", type=Path, default=ROOT / "contracts" / "openapi.yaml", metavar="FILE")
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR", help="becomes a Python package")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 with the diff if DIR is stale")
    parser.add_argument(
        "--check-only", action="store_true", help="write nothing; say what is refused and what is noted"
    )
    parser.add_argument("--scaffold", action="store_true", help="write what has no method yet: a resource, or stubs")
    parser.add_argument(
        "--shared-runtime",
        action="store_true",
        help="import the runtime from this project, as generated/ does; no copy",
    )
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
