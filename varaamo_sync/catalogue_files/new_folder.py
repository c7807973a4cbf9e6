"""Starts a catalogue folder with one room per service unit."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from varaamo_sync.catalogue_files.whole_file import unwritable
from varaamo_sync.errors import UsageError

_FILES = ("catalogue.yaml", "goals.yaml", "kir.yaml", "kulp.yaml", "liiku.yaml", "nup.yaml")


def init_catalogue(path: Path | str = ".") -> tuple[Path, ...]:
    """Write a catalogue folder to start from; its four rooms stand in the sandbox's venues.

    Args:
        path: The folder; made where it is missing.

    Returns:
        The files that were written.

    Raises:
        UsageError: One of the files is there already, and then nothing was written; or the
            folder cannot be written to.
        OutputUnwritable: The disk is full; nothing was left there.
    """
    folder = Path(path)
    targets = tuple(folder / name for name in _FILES)
    for target in targets:
        if target.exists() or target.is_symlink():
            raise UsageError("file-not-overwritten", file=target)
    templates = resources.files("varaamo_sync.catalogue_files") / "start"
    made: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for target in targets:
            with target.open("xb") as file:
                made.append(target)
                file.write((templates / target.name).read_bytes())
    except OSError as error:
        for target in made:  # a part of a catalogue would be taken for all of it
            target.unlink(missing_ok=True)
        raise unwritable(folder, error, problem="folder-unwritable") from error
    return targets
