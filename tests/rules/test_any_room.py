"""No room that the model can hold brings the check down."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.make import NOW, REFERENCE, VENUE
from varaamo_sync import words
from varaamo_sync.model import LANGS, Catalogue
from varaamo_sync.rules import RULES, check
from varaamo_sync.snapshot import RemoteVenue

PIECES = st.sampled_from(
    [
        "sali", "tila", "ja", "60 henkilöä", "100 €", "€ 5", "<p>", "</p>", "<", "&", "&nbsp;", " ",
        "\0", "\n", "https://x", "href='", "maija.m@x", "040 000 0000", "talon", ".", "-", "\u00a0",
    ]
)  # fmt: skip
TEXT = st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=20)
NAME = st.text(min_size=1, max_size=12) | st.sampled_from(["Sali", "Piano", "maksuehto-1", "1"])
TEXTS = st.fixed_dictionaries({}, optional={lang: st.none() | TEXT for lang in LANGS})
WHOLE = st.none() | st.integers(-3, 200) | st.integers(-(2**40), 2**40)
LENGTH = st.none() | st.integers(0, 400).map(lambda minutes: timedelta(minutes=minutes))
DAY = st.none() | st.sampled_from(["2025-01-01", "2026-11-22", "2027-01-01"])
MOMENT = st.none() | st.sampled_from(["2025-01-01 08:00", "2027-01-01 08:00"])
EUROS = st.none() | st.integers(-5, 10**9)
KEYS = st.sampled_from(["a", "b", "c"])
ROOM: dict[str, st.SearchStrategy[Any]] = {
    "description": st.none() | TEXTS,
    "type": st.none() | NAME,
    "purposes": st.none() | st.lists(NAME, max_size=2),
    "equipment": st.none() | st.lists(NAME, max_size=2),
    "capacity": st.none() | st.fixed_dictionaries({}, optional={"min": WHOLE, "max": WHOLE}),
    "area": WHOLE,
    "part_of": st.none() | KEYS,
    "booking": st.none()
    | st.fixed_dictionaries(
        {"kind": st.sampled_from(["direct", "season"]), "min": LENGTH, "max": LENGTH},
        optional={
            "interval": st.sampled_from([None, "30 min", "2 h"]),
            "window": st.fixed_dictionaries({"min_days": WHOLE, "max_days": WHOLE}),
            "opens": MOMENT,
            "closes": MOMENT,
            "max_per_person": WHOLE,
        },
    ),
    "access": st.none()
    | st.lists(
        st.fixed_dictionaries(
            {"type": st.sampled_from(["unrestricted", "access_code"]), "from": DAY}
        ),
        max_size=3,
    ),
    "pricing": st.none()
    | st.lists(
        st.fixed_dictionaries(
            {"from": DAY, "free": st.booleans(), "lowest": EUROS, "highest": EUROS},
            optional={
                "vat": st.sampled_from([None, 0, 10, 24]),
                "payment": st.sampled_from([None, "online"]),
                "material": TEXTS,
            },
        ),
        max_size=3,
    ),
    "terms": st.none()
    | st.fixed_dictionaries({}, optional={"payment": NAME, "cancellation_rule": NAME}),
    "instructions": st.none()
    | st.fixed_dictionaries({}, optional={"applicants": TEXTS, "pending": TEXTS}),
    "contact": st.none() | TEXT,
    "search_terms": st.none() | st.lists(NAME, max_size=2),
    "publish": st.none() | st.fixed_dictionaries({"from": MOMENT, "until": MOMENT}),
}
VENUES = st.sampled_from([VENUE.model_dump(), {"name": {"fi": "Arabian nuorisotila"}}, {}])
ROOMS = st.fixed_dictionaries(
    {"key": KEYS, "name": TEXTS, "service_unit": st.just("NUP"), "venue": VENUES}, optional=ROOM
)


@given(st.lists(ROOMS, max_size=3))
@settings(max_examples=120, deadline=None)
def test_any_rooms(rooms: list[dict[str, Any]]) -> None:
    """Whatever rooms hold, each finding is of a known rule, stands somewhere and can be told."""
    made = Catalogue.model_validate({"id": "a", "rooms": rooms})
    venues = (RemoteVenue(1, "demo-001", {"fi": "Arabian nuorisotalo"}),)

    for finding in check(made, now=NOW, reference=REFERENCE, venues=venues):
        assert finding.rule in RULES
        assert finding.path
        assert finding.key in {"a", "b", "c"}
        for lang in LANGS:
            assert words.text(finding.rule, "message", lang, finding.params)
            assert words.text(finding.rule, "fix", lang, finding.params)


@given(st.lists(ROOMS, max_size=3))
@settings(max_examples=60, deadline=None)
def test_same_again(rooms: list[dict[str, Any]]) -> None:
    """The same catalogue at the same moment gives the same findings in the same order."""
    made = Catalogue.model_validate({"id": "a", "rooms": rooms})

    assert check(made, now=NOW) == check(made, now=NOW)
