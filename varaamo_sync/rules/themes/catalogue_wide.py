"""What only the whole catalogue shows: rooms that are one too many, and settings of rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from varaamo_sync import words
from varaamo_sync.findings import Level, Owner, Severity
from varaamo_sync.model import Room
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.ids import ORDER
from varaamo_sync.rules.near import near, spoken
from varaamo_sync.rules.rule import Example, Hit, lookup, rule, some_rooms


@rule(
    id="rule-unknown",
    severity=Severity.WARNING,
    level=Level.DRAFT,
    owner=Owner.COORDINATOR,
    bad=Example(rules={"description-mising-sv": "warning"}),
    good=Example(rules={"personal-phone": "off"}),
)
def rule_unknown(context: Context) -> Iterator[Hit]:
    """A setting for a rule that does not exist has no effect."""
    for id in context.overrides:
        # The reader's rules have texts too, but are not of this floor.
        if id not in ORDER and id not in words.rules("en"):
            names = {known: known for known in ORDER}
            yield Hit(None, ("rules", id), {"id": id, "near": spoken(near(id, names))})


@rule(
    id="rule-off-unsafe",
    severity=Severity.WARNING,
    level=Level.DRAFT,
    owner=Owner.COORDINATOR,
    bad=Example(rules={"type-missing": "off"}),
    good=Example(rules={"personal-phone": "off"}),
)
def rule_off_unsafe(context: Context) -> Iterator[Hit]:
    """What the booking system refuses stays refused, whatever the catalogue says of the rule."""
    for id, severity in context.overrides.items():
        meant = lookup(id)
        if meant is None or meant.fixed:
            continue
        if meant.foresees_refusal and severity != Severity.ERROR:
            params = {"id": id, "severity": severity, "code": meant.code or "–"}
            yield Hit(None, ("rules", id), params)


@rule(
    id="rule-fixed",
    severity=Severity.WARNING,
    level=Level.DRAFT,
    owner=Owner.COORDINATOR,
    bad=Example(rules={"booking-window-too-large": "off"}),
    good=Example(rules={"booking-window-too-large": "error"}),
)
def rule_fixed(context: Context) -> Iterator[Hit]:
    """What would break the booking system for everybody stays an error, whatever is set."""
    for id, severity in context.overrides.items():
        meant = lookup(id)
        if meant is not None and meant.fixed and severity != meant.severity:
            yield Hit(None, ("rules", id), {"id": id, "severity": severity})


@rule(
    id="key-duplicate",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.COORDINATOR,
    bad=some_rooms({"key": "sali"}, {"key": "sali", "name": {"fi": "Pieni sali"}}),
    good=some_rooms({"key": "sali"}, {"key": "pieni-sali", "name": {"fi": "Pieni sali"}}),
)
def key_duplicate(context: Context) -> Iterator[Hit]:
    """A key is one room's; with two the booking system would get one room for both."""
    seen: dict[str, int] = {}
    for place, room in context.rooms:
        first = seen.setdefault(room.key, place)
        if first != place:
            other = context.catalogue.rooms[first]
            params = {"key": room.key, "other": other.label(), "venue": other.venue.label()}
            yield Hit(place, ("key",), params)


@rule(
    id="same-as-taken",
    severity=Severity.WARNING,
    level=Level.QUALITY,
    owner=Owner.COORDINATOR,
    bad=some_rooms(
        {"key": "sali", "name": {"fi": "Juhlasali"}},
        {"key": "kerho", "name": {"fi": "Kerhohuone"}, "same_as": "Juhlasali"},
    ),
    good=some_rooms(
        {"key": "sali", "name": {"fi": "Juhlasali"}, "same_as": "Sali"},
        {"key": "kerho", "name": {"fi": "Kerhohuone"}, "same_as": "Juhlasali"},
    ),
)
def same_as_taken(context: Context) -> Iterator[Hit]:
    """One room of the booking system is not said to be two rooms of the catalogue."""
    saying = [(place, room) for place, room in context.rooms if room.same_as is not None]
    if not saying:
        return
    claims: dict[tuple[str, str], list[str]] = defaultdict(list)
    for _, room in context.rooms:
        claims[_claim(room)].append(room.key)
    for place, room in saying:
        others = [key for key in claims[_claim(room)] if key != room.key]
        if others:
            yield Hit(place, ("same_as",), {"said": room.same_as, "others": spoken(others)})


def _claim(room: Room) -> tuple[str, str]:
    """Return the venue and the name by which a room is looked for in the booking system."""
    said = room.same_as or room.name.fi or room.key
    return room.venue.tprek or room.venue.label(), " ".join(said.split()).casefold()


@rule(
    id="name-repeated",
    severity=Severity.WARNING,
    level=Level.QUALITY,
    owner=Owner.UNIT,
    bad=some_rooms({"key": "sali"}, {"key": "sali-2"}),
    good=some_rooms(
        {"key": "sali"},
        {"key": "sali-2", "venue": {"tprek": "demo-012", "name": {"fi": "Stoa"}}},
    ),
)
def name_repeated(context: Context) -> Iterator[Hit]:
    """Residents cannot tell two rooms of one name in one venue apart, nor can an adoption."""
    seen: dict[tuple[str, str], int] = {}
    rooms = context.catalogue.rooms
    for place, name in enumerate(context.names.fi):
        if not name:
            continue
        venue = rooms[place].venue
        first = seen.setdefault((venue.tprek or venue.label(), name.strip().lower()), place)
        if first != place:
            params = {"name": name, "venue": venue.label(), "other": rooms[first].key}
            yield Hit(place, ("name", "fi"), params)
