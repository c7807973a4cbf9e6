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
    root = next((one for one in _roots(home, environment) if home.is_relative_to(one)), None)
    return _prefix(home, root or Path.cwd())


def _roots(home: Path, environment: Mapping[str, str]) -> Iterator[Path]:
    for name in _WORKSPACES:
        if workspace := environment.get(name):
            yield Path(workspace).resolve()
    for folder in (home, *home.parents):
        if (folder / ".git").exists():  # a file in work trees and submodules
            yield folder
            return


def _prefix(folder: Path, root: Path) -> str:
    try:
        path = Path(os.path.relpath(folder, root)).as_posix()
    except ValueError:  # on another drive of Windows
        path = folder.as_posix()
    return "" if path == "." else f"{path}/"
