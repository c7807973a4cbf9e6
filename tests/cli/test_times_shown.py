"""Times that people see are Helsinki's, wherever the machine stands."""

import logging

import pytest

from tests.cli.test_unlock import HOLDER
from varaamo_sync.errors import LockHeld
from varaamo_sync.explanations import explained
from varaamo_sync_cli.console.verbosity import _show_log

MOMENT = 1_800_000_000.0  # 2027-01-15 08:00:00 UTC


def test_times_of_the_log_are_helsinkis(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """-v shows when something was done by the clock on the wall in Helsinki."""
    monkeypatch.setenv("TZ", "America/New_York")
    record = {"name": "varaamo_sync.sync", "msg": "read", "levelno": 20, "levelname": "INFO"}
    stop = _show_log(details=False)
    try:
        logging.getLogger("varaamo_sync").handle(
            logging.makeLogRecord(record | {"created": MOMENT})
        )
    finally:
        stop()

    assert "10:00:00+0200 INFO varaamo_sync.sync: read\n" == capsys.readouterr().err


@pytest.mark.parametrize(
    ("lang", "since"),
    [
        ("fi", "alkaen 22.11.2026 12:00 Helsingin aikaa"),
        ("sv", "sedan 22.11.2026 12:00 (Helsingforstid)"),
        ("en", "since 2026-11-22 12:00 Helsinki time"),
    ],
)
def test_a_lock_that_is_held_says_since_when_in_helsinki(lang: str, since: str) -> None:
    """Who holds it, where and since when is told in the language of the run."""
    (found,) = explained(LockHeld(HOLDER), lang)  # type: ignore[arg-type]

    assert since in found.what
    assert "aino/1" in found.what
