"""Signs that no request can hold, or that do something where a text is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from varaamo_sync.findings import Owner, Path
from varaamo_sync.model import Part
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.room_view import RoomView, Texts
from varaamo_sync.rules.rule import Hits, a_room, draft_error, hit_field, quality_warning
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_CONTROL = lazy_pattern("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
"""Control signs but tabulator and line end; what no request can hold has a rule of its own."""

_IN_NAMES = lazy_pattern("[\x01-\x1f\x7f-\x9f\u2028\u2029]")
"""A name is one line."""

_TURNING = lazy_pattern("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ONE_LINE = ("name", "venue", "search_terms")


@draft_error(
    "text-unsendable",
    owner=Owner.COORDINATOR,
    code="null_characters_not_allowed",
    bad=a_room(description={"en": "A hall\0 for parties."}),
)
def text_unsendable(room: RoomView) -> Hits:
    """A null character or half a surrogate pair fits into no request and no database."""
    for path, text in room.unprintable_texts:
        if path[0] != "venue" and not _is_sendable(text):
            yield hit_field(*path)


def _is_sendable(text: str) -> bool:
    if "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _control_signs_of_goal(context: Context) -> Hits:
    return _found(_texts_of_goal(context), _CONTROL, _IN_NAMES)


@draft_error(
    "text-control-signs",
    bad=a_room(name={"fi": "Juhla\x1b[31msali"}),
    good=a_room(description={"fi": "Sali juhliin.\n\n\tKaksi keittiötä."}),
    look_at_catalogue=_control_signs_of_goal,
)
def text_control_signs(room: RoomView) -> Hits:
    """Control signs colour terminals, forge lines of logs, and stay in what residents read."""
    return _found(_trimmed(room), _CONTROL, _IN_NAMES)


def _direction_marks_of_goal(context: Context) -> Hits:
    return _found(_texts_of_goal(context), _TURNING, _TURNING)


@quality_warning(
    "text-direction-marks",
    bad=a_room(name={"fi": "Juhla\u202esali"}),
    look_at_catalogue=_direction_marks_of_goal,
)
def text_direction_marks(room: RoomView) -> Hits:
    """Marks that turn the direction of writing make a text look like another one."""
    return _found(_trimmed(room), _TURNING, _TURNING)


def _found(
    texts: Iterable[tuple[Path, str]], signs: re.Pattern[str], in_names: re.Pattern[str]
) -> Hits:
    for path, text in texts:
        wanted = in_names if path[0] in _ONE_LINE else signs
        if found := wanted.search(text):
            yield hit_field(*path, sign=f"U+{ord(found.group()):04X}")


def _trimmed(room: RoomView) -> Texts:
    return [(path, text.strip()) for path, text in room.unprintable_texts]


def _texts_of_goal(context: Context) -> Iterator[tuple[Path, str]]:
    # what it requires is the name of a measure, which has no place in a goal that people write
    goal = dict(context.catalogue.goal)
    del goal["requirements"]
    return _texts_within(goal, ("goal",))


def _texts_within(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the texts within a value, each with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | Part):
        for name, inner in dict(value).items():
            yield from _texts_within(inner, (*path, str(name)))
    elif isinstance(value, list | tuple):
        for at, inner in enumerate(value):
            yield from _texts_within(inner, (*path, at))
