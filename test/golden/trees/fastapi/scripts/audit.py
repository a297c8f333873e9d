"""`poe audit` looks for known vulnerabilities in everything that requirements-dev.lock pins.

Exits with 0 when nothing counts, with 1 when something does, with 2 when the audit failed, and
with 3 when audit-allow.json is bad or an entry of it has expired.
"""

import argparse
import datetime as dt
import json
import re
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parent.parent
LOCK_FILE: Final = "requirements-dev.lock"
PRODUCTION_LOCK_FILE: Final = "requirements.lock"
ALLOW_FILE: Final = "audit-allow.json"
ALLOW_KEYS: Final = ["id", "package", "reason", "expires"]
LEVELS: Final = ["low", "moderate", "high", "critical"]
LEVEL_OF_UNKNOWN: Final = LEVELS.index("high")
LONGEST_TITLE: Final = 80
PIP_AUDIT_OPTIONS: Final = [
    "--disable-pip",
    "--no-deps",
    "--progress-spinner=off",
    "--format=json",
    "--aliases=on",
    "--desc=on",
]

Object = dict[str, Any]


class AuditError(Exception):
    """Why there is no report."""


class AllowListError(AuditError):
    pass


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="poe audit", description="Look for vulnerabilities.")
    parser.add_argument("--threshold", choices=LEVELS, default="high", help="what counts")
    parser.add_argument("--json", action="store_true", help="one JSON document, not a table")
    return parser.parse_args()


def read_allow_list() -> list[Object]:
    path = ROOT / ALLOW_FILE
    if not path.exists():
        return []
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise AllowListError(f"{ALLOW_FILE} is not JSON: {error}") from error
    if not isinstance(entries, list):
        raise AllowListError(f"{ALLOW_FILE} is not a list.")
    places = {f"{ALLOW_FILE}, entry {number}": entry for number, entry in enumerate(entries, 1)}
    problems = [
        f"{place}: {problem}" for place, entry in places.items() for problem in problems_of(entry)
    ]
    if problems:
        raise AllowListError("\n".join(problems))
    return [{**entry, "place": place} for place, entry in places.items()]


def problems_of(entry: Any) -> list[str]:
    if not isinstance(entry, dict):
        return [f"not an object with {', '.join(ALLOW_KEYS)}."]
    unknown = [key for key in entry if key not in ALLOW_KEYS]
    missing = [key for key in ALLOW_KEYS if not is_text(entry.get(key))]
    problems = [f"'{key}' is unknown; the keys are {', '.join(ALLOW_KEYS)}." for key in unknown]
    problems += [f"'{key}' has to be a text." for key in missing]
    if "expires" not in missing and not is_date(entry["expires"]):
        problems += [f"'expires' has to be a date like 2027-01-31, not '{entry['expires']}'."]
    return problems


def is_text(value: Any) -> bool:
    return isinstance(value, str) and value.strip() != ""


