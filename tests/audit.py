"""Looks for known weaknesses of what is installed; run by ``make audit``.

Where pip-audit is not installed, or its data cannot be reached, it says so and is content: a
machine without network must be able to run ``make check``.
"""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[1] / "requirements.lock"


def audited(answer: str) -> tuple[list[str], int]:
    """Return the weaknesses that pip-audit told of, and how many packages it looked at."""
    found: dict[str, Any] = json.loads(answer)
    looked = [each for each in found["dependencies"] if "skip_reason" not in each]
    weak = [
        f"{each['name']} {each['version']}: {known['id']}, mended in {known['fix_versions']}"
        for each in looked
        for known in each["vulns"]
    ]
    return weak, len(looked)


def main(arguments: Sequence[str] = ("--requirement", str(LOCK))) -> int:
    """Tell what is known; return 1 where something is weak, else 0."""
    if importlib.util.find_spec("pip_audit") is None:
        print("audit: left out, pip-audit is not installed (pip install pip-audit)")
        return 0
    command = [sys.executable, "-m", "pip_audit", "--progress-spinner", "off", "--format", "json"]
    command += ["--disable-pip", *arguments]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        weak, looked = audited(ran.stdout)
    except (subprocess.TimeoutExpired, ValueError, KeyError, TypeError):
        print("audit: left out, the list of known weaknesses cannot be reached")
        return 0
    if not looked:
        print("audit: left out, the list of known weaknesses holds none of our packages")
        return 0
    print("\n".join(weak) or f"audit: nothing is known of {looked} packages")
    return 1 if weak else 0


if __name__ == "__main__":
    sys.exit(main())
