"""Values of a room as the booking system keeps them: sanitised, in its names, cleared its way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from varaamo_sync.capabilities import Capabilities, Feature
from varaamo_sync.model import (
    LANGS,
    Access,
    Instructions,
    Lang,
    Part,
    Room,
    Text,
    readable_room,
)
from varaamo_sync.model.dated_rows import stored_rows
from varaamo_sync.startup.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from varaamo_sync.snapshot import AccessRow, Named, PriceRow, Reference, Value

    Pairs = Iterator[tuple[str, Value]]
    Read = Callable[[Room, Reference, date], Pairs]

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = ("p", "br", "div", "span", "ol", "ul", "li", "strong", "em", "u", "a", "pre")
TAGS = frozenset((*_HEADINGS, *_BLOCKS))
"""Tags that the server keeps; of all others the text stays (facts, section 4b)."""

_ATTRIBUTES = {"a": {"href", "target", "rel"}}  # styles are filtered to nothing by the server
_SCHEMES = {"http", "https", "mailto"}
_TAG = lazy_pattern(r"</?[A-Za-z][^<>]*>|<!--")
_PASSES = 20
"""How often a text is sanitised at most; two or three times are enough for nearly every one."""

_BLANK_LINES = lazy_pattern(r"\n\s*\n")
_TERMS = ("cancellation", "payment", "pricing", "service")

_CLEARED: Mapping[str, Mapping[str, Value]] = {
    "capacity": {"min": None, "max": None},
    "booking": {
        "interval": timedelta(minutes=15),
        "min": None,
        "max": None,
        "buffer_before": timedelta(0),
        "buffer_after": timedelta(0),
        "opens": None,
        "closes": None,
        "max_per_person": None,
        "handling": False,
        "whole_day": False,
        "adults_only": False,
        "free_on_request": False,
    },
    "booking.window": {"min_days": None, "max_days": None},
}
"""What the server keeps of a field that is cleared, by part and field."""

_NEVER_CLEARED = ("kind", "login", "form")
"""Booking fields that always have a value."""


def stored_plain(text: str | None) -> str:
    """Return a plain text (a name, a search term) as the server keeps it: trimmed."""
    return (text or "").strip()


def stored_name(name: Text) -> Mapping[Lang, str]:
    """Return a name in every language as the server keeps it; empty where there is none."""
    return {lang: stored_plain(getattr(name, lang)) for lang in LANGS}


def stored_html(text: str | None) -> str:
    """Return a description or an instruction as the server keeps it.

    Without tags a text is plain: blank lines make paragraphs, line breaks ``<br>``. With tags it
    is HTML and passes the server's sanitiser.
    """
    stripped = (text or "").strip().replace("\r\n", "\n").replace("\r", "\n")
    if not stripped:
        return ""
    return _settled(_sanitiser(), stripped if _TAG.search(stripped) else _paragraphs(stripped))


def stored_material(text: Text | None) -> tuple[tuple[Lang, str], ...]:
    """Return what is said of a price in every language as the server keeps it."""
    return tuple((lang, stored_html(getattr(text, lang, None))) for lang in LANGS)


@cache
def _sanitiser() -> Callable[[str], str]:
    """Return what cleans HTML as the server does; made once, for making it takes longest."""
    import nh3

    cleaner = nh3.Cleaner(
        tags=set(TAGS),
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        clean_content_tags=set(),
        link_rel=None,
        strip_comments=False,
    )
    return cleaner.clean


def stored_contact(text: str | None) -> str:
    """Return contact information as the server keeps it: every tag is stripped."""
    return _settled(_stripper(), (text or "").strip())


@cache
def _stripper() -> Callable[[str], str]:
    """Return what takes every tag out of a text; made once."""
    import nh3

    return nh3.Cleaner(tags=set(), clean_content_tags=set(), strip_comments=False).clean


def _settled(clean: Callable[[str], str], text: str) -> str:
    """Return a text that the server keeps to the letter when it is sent.

    The stored form is what we send, so the server trims and sanitises it once more; and a second
    time may change what the first has left: links within links, the space before a dropped tag.
    """
    for _ in range(_PASSES):
        before, text = text, clean(text).strip()
        if text == before:
            break
    return text


def _paragraphs(text: str) -> str:
    from html import escape  # with its tables of names, which nothing else needs

    blocks = (block.strip() for block in _BLANK_LINES.split(text))
    return "".join(
        f"<p>{'<br>'.join(escape(line.strip(), quote=False) for line in block.splitlines())}</p>"
        for block in blocks
        if block
    )


def agree(one: Value, other: Value) -> bool:
    """Whether two stored values mean the same, so that there is nothing to send.

    Staff may write a short text without the paragraph that a plain text gets from us.
    """
    if one == other:
        return True
    return isinstance(one, str) and isinstance(other, str) and _bare(one) == _bare(other)


def _bare(text: str) -> str:
    inner = text.removeprefix("<p>").removesuffix("</p>")
    whole = text.startswith("<p>") and text.endswith("</p>") and "<p>" not in inner
    return inner if whole and "</p>" not in inner else text


def access_rows(access: Sequence[Access], today: date) -> tuple[AccessRow, ...]:
    """Return the access type in force (without its date) and those to come, by date."""
    from varaamo_sync.snapshot import AccessRow  # rules, which look at texts, need none

    return tuple(
        AccessRow(begins=begins, type=row.type) for begins, row in stored_rows(access, today)
    )


def find_row(rows: Iterable[Named], name: str) -> Named | None:
    """Return the reference row of a Finnish name (any case) or an id, or ``None``."""
    wanted = name.strip().casefold()
    for row in rows:
        if row.label.casefold() == wanted or str(row.pk).casefold() == wanted:
            return row
    return None


def _canonical(rows: Iterable[Named] | None, name: str) -> str:
    row = find_row(rows or (), name)
    return row.label if row else name.strip()


def stated_values(room: Room, reference: Reference, today: date) -> dict[str, Value]:
    """Return every field that the catalogue states for a room, by path, in stored form.

    What could not be read of a form is not stated, even where an older value stands beside it.

    Args:
        room: The room.
        reference: Reference data, to spell names as the booking system does.
        today: Today in Helsinki; decides which price and which access type is in force.
    """
    values: dict[str, Value] = {}
    room = readable_room(room)
    for field, read in _READERS.items():
        if field in room.model_fields_set:
            values.update(read(room, reference, today))
    system = reference.capabilities
    return values if not system.lacks else _kept_values(values, system)


def _kept_values(values: Mapping[str, Value], system: Capabilities) -> dict[str, Value]:
    """Return what of some values a booking system has a place for."""
    kept = {path: value for path, value in values.items() if system.keeps(path)}
    if "pricing" in kept and not system.has(Feature.PAYMENTS):
        (row, *_) = (*cast("tuple[PriceRow, ...]", kept.pop("pricing")), None)
        if row and row.begins is None and row.unit.value in (system.price_units or ()):
            from varaamo_sync.stored_form.prices import bare_price  # as in ``access_rows``

            kept["pricing"] = (bare_price(row.lowest, row.highest, row.unit),)
    return kept


def _stated(part: Part | None, fields: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Yield those fields that a part states, with their values; all of a part that is cleared."""
    for field in fields:
        if part is None or field in part.model_fields_set:
            yield field, getattr(part, field, None)


