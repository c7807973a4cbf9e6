"""Where a catalogue lies in its repository: what reads reports looks for files from there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

_WORKSPACES = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Settings in which runners of GitHub and GitLab say where the repository begins."""


def prefix_in_repository(folder: Path, environment: Mapping[str, str] = os.environ) -> str:
    """Return what leads from the beginning of a repository to a catalogue's folder.

    Args:
        folder: The catalogue's folder.
        environment: Settings of the process.

    Returns:
        A path with slashes and one at its end, empty for the repository's own folder. Where
        nothing says where a repository begins, it leads from the working folder.
    """
    home = folder.resolve()
    for root in _roots(home, environment):
        if home.is_relative_to(root):
            return _prefix(home.relative_to(root).as_posix())
    try:
        return _prefix(Path(os.path.relpath(home)).as_posix())
    except ValueError:  # on another drive of Windows
        return _prefix(home.as_posix())


def prefix_from_here(folder: Path) -> str:
    """Return what leads from the working folder to a catalogue's, where it lies below it."""
    try:
        return _prefix(folder.resolve().relative_to(Path.cwd().resolve()).as_posix())
    except ValueError:
        return ""


def _roots(home: Path, environment: Mapping[str, str]) -> Iterator[Path]:
    for name in _WORKSPACES:
        if workspace := environment.get(name):
            yield Path(workspace).resolve()
    for folder in (home, *home.parents):
        if (folder / ".git").exists():  # a file in work trees and submodules
            yield folder
            return


def _prefix(path: str) -> str:
    return "" if path == "." else f"{path}/"
