import gc
from pathlib import Path

import pytest

from tests.catalogue_files.folders import ROOMS, write
from varaamo_sync_cli.workspace.catalogue.catalogue_folder import read_folder


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_left_as_it_was(on: bool, tmp_path: Path) -> None:
    """Reading pauses the garbage collector and gives it back."""
    was_on = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        read_folder(write(tmp_path, {"nup.yaml": ROOMS}))

        assert on == gc.isenabled()
    finally:
        (gc.enable if was_on else gc.disable)()
