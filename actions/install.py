"""Installs varaamo-sync for an action, in a place of its own: the job's Python stays the job's.

``place`` tells where, and under which name it is cached; ``install`` installs what is not there.
Both are run by a Python that nobody else sees, on Linux, macOS and Windows.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_WHAT = ("pyproject.toml", "constraints.txt", "varaamo_sync", "cli", "schemas", "examples")
"""What an installation is made of."""


def digest(root: Path, python: str) -> str:
    """Return what stands for an installation: what is installed, and the Python that runs it."""
    found = hashlib.sha256(f"{python}\0{sys.platform}".encode())
    for file in _files(root):
        found.update(f"\0{file.relative_to(root).as_posix()}\0".encode())
        found.update(file.read_bytes())
    return found.hexdigest()[:32]


def _files(root: Path) -> Iterator[Path]:
    for name in _WHAT:
        place = root / name
        found = [place] if place.is_file() else sorted(place.rglob("*"))
        yield from (one for one in found if one.is_file() and "__pycache__" not in one.parts)


def folder_of(mark: str, settings: Mapping[str, str]) -> Path:
    """Return where an installation lies: beside the tools of the runner, and in no job's way."""
    home = settings.get("RUNNER_TOOL_CACHE") or settings["RUNNER_TEMP"]
    return Path(home) / "varaamo-sync" / mark


def python_in(folder: Path) -> Path:
    """Return the Python of an installation."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def works(folder: Path) -> bool:
    """Tell whether an installation is there and can be used."""
    python = python_in(folder)
    trial = [str(python), "-I", "-c", "import varaamo_sync_cli.main"]
    return (
        python.exists() and subprocess.run(trial, check=False, capture_output=True).returncode == 0
    )


def install(root: Path, folder: Path) -> None:
    """Install, where nothing usable is there yet, the versions that were tested.

    Raises:
        CalledProcessError: pip could not.
    """
    if works(folder):
        return
    venv.EnvBuilder(with_pip=True, clear=True).create(folder)
    pip = [str(python_in(folder)), "-I", "-m", "pip", "install", "--quiet", "--no-input"]
    pip += ["--disable-pip-version-check", "--constraint", str(root / "constraints.txt"), str(root)]
    subprocess.run(pip, check=True)


def main(step: str, settings: Mapping[str, str]) -> None:
    """Do a step, and tell the runner what came of it.

    Args:
        step: ``place`` or ``install``.
        settings: Settings of the process.
    """
    mark = digest(ROOT, f"{sys.version}\0{sys.base_prefix}")
    folder = folder_of(mark, settings)
    if step == "install":
        install(ROOT, folder)
    told = {"folder": folder, "key": f"varaamo-sync-{mark}", "python": python_in(folder)}
    with Path(settings["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as output:
        output.writelines(f"{name}={value}\n" for name, value in told.items())


if __name__ == "__main__":
    main(sys.argv[1], os.environ)
