"""The facts about values that make no sense: rejected, cleaned, stored, or stumbled over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from varaamo_sync.booking import ReadOpenings
from varaamo_sync.conformance.checks_create import expect_unchanged
from varaamo_sync.conformance.report import Differs, Untestable, expect, expect_refusal
from varaamo_sync.conformance.write_run import WriteRun
from varaamo_sync.errors import RequestRejected, ValidationRefused
from varaamo_sync.model import HELSINKI
from varaamo_sync.snapshot import Value
from varaamo_sync.stored_form import html

_LONG_AGO = datetime(1921, 4, 30, 12, tzinfo=HELSINKI)
"""Until the next day Helsinki's offset was 1 h 39 min 49 s."""

_BREAKS = 2_920_000
"""Days from which on the server's calendar ends (facts, section 4c)."""

_WINDOW = "booking.window.max_days"
_SENSELESS: Mapping[str, Value] = {
    "booking.window.min_days": 90,
    _WINDOW: 1,
    "booking.opens": datetime(2099, 12, 31, 16, tzinfo=HELSINKI),
    "booking.closes": datetime(2099, 1, 1, 8, tzinfo=HELSINKI),
    "booking.max_per_person": 0,
}
"""Nobody could book a room like this."""


def check_odd_values(run: WriteRun, pk: int) -> None:
    """Send the room values that no catalogue with our rules sends; each is put back."""
    recorder = run.recorder
    with recorder.check("odd-offset"):
        before = run.read(pk)
        with expect_refusal(RequestRejected, ""):
            run.update(before, {"booking.opens": _LONG_AGO})
        expect_unchanged(before, run.read(pk))
    with recorder.check("nul"):
        _nul(run, pk)
    with recorder.check("senseless"):
        _senseless(run, pk)
    with recorder.check("list-breaker"):
        if run.others.admin is None:
            raise Untestable("everybody's lists would be lost: only on a sandbox")
        _break_list(run, pk)


def _nul(run: WriteRun, pk: int) -> None:
    before = run.read(pk)
    run.update(before, {"description.fi": "<p>a\0b</p>"})
    after = run.read(pk)
    expect(html("<p>a\0b</p>"), after.values["description.fi"], "text with a NUL")
    with expect_refusal(ValidationRefused, "null_characters_not_allowed"):
        run.update(after, {"name.sv": "a\0b"})
    run.update(after, {"description.fi": before.values["description.fi"]})
    expect_unchanged(before, run.read(pk))


def _senseless(run: WriteRun, pk: int) -> None:
    before = run.read(pk)
    run.update(before, _SENSELESS)
    after = run.read(pk)
    for path, value in _SENSELESS.items():
        expect(value, after.values[path], path)
    run.update(after, {path: before.values[path] for path in _SENSELESS})
    expect_unchanged(before, run.read(pk))


def _break_list(run: WriteRun, pk: int) -> None:
    before = run.read(pk)
    run.update(before, {_WINDOW: _BREAKS})
    try:
        expect(_BREAKS, run.read(pk).values[_WINDOW], _WINDOW)
        opening = run.api.execute(ReadOpenings((pk,))).get(pk)
        if opening is None or opening.fault is None:
            raise Differs("the list of openings was read")
    finally:
        run.update(run.read(pk), {_WINDOW: before.values[_WINDOW]})
