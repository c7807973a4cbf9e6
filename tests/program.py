"""The command line in a process of its own, on whose clock it is the day of the tests.

A process that is started while a test's clock runs goes by the same clock.
"""

import sys

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
    main()
