"""The command line, or a script, in a process of its own that goes by the clock of the tests.

A process that is started while a test's clock runs goes by the same clock.
"""

import sys
from pathlib import Path
from runpy import run_path

from tests.clock import CLOCK, set_clocks
from varaamo_sync_cli.main import main

PROGRAM = (sys.executable, "-m", "tests.program")
"""What starts it."""


def begin() -> None:
    """Let this process go by the clock of the tests."""
    CLOCK.run_as_told()
    set_clocks()


if __name__ == "__main__":
    begin()
    if sys.argv[1:] and sys.argv[1].endswith(".py"):
        sys.path.insert(0, str(Path(sys.argv[1]).parent))
        run_path(sys.argv[1], run_name="__main__")
    else:
        main()
