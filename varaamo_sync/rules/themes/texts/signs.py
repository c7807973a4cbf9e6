"""Signs that do something where a text is shown, instead of being shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from varaamo_sync.findings import Level, Owner, Path, Severity
from varaamo_sync.model import LANGS
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.room_view import Column, dotted, field_of
from varaamo_sync.rules.rule import Hit, a_room, rule

_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
"""Control signs but tabulator and line end; what no request can hold has a rule of its own."""

_IN_NAMES = re.compile("[\x01-\x1f\x7f-\x9f\u2028\u2029]")
"""A name is one line."""

_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_AT_ONCE = 1000
_ONE_LINE = ("name", "venue", "search_terms")


@rule(
    id="text-control-signs",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    bad=a_room(name={"fi": "Juhla\x1b[31msali"}),
    good=a_room(description={"fi": "Sali juhliin.\n\n\tKaksi keittiötä."}),
)
def text_control_signs(context: Context) -> Iterator[Hit]:
    """Control signs colour terminals, forge lines of logs, and stay in what residents read."""
    yield from _found(context, _CONTROL, _IN_NAMES)


@rule(
    id="text-direction-marks",
    severity=Severity.WARNING,
    level=Level.QUALITY,
    owner=Owner.UNIT,
    bad=a_room(name={"fi": "Juhla\u202esali"}),
)
def text_direction_marks(context: Context) -> Iterator[Hit]:
    """Marks that turn the direction of writing make a text look like another one."""
    yield from _found(context, _TURNING, _TURNING)


def _found(context: Context, signs: re.Pattern[str], in_names: re.Pattern[str]) -> Iterator[Hit]:
    for column in _columns(context):
        wanted = in_names if column.path[0] in _ONE_LINE else signs
        # One look at many texts, because hardly any catalogue holds such a sign.
        for start in range(0, len(column.texts), _AT_ONCE):
            some = column.texts[start : start + _AT_ONCE]
            if wanted.search("".join(text.strip() for text in some if text)):
                each = ((place, text) for place, text in enumerate(some, start) if text)
                yield from _hits(
                    ((place, column.path, text.strip()) for place, text in each), wanted
                )
    yield from _hits(_materials(context), signs)
    goal = _texts(context.catalogue.goal.model_dump(), ("goal",))
    yield from _hits(((None, path, text) for path, text in goal), signs)


def _hits(texts: Iterable[tuple[int | None, Path, str]], signs: re.Pattern[str]) -> Iterator[Hit]:
    for place, path, text in texts:
        if found := signs.search(text):
            sign = f"U+{ord(found.group()):04X}"
            yield Hit(place, path, {"field": dotted(path), "sign": sign})


def _materials(context: Context) -> Iterator[tuple[int, Path, str]]:
    for place, at, price in context.prices():
        if price.material is not None:
            for lang in LANGS:
                if text := price.material.get(lang):
                    yield place, ("pricing", at, "material", lang), text


def _columns(context: Context) -> Iterator[Column]:
    rooms = [room for _, room in context.rooms]
    short = (
        Column(("contact",), [room.contact for room in rooms]),
        Column(("search_terms",), ["".join(room.search_terms or ()) for room in rooms]),
        Column(("venue", "address"), [room.venue.address for room in rooms]),
    )
    venues = field_of(("venue", "name"), [room.venue.name for room in rooms])
    return chain(context.names.columns(), context.columns, venues.columns(), short)


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the texts within a value, each with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, (*path, str(name)))
    elif isinstance(value, list | tuple):
        for at, inner in enumerate(value):
            yield from _texts(inner, (*path, at))
