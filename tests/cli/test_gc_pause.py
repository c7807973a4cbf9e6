import gc
from pathlib import Path

import pytest
from varaamo_sync_cli.load import read

from tests.catalogue_files.folders import ROOMS, write


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_left_as_it_was(on: bool, tmp_path: Path) -> None:
    """Reading pauses the garbage collector and gives it back."""
    was_on = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        read(write(tmp_path, {"nup.yaml": ROOMS}))

        assert on == gc.isenabled()
    finally:
        (gc.enable if was_on else gc.disable)()
