"""No test rests on the day, or the hour, on which it is run."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest

from tests.clock import BEGINS, STEP, now, sleep
from varaamo_sync.booking.client.clients import today_in_helsinki
from varaamo_sync.sync import PushSettings
from varaamo_sync_cli.console import clock

HERE = Path(__file__).parent
ASKS = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "dt.date.today",
    "dt.datetime.now",
    "time.sleep",
    "time.time",
}
"""What asks the machine what time it is, or really waits."""


def asked_of_the_machine(text: str) -> list[str]:
    """Return what a test's text takes of the machine's clock, by whatever name."""
    tree = ast.parse(text)
    taken = [
        f"{node.module}.{name.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "time"
        for name in node.names
        if name.name in ("sleep", "time")
    ]
    calls = (ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call))
    programs = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "(" in node.value
    )
    written = (ask for text in programs for ask in ASKS if f"{ask}(" in text)
    return [*taken, *(call for call in calls if call in ASKS), *written]


@pytest.mark.parametrize(
    "text",
    [
        "from datetime import UTC, datetime\ndatetime.now(UTC)",
        "import datetime as dt\ndt.date.today()",
        "from time import sleep as rest\nrest(1)",
        "import time\ntime.sleep(1)",
        "PROGRAM = 'from datetime import date; print(date.today())'",
    ],
)
def test_who_asks_the_machine_is_found(text: str) -> None:
    """Whether it is called, imported, or stands in a program that a test writes."""
    assert 1 == len(asked_of_the_machine(text))


def test_no_test_asks_the_machine_what_time_it_is() -> None:
    """Only the clock of the tests looks at that of the machine, and only it waits."""
    asking = {
        str(file.relative_to(HERE)): found
        for file in HERE.rglob("*.py")
        if file.name not in ("clock.py", "test_clocks.py")
        if (found := asked_of_the_machine(file.read_text("utf-8")))
    }

    assert {} == asking


def test_library_and_command_line_share_the_clock_of_the_tests() -> None:
    """Each look is a step later than the one before, wherever it is from."""
    looks = [now(), clock.now(), PushSettings().now(), now()]
    day = today_in_helsinki()
    sleep(0.75)

    assert [BEGINS + n * STEP for n in range(1, 5)] == looks
    assert day == now().date()
    assert BEGINS + 7 * STEP + timedelta(seconds=0.75) == now()
