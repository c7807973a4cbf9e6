"""The example catalogue, as it lies in the package, copied to where it may be changed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from varaamo_sync.catalogue_files import unwritable
from varaamo_sync.errors import UsageError

_NAME = "helsinki"


@contextmanager
def example_folder(keep: Path | None) -> Iterator[Path]:
    """Copy the example into a folder; without one that is named, it is gone afterwards.

    Args:
        keep: Where to; made where it is missing.

    Raises:
        UsageError: There is something in that folder already, or it cannot be written to.
        OutputUnwritable: The disk is full.
    """
    if keep is not None:
        if keep.exists() and (not keep.is_dir() or any(keep.iterdir())):
            raise UsageError("demo-folder-taken", folder=keep)
        yield _copy(keep)
        return
    with tempfile.TemporaryDirectory(prefix="varaamo-sync-demo-") as made:
        yield _copy(Path(made) / _NAME)


def _copy(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in _example().iterdir():
            if file.is_file():
                (folder / file.name).write_bytes(file.read_bytes())
    except OSError as error:
        raise unwritable(folder, error, problem="folder-unwritable") from error
    return folder


def _example() -> Traversable:
    packaged = files("varaamo_sync") / "examples" / _NAME
    if packaged.is_dir():
        return packaged
    # In an editable install the examples stand beside the package, where they are written.
    return Path(str(files("varaamo_sync"))).parent / "examples" / _NAME
