"""On what was measured."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

_PACKAGES = ("varaamo-sync", "pydantic", "ryaml", "httpx", "click", "check-jsonschema")


def described() -> dict[str, str]:
    """Return machine and versions."""
    return {
        "machine": f"{_processor()}, {os.cpu_count()} processors, {platform.system()}",
        "load": " ".join(f"{load:.2f}" for load in os.getloadavg()),
        "python": platform.python_version(),
        "packages": ", ".join(f"{name} {version(name)}" for name in _PACKAGES),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
