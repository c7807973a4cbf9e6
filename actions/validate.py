"""What the action does once varaamo-sync is installed: annotations, outputs, summary, SARIF."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Mapping
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

from varaamo_sync_cli.main import run

_OPTIONS = ("level", "fail-on", "unit", "baseline", "changed-since", "lang")
_CHECKED = (0, 1)
"""Exit codes of a check that took place."""


def words_of(settings: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return options and folders, as the inputs of the action say them.

    Each is a word of its own, whatever it holds: nothing is made code or another option of it.
    """
    options = []
    for name in _OPTIONS:
        if value := settings.get(f"INPUT_{name.upper().replace('-', '_')}", ""):
            options += [f"--{name}={value}"]
    paths = settings.get("INPUT_PATH", "").splitlines()
    return options, [path.strip() for path in paths if path.strip()] or ["."]


def main(settings: Mapping[str, str]) -> int:
    """Check, and return the exit code of the check.

    Args:
        settings: Settings of the process.
    """
    options, paths = words_of(settings)
    sarif = settings.get("INPUT_SARIF", "")
    form = "text" if sarif else "github"
    code = run(["validate", *options, "--format", form, "--", *paths])
    if code not in _CHECKED:
        return code
    counts = json.loads(_written(options, paths, "json"))["counts"]
    told = {"errors": counts["errors"], "warnings": counts["warnings"], "sarif": sarif}
    if sarif:
        Path(sarif).parent.mkdir(parents=True, exist_ok=True)
        Path(sarif).write_bytes(_written(options, paths, "sarif"))
    _append(settings["GITHUB_OUTPUT"], "".join(f"{name}={told[name]}\n" for name in told).encode())
    _append(settings["GITHUB_STEP_SUMMARY"], _written(options, paths, "markdown"))
    return code


def _written(options: list[str], paths: list[str], form: str) -> bytes:
    """Return the findings in a form for programs."""
    with TemporaryDirectory() as folder, redirect_stdout(io.StringIO()):
        file = Path(folder) / "found"
        run(["-q", "validate", *options, "--format", form, "--output", str(file), "--", *paths])
        return file.read_bytes()


def _append(file: str, data: bytes) -> None:
    with Path(file).open("ab") as end:
        end.write(data)


if __name__ == "__main__":
    sys.exit(main(os.environ))
