"""Looks for known vulnerabilities in every package that uv.lock locks, and proves that it has looked at all of them.

Exits with 0 when nothing is known of any of them; with 1 for a vulnerability, and when only a part could be looked at;
with 75 (EX_TEMPFAIL of sysexits.h) when nothing was audited because no vulnerability service could be reached.
PIP_AUDIT_VULNERABILITY_SERVICE, of pip-audit, names one service to ask in place of ours in turn.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SERVICES = ("pypi", "osv")
NOT_AUDITED = 75

# How pip-audit ends when the network, a proxy or the service fails: with exceptions of requests, or with advice.
_UNREACHABLE = re.compile(r"requests\.exceptions\.|your network may be blocking this service")


class AuditFailed(Exception):
    """pip-audit gave no answer. The message is the last that it said."""


class ServiceUnreachable(AuditFailed):
    """It gave none because the service did not."""


def main() -> None:
    """Ask the first service that can be reached."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--program", default=ROOT / ".venv" / "bin" / "pip-audit", help="pip-audit")
    parser.add_argument("--lock", type=Path, default=ROOT / "uv.lock", help="what uv has locked")
    arguments = parser.parse_args()
    program, packages = str(arguments.program), locked(arguments.lock)
    given = os.environ.get("PIP_AUDIT_VULNERABILITY_SERVICE")
    reasons = []
    for service in (given,) if given else SERVICES:
        try:
            probe(program, service, packages[0])
        except ServiceUnreachable as error:
            reasons.append(f"{service}: {error}")
            continue
        except AuditFailed as error:
            sys.exit(f"pip-audit failed: {error}")
        sys.exit(audit(program, service, packages))
    for reason in reasons:
        print(reason, file=sys.stderr)
    print(f"NOT AUDITED: no vulnerability service could be reached for {len(packages)} packages.", file=sys.stderr)
    sys.exit(NOT_AUDITED)


def locked(lock: Path) -> list[tuple[str, str]]:
    """Names and versions of all packages of registries: of every group, extra, platform and version of Python."""
    packages = tomllib.loads(lock.read_text(encoding="utf-8"))["package"]
    return sorted((one["name"], one["version"]) for one in packages if "registry" in one["source"])


def probe(program: str, service: str, package: tuple[str, str]) -> None:
    """Raises ServiceUnreachable for one that gives no answer about one package, AuditFailed if pip-audit fails."""
    [answer] = ask(program, service, [package]) or [{}]
    if "vulns" not in answer:
        # A mirror of PyPI has packages and knows nothing about them.
        raise ServiceUnreachable(answer.get("skip_reason", "it says nothing"))


def audit(program: str, service: str, packages: list[tuple[str, str]]) -> int:
    """Ask a service about all packages, and say what it knows. The exit code."""
    answers = {}
    for part in unambiguous(packages):
        try:
            answers.update({(answer["name"], answer.get("version")): answer for answer in ask(program, service, part)})
        except AuditFailed as error:
            print(f"The audit broke off: {error}", file=sys.stderr)
            return 1
    missing = [f"{name} {version}" for name, version in packages if "vulns" not in answers.get((name, version), {})]
    found = [(name, version, one) for (name, version), answer in answers.items() for one in answer.get("vulns", ())]
    for name, version, one in found:
        fixed = ", ".join(one["fix_versions"]) or "no version"
        print(f"{name} {version}: {one['id']} ({', '.join(one['aliases'])}), mended in {fixed}", file=sys.stderr)
    if missing:
        print(f"{len(missing)} of {len(packages)} packages could not be audited: {', '.join(missing)}", file=sys.stderr)
    if found or missing:
        return 1
    print(f"{len(packages)} of {len(packages)} packages audited by {service}, no known vulnerabilities")
    return 0


def unambiguous(packages: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Lists in which each name is once, as pip-audit wants it: platforms and groups have versions of their own."""
    parts: list[dict[str, str]] = []
    for name, version in packages:
        part = next((part for part in parts if name not in part), None)
        if part is None:
            parts.append(part := {})
        part[name] = version
    return [list(part.items()) for part in parts]


def ask(program: str, service: str, packages: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """What pip-audit reports of each. Raises AuditFailed, ServiceUnreachable."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as requirements:
        requirements.writelines(f"{name}=={version}\n" for name, version in packages)
        requirements.flush()
        command = [program, "--requirement", requirements.name, "--disable-pip", "--no-deps", "--format", "json"]
        command += ["--vulnerability-service", service, "--progress-spinner", "off"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    try:
        # It exits with 1 both for a vulnerability, which it reports, and for a failure, of which it says nothing here.
        report: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        words = (done.stderr or done.stdout).strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        unreachable = _UNREACHABLE.search(done.stderr)
        raise (ServiceUnreachable if unreachable else AuditFailed)(words[0]) from None
    return report


if __name__ == "__main__":
    main()