def is_date(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def read_lines(lock_file: str) -> list[str]:
    return (ROOT / lock_file).read_text(encoding="utf-8").splitlines()


def pins_of(lines: list[str]) -> dict[str, int]:
    """`name==version` of each package, whatever platform it is for, and its line."""
    pins = {re.split(r"[ ;\\]", line)[0]: number for number, line in enumerate(lines, 1)}
    return {pin: number for pin, number in pins.items() if "==" in pin}


def run_pip_audit(pins: list[str]) -> list[Object]:
    """It refuses two versions of a package, which may be for different platforms."""
    first = {pin.partition("==")[0]: pin for pin in reversed(pins)}
    others = [pin for pin in pins if pin not in first.values()]
    with tempfile.TemporaryDirectory() as folder:
        requirements = Path(folder, "requirements.txt")
        requirements.write_text("\n".join(first.values()), encoding="utf-8")
        command = [sys.executable, "-m", "pip_audit", *PIP_AUDIT_OPTIONS, "-r", str(requirements)]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        dependencies: list[Object] = json.loads(result.stdout)["dependencies"]
    except ValueError as error:
        # The status is 1 for findings and for failures, but only a report is JSON.
        reason = re.search(r"^\S.*error.*", result.stderr, re.IGNORECASE | re.MULTILINE)
        raise AuditError(f"pip-audit failed: {reason[0] if reason else result.stderr}") from error
    return dependencies + (run_pip_audit(others) if others else [])


def findings_of(dependencies: list[Object], pins: dict[str, int]) -> list[Object]:
    production = pins_of(read_lines(PRODUCTION_LOCK_FILE))
    findings = []
    for dependency in dependencies:
        pin = f"{dependency['name']}=={dependency.get('version')}"
        findings += [
            {
                "id": vuln["id"],
                "aliases": vuln["aliases"],
                "package": dependency["name"],
                "versions": [dependency["version"]],
                "scope": "production" if pin in production else "development",
                "severity": "unknown",
                "title": textwrap.shorten(vuln["description"], LONGEST_TITLE, placeholder=" …"),
                "url": f"https://osv.dev/vulnerability/{vuln['id']}",
                "fix": " or ".join(vuln["fix_versions"]),
                "file": LOCK_FILE,
                "line": pins[pin],
            }
            for vuln in dependency.get("vulns", [])
        ]
    return findings


def matches(entry: Object, finding: Object) -> bool:
    package = re.sub(r"[-_.]+", "-", entry["package"]).lower()
    return package == finding["package"] and entry["id"] in {finding["id"], *finding["aliases"]}


def name_of(entry: Object) -> str:
    return f"{entry['place']}: {entry['id']} ({entry['package']})"


def judge(findings: list[Object], allow_list: list[Object], threshold: str) -> Object:
    """Whether each finding counts, and why it is allowed."""
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    expired = [entry for entry in allow_list if entry["expires"] < today]
    valid = [entry for entry in allow_list if entry["expires"] >= today]
    unused = [entry for entry in valid if not any(matches(entry, each) for each in findings)]
    is_severe = LEVELS.index(threshold) <= LEVEL_OF_UNKNOWN
    judged = []
    for finding in findings:
        allowed = next((entry["reason"] for entry in valid if matches(entry, finding)), None)
        judged.append({**finding, "allowed": allowed, "counts": is_severe and allowed is None})
    counted = 1 if any(finding["counts"] for finding in judged) else 0
    return {
        "status": 3 if expired else counted,
        "threshold": threshold,
        "error": None,
        "notes": [
            *[f"{name_of(entry)} expired on {entry['expires']}." for entry in expired],
            *[f"{name_of(entry)} matches nothing." for entry in unused],
        ],
        "findings": judged,
    }


def audit(threshold: str) -> Object:
    try:
        allow_list = read_allow_list()
        pins = pins_of(read_lines(LOCK_FILE))
        dependencies = run_pip_audit(list(pins))
        report = judge(findings_of(dependencies, pins), allow_list, threshold)
    except AllowListError as error:
        return {"status": 3, "error": str(error), "notes": [], "findings": []}
    except (AuditError, OSError) as error:
        return {"status": 2, "error": str(error), "notes": [], "findings": []}
    skipped = [each for each in dependencies if "skip_reason" in each]
    report["notes"] += [f"{each['name']}: {each['skip_reason']}." for each in skipped]
    return report


def as_table(report: Object) -> str:
    findings = report["findings"]
    if not findings:
        return "\n".join([*report["notes"], "No known vulnerabilities."])
    rows = [["severity", "package", "version", "scope", "advisory", "verdict", "fix", "title"]]
    for each in findings:
        verdict = "counts" if each["counts"] else "allowed" if each["allowed"] else "below"
        cells = [each["severity"], each["package"], *each["versions"], each["scope"], each["id"]]
        rows.append([*cells, verdict, each["fix"], each["title"]])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    counted = sum(each["counts"] for each in findings)
    total = f"{len(findings)} found; {counted} not allowed and {report['threshold']} or above."
    return "\n".join([*lines, *report["notes"], total])


def main() -> int:
    options = read_options()
    report = audit(options.threshold)
    if options.json:
        print(json.dumps(report, indent=2))
    elif report["error"]:
        print(report["error"], file=sys.stderr)
    else:
        print(as_table(report))
    return int(report["status"])


if __name__ == "__main__":
    sys.exit(main())