def _texts(path: str, text: Text | None, form: Callable[[str | None], str]) -> Pairs:
    for lang, said in _stated(text, LANGS):
        yield f"{path}.{lang}", form(said)


def _part(path: str, part: Part | None) -> Pairs:
    cleared = _CLEARED[path]
    for field, value in _stated(part, cleared):
        yield f"{path}.{field}", cleared[field] if value is None else value


def _booking(room: Room, _: Reference, __: date) -> Pairs:
    yield from _part("booking", room.booking)
    if room.booking is not None:
        for field, value in _stated(room.booking, _NEVER_CLEARED):
            yield f"booking.{field}", value
    for field, window in _stated(room.booking, ("window",)):
        yield from _part(f"booking.{field}", window)


def _terms(room: Room, reference: Reference, _: date) -> Pairs:
    for field, rule in _stated(room.terms, ("cancellation_rule",)):
        known = _canonical(reference.cancellation_rules, rule) if rule else None
        yield f"terms.{field}", known
    for field, name in _stated(room.terms, _TERMS):
        row = find_row(reference.terms, name) if name else None
        yield f"terms.{field}", str(row.pk) if row else name


def _instructions(room: Room, _: Reference, __: date) -> Pairs:
    for field, text in _stated(room.instructions, Instructions.model_fields):
        yield from _texts(f"instructions.{field}", text, stored_html)


def _publish(room: Room, _: Reference, __: date) -> Pairs:
    paths = {"begins": "publish.from", "ends": "publish.until"}
    for field, moment in _stated(room.publish, paths):
        yield paths[field], moment


def _pricing(room: Room, _: Reference, today: date) -> Pairs:
    from varaamo_sync.stored_form.prices import price_rows  # as in ``access_rows``

    yield "pricing", price_rows(room.pricing or (), today)


def _single(path: str, value: Callable[[Room, Reference, date], Value]) -> Read:
    def read(room: Room, reference: Reference, today: date) -> Pairs:
        yield path, value(room, reference, today)

    return read


_READERS: Mapping[str, Read] = {
    "name": lambda room, _, __: _texts("name", room.name, stored_plain),
    "description": lambda room, _, __: _texts("description", room.description, stored_html),
    "type": _single(
        "type", lambda room, ref, _: _canonical(ref.types, room.type) if room.type else None
    ),
    "purposes": _single(
        "purposes",
        lambda room, ref, _: frozenset(_canonical(ref.purposes, n) for n in room.purposes or ()),
    ),
    "equipment": _single(
        "equipment",
        lambda room, ref, _: frozenset(_canonical(ref.equipment, n) for n in room.equipment or ()),
    ),
    "capacity": lambda room, _, __: _part("capacity", room.capacity),
    "area": _single("area", lambda room, _, __: room.area),
    "booking": _booking,
    "access": _single("access", lambda room, _, today: access_rows(room.access or (), today)),
    "pricing": _pricing,
    "terms": _terms,
    "instructions": _instructions,
    "contact": _single("contact", lambda room, _, __: stored_contact(room.contact)),
    "search_terms": _single(
        "search_terms", lambda room, _, __: tuple(stored_plain(t) for t in room.search_terms or ())
    ),
    "publish": _publish,
}
"""How each field that is sent is read, in the order of the model."""
