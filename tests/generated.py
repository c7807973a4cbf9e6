"""Rooms made at random from a seed: every field, from plain to barely allowed, and some beyond."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

from varaamo_sync.model import LANGS, START_INTERVALS, Catalogue, Room
from varaamo_sync.rules.themes.bounds import (
    LARGEST_AREA,
    MOST_BOOKINGS,
    MOST_DAYS_AHEAD,
    MOST_PERSONS,
)
from varaamo_sync.sandbox.data.seed import read_seed
from varaamo_sync.snapshot import Reference, RemoteVenue

T = TypeVar("T")
Fields = dict[str, Any]

SEEDED = tuple(room["nameFi"] for room in read_seed(None)["rooms"])
"""Rooms that the sandbox has of its own; the rooms that are made here are others."""

HOURS: tuple[Fields | None, ...] = (
    None, {}, {"mon-fri": "08:00-16:00", "sat": ["10:00-12:00", "13:00-24:00"]},
    {"periods": [{"from": "06-01", "until": "08-31", "fri": "18:00-02:00 next day"}]},
    {"inherit": "venue", "exceptions": {"Juhannusaatto": "closed", "12-24..12-26": "all day"}},
)  # fmt: skip

_ODD_WINDOWS = ({"min_days": 9, "max_days": 7}, {"min_days": -1}, {"max_days": 2_920_000})
_PARAGRAPH = len("<p></p>")
WORDS = (
    "sali", "tila", "juhla", "Töölö", "ja", "för", "a hall", "№ 5", "🎵", "100 €", "60 henkilöä",
    "&", "<", ">", "1 < 2", "a>b", "<3", "</", "&amp;", "&nbsp;", "&auml;", "&copy", "&#228;",
    "\u00a0", "\u200b", "\u00ad", "\t", "  ", "\n", "\n\n", "\r\n", "\r",
    '"', "'", "`", "\\", "%s", "{x}", "$input", "\N{COMBINING DIAERESIS}",
)  # fmt: skip
"""Control signs that no room is sent with are tried by tests/rules/test_signs.py."""

IN_NAMES = tuple(word for word in WORDS if not set(word) & set("\t\n\r"))
TAGS = (
    "<p>", "</p>", "<br>", "<br/>", "<strong>", "</strong>", "<em>", "</em>", "<u>", "</u>",
    "<ul><li>", "</li></ul>", "<ol>", "<h2>", "</h2>", "<div>", "</div>", "<span>", "<pre>",
    "<b>", "</b>", "<i>", "<script>", "</script>", "<!-- x -->", "<img src=x.png>", "<table><td>",
    '<p style="color: red">', '<a href="https://www.hel.fi/?a=1&b=2">', "</a>", "<svg>", "<1>",
    '<a href="javascript:alert(1)" onclick="x()">', "<a href='mailto:tila@example.org'>", "<P>",
)  # fmt: skip


class Maker:
    """Makes rooms that fit some reference data.

    Args:
        seed: The same seed makes the same rooms.
        today: Today in Helsinki.
        reference: What types, purposes and so on may be.
        venues: Where rooms may be.
    """

    def __init__(
        self, seed: int, today: date, reference: Reference, venues: tuple[RemoteVenue, ...]
    ) -> None:
        self._random = Random(seed)
        self._today = today
        self._reference = reference
        self._venues = venues

    def catalogue(self, count: int) -> Catalogue:
        """Return a catalogue of so many rooms, some of them parts of others."""
        rooms: list[Room] = []
        for number in range(count):
            venue = self._pick(*self._venues)
            wholes = [room.key for room in rooms if room.venue.tprek == venue.tprek]
            fields = {name: make() for name, make in self._fields().items() if self._chance(0.8)}
            if wholes and self._chance(0.1):
                fields["part_of"] = self._pick(*wholes)
            rooms.append(
                Room.model_validate(
                    self._needed()
                    | fields
                    | {
                        "key": f"nup-{number}",
                        "service_unit": "NUP",
                        "venue": {"tprek": venue.tprek, "name": dict(venue.name)},
                        "differs_from": SEEDED,
                        "wanted": "published",
                    }
                )
            )
        return Catalogue(id="demo", rooms=tuple(rooms))

    def _needed(self) -> Fields:
        return {
            "name": {lang: self._name() for lang in LANGS},
            "description": {lang: self._text(8000) for lang in LANGS},
            "type": self._known("types"),
            "access": [{"type": "unrestricted"}],
            "pricing": [{"free": True}],
        }

    def _fields(self) -> dict[str, Callable[[], Any]]:
        return {
            "purposes": lambda: self._some("purposes"),
            "equipment": lambda: self._some("equipment"),
            "capacity": self._capacity,
            "area": lambda: self._pick(None, 1, 60, 138, LARGEST_AREA),
            "booking": self._booking,
            "access": self._access,
            "pricing": self._pricing,
            "terms": self._terms,
            "instructions": self._instructions,
            "contact": lambda: self._pick(None, "", self._text(1000 + _PARAGRAPH)),
            "search_terms": self._search_terms,
            "images": lambda: self._rare(None, [{"file": "kuvat/sali.png", "type": "main"}]),
            "hours": lambda: self._pick(*HOURS),
            "publish": self._publish,
            "earlier": lambda: self._pick("none", "viewable", "bookable"),
            "goal": lambda: self._chance(0.5),
            "note": lambda: self._text(100),
        }

    def _pick(self, *options: T) -> T:
        return self._random.choice(options)

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _rare(self, usual: T, rare: T) -> T:
        return rare if self._chance(0.03) else usual

    def _name(self) -> str:
        edge = self._pick("x", "&", "ä", "<")
        words = " ".join(self._pick(*IN_NAMES) for _ in range(self._random.randint(1, 4)))
        return self._pick(
            f"Sali {words}", f"  Tila {words}", self._rare("Sali", f" {edge * 255} "),
            self._rare("Studio", self._pick(edge * 256, " ", "a\0")),
        )  # fmt: skip

    def _text(self, limit: int) -> str:
        """Return a text; rarely one whose stored form is just of the limit, or just over it."""
        if self._chance(0.03):
            return self._edge(limit - _PARAGRAPH - self._random.randint(-1, 2))
        pieces = WORDS if self._chance(0.5) else (*WORDS, *TAGS)
        count = self._random.randint(1, 30)
        return "Tila " + "".join(self._pick(*pieces) + self._pick("", " ") for _ in range(count))

    def _edge(self, size: int) -> str:
        char, width = self._pick(("x", 1), ("&", 5), ("<", 4), ("ä", 1), ("\u00a0", 6))
        return "x" * (size % width + width) + char * (size // width - 1)

    def _texts(self, limit: int) -> dict[str, str | None]:
        return {lang: self._pick(None, self._text(limit)) for lang in LANGS if self._chance(0.7)}

    def _instructions(self) -> Fields:
        limits = {"pending": 8000, "confirmed": 8000, "cancelled": 8000, "applicants": 4000}
        return {name: self._texts(limit) for name, limit in limits.items() if self._chance(0.5)}

    def _search_terms(self) -> list[str] | None:
        terms = ("sali", " tila ", "a & b", "<b>juhla</b>", "Töölö", "juhla", "juhla", "j" * 255)
        odd = self._rare("musiikki", self._pick(" ", "j" * 256, "a\0"))
        return self._pick(None, [], [odd, *self._random.sample(terms, 3)])

    def _known(self, table: str) -> str:
        row = self._pick(*getattr(self._reference, table))
        name = str(row.pk) if table == "terms" else row.label
        return self._pick(name, name.upper(), f" {name} ", self._rare(str(row.pk), "Ei ole"))

    def _some(self, table: str) -> list[str] | None:
        return self._pick(None, [self._known(table) for _ in range(self._random.randint(0, 4))])

    def _terms(self) -> Fields | None:
        terms: Fields = {"cancellation_rule": self._known("cancellation_rules")}
        for row in self._reference.terms:
            kind = row.kind.lower()
            if kind in ("payment", "cancellation", "pricing", "service"):
                terms[kind] = self._pick(None, str(row.pk), str(row.pk).title())
        if self._chance(0.03):
            terms["payment"] = self._known("terms")
        kept = {name: term for name, term in terms.items() if self._chance(0.7)}
        return self._pick(None, kept, kept)

    def _capacity(self) -> Fields | None:
        return self._pick(
            None, {}, {"min": 1}, {"max": 12}, {"min": 0, "max": 1}, {"min": 5, "max": 5},
            {"min": None, "max": 80}, {"min": 1, "max": MOST_PERSONS},
            self._rare({"min": 1, "max": 8}, {"min": 9, "max": 8}),
            self._rare({"max": 8}, self._pick({"min": -1}, {"max": 0}, {"max": MOST_PERSONS + 1})),
        )  # fmt: skip

    def _booking(self) -> Fields | None:
        interval = self._pick(None, *START_INTERVALS)
        step = interval or 15
        shortest = self._pick(None, 0, 1, 2)
        longest = self._pick(None, 0, 2, 7)
        odd = self._rare(0, 5)
        booking: Fields = {
            "kind": self._pick("direct", "season", "both"),
            "interval": interval and f"{interval} min",
            "min": None if shortest is None else f"{shortest * step + odd} min",
            "max": None if longest is None else f"{longest * step} min",
            "buffer_before": self._pick(None, "0 min", "7 min", "1 h 30 min", "31 d"),
            "buffer_after": self._pick(None, "15 min"),
            "window": self._pick(
                None, {"min_days": 1}, {"min_days": 0, "max_days": 0},
                {"max_days": MOST_DAYS_AHEAD}, {"min_days": 7, "max_days": 7},
                self._rare({}, self._pick(*_ODD_WINDOWS)),
            ),
            "opens": self._moment(-400, 20),
            "closes": self._moment(21, 400),
            "max_per_person": self._rare(self._pick(None, 1, MOST_BOOKINGS), self._pick(0, -1)),
            "handling": self._chance(0.5),
            "whole_day": self._chance(0.5),
            "login": self._pick("weak", "strong"),
            "adults_only": self._chance(0.5),
            "free_on_request": self._chance(0.5),
            "form": self._pick("contact_info", "reservee_info", "purpose", "age_group"),
        }  # fmt: skip
        kept = {name: value for name, value in booking.items() if self._chance(0.8)}
        if interval and "interval" not in kept:
            kept = {name: value for name, value in kept.items() if name not in ("min", "max")}
        return self._pick(None, kept, kept, kept)

    def _moment(self, first: int, last: int) -> str | None:
        day = self._day(first, last)
        return self._pick(
            None, f"{day} 00:00", f"{day} 12:30", f"{day}T23:59+02:00", f"{day}T12:00Z"
        )

    def _day(self, first: int, last: int) -> str:
        return (self._today + timedelta(days=self._random.randint(first, last))).isoformat()

    def _publish(self) -> Fields | None:
        begins, ends = self._moment(-20, 20), self._moment(21, 400)
        over = {"from": self._moment(-400, -300), "until": self._moment(-200, -100)}
        turned = {"from": ends, "until": begins}
        return self._pick(
            None, {"from": begins, "until": ends}, {"until": ends}, {"from": begins},
            self._rare({}, self._pick(over, turned)),
        )  # fmt: skip

    def _dated(self, make: Callable[[], Fields]) -> list[Fields]:
        """Return a row in force, perhaps some before it, and perhaps some to come."""
        days: list[str | None] = [self._day(-900, -1) for _ in range(self._random.randint(0, 2))]
        days.append(self._pick(None, self._today.isoformat(), self._rare(None, self._day(1, 9))))
        days += [self._day(1, 900) for _ in range(self._random.randint(0, 3))]
        rows = [make() | ({"from": day} if day else {}) for day in days]
        self._random.shuffle(rows)
        return rows

    def _access(self) -> list[Fields]:
        kinds = ("unrestricted", "physical_key", "opened_by_staff")
        return self._dated(lambda: {"type": self._rare(self._pick(*kinds), "access_code")})

    def _pricing(self) -> list[Fields]:
        return self._dated(self._price)

    def _price(self) -> Fields:
        price: Fields = {
            "unit": self._pick(
                "per_15_min", "per_30_min", "per_hour", "per_half_day", "per_day", "per_week",
                "fixed",
            ),
            "on_begin": self._chance(0.3),
            "payment": self._pick(None, "on_site", "online", "online_or_invoice"),
            "material": self._pick(None, self._texts(1000)),
        }  # fmt: skip
        if self._chance(0.4):
            return price | {"free": True}
        low, high = self._pick(("0", "0"), ("0", "10"), ("0.01", "0.01"), ("5", "1000000"))
        price |= {"lowest": Decimal(low), "highest": Decimal(high)}
        price["vat"] = Decimal(self._pick("0", "10", "14", "25.5", self._rare("10", "24")))
        price["payment"] = self._pick("on_site", "online", self._rare("online", None))
        return price
