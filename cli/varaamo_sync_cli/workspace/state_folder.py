"""Where local state is kept beside a catalogue."""

from __future__ import annotations

from pathlib import Path

from varaamo_sync.errors import StoreUnusable
from varaamo_sync.words import system_reason

STATE_FOLDER = ".varaamo-sync"
"""Name of the folder; git ignores what is in it."""


def has_state(catalogue_folder: Path) -> bool:
    """Tell whether anything is remembered beside a catalogue; also where it cannot be looked at."""
    try:
        (catalogue_folder / STATE_FOLDER / "state.db").lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def state_folder(catalogue_folder: Path) -> Path:
    """Make the folder of local state beside a catalogue, which git ignores, and return it.

    Raises:
        StoreUnusable: It cannot be made.
    """
    folder = catalogue_folder / STATE_FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
    except OSError as exc:
        raise StoreUnusable("folder-not-made", folder=folder, reason=system_reason(exc)) from exc
    return folder
