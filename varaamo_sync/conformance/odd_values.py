"""The facts about values that make no sense: rejected, cleaned, stored, or stumbled over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from varaamo_sync.booking import ReadOpenings
from varaamo_sync.conformance.report import Differs, Untestable, expect, refused
from varaamo_sync.conformance.trial import Trial
from varaamo_sync.conformance.trying import others_same
from varaamo_sync.errors import RequestRejected, ValidationRefused
from varaamo_sync.model import HELSINKI
from varaamo_sync.snapshot import Value
from varaamo_sync.stored_form import stored_html

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


def try_odd_values(trial: Trial, pk: int) -> None:
    """Send the room values that no catalogue with our rules sends; each is put back."""
    book = trial.book
    with book.fact("odd-offset"):
        before = trial.read(pk)
        with refused(RequestRejected, ""):
            trial.update(before, {"booking.opens": _LONG_AGO})
        others_same(before, trial.read(pk))
    with book.fact("nul"):
        _nul(trial, pk)
    with book.fact("senseless"):
        _senseless(trial, pk)
    with book.fact("list-breaker"):
        if trial.company.owner is None:
            raise Untestable("everybody's lists would be lost: only on a sandbox")
        _break_list(trial, pk)


def _nul(trial: Trial, pk: int) -> None:
    before = trial.read(pk)
    trial.update(before, {"description.fi": "<p>a\0b</p>"})
    after = trial.read(pk)
    expect(stored_html("<p>a\0b</p>"), after.values["description.fi"], "text with a NUL")
    with refused(ValidationRefused, "null_characters_not_allowed"):
        trial.update(after, {"name.sv": "a\0b"})
    trial.update(after, {"description.fi": before.values["description.fi"]})
    others_same(before, trial.read(pk))


def _senseless(trial: Trial, pk: int) -> None:
    before = trial.read(pk)
    trial.update(before, _SENSELESS)
    after = trial.read(pk)
    for path, value in _SENSELESS.items():
        expect(value, after.values[path], path)
    trial.update(after, {path: before.values[path] for path in _SENSELESS})
    others_same(before, trial.read(pk))


def _break_list(trial: Trial, pk: int) -> None:
    before = trial.read(pk)
    trial.update(before, {_WINDOW: _BREAKS})
    try:
        expect(_BREAKS, trial.read(pk).values[_WINDOW], _WINDOW)
        opening = trial.api.execute(ReadOpenings((pk,))).get(pk)
        if opening is None or opening.fault is None:
            raise Differs("the list of openings was read")
    finally:
        trial.update(trial.read(pk), {_WINDOW: before.values[_WINDOW]})
