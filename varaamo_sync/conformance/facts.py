"""What the client relies on, one fact at a time, with its section in ``varaamo-api.md``."""

from __future__ import annotations

from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Phrase


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that the client relies on.

    Attributes:
        id: Stable name.
        section: Section of the facts that states it.
    """

    id: str
    section: str

    @property
    def title(self) -> Phrase:
        """What holds, in a sentence."""
        return Phrase("conformance", f"fact.{self.id}")


READ_FACTS: tuple[Fact, ...] = (
    Fact("self-made-token", "1"),
    Fact("who-am-i", "1"),
    Fact("reads-are-public", "1"),
    Fact("rights-by-venue", "1"),
    Fact("no-rights-elsewhere", "1"),
    Fact("reference-names", "2"),
    Fact("terms-types", "2"),
    Fact("vat-free", "2"),
    Fact("rules-need-login", "4b"),
    Fact("rule-hidden", "4b"),
    Fact("venue-ids", "4"),
    Fact("spaces-with-code", "2"),
    Fact("rooms-are-known", "4b"),
    Fact("pages-of-100", "2"),
    Fact("by-venue", "2"),
    Fact("own-identity", "4"),
    Fact("by-number", "2"),
    Fact("openings", "4b"),
    Fact("hours-in-lists", "4c"),
)
"""Facts for which looking is enough."""

WRITE_FACTS: tuple[Fact, ...] = (
    Fact("unknown-venue", "3"),
    Fact("space-code", "4"),
    Fact("space-update", "2"),
    Fact("space-parent", "2"),
    Fact("space-deleted", "4b"),
    Fact("unknown-reference", "3"),
    Fact("draft", "2"),
    Fact("identity-answered", "4"),
    Fact("stored-names", "4b"),
    Fact("stored-texts", "4b"),
    Fact("stored-contact", "3"),
    Fact("stored-prices", "3"),
    Fact("stored-access", "3"),
    Fact("stored-durations", "2"),
    Fact("stored-sets", "4b"),
    Fact("stored-search-terms", "4"),
    Fact("stored-moments", "2"),
    Fact("stored-rest", "2"),
    Fact("not-idempotent", "4"),
    Fact("listed", "2"),
    Fact("update-keeps", "2"),
    Fact("future-kept", "3"),
    Fact("future-changed", "4b"),
    Fact("terms-of-own-type", "4b"),
    Fact("too-long", "4b"),
    Fact("odd-offset", "4c"),
    Fact("nul", "4c"),
    Fact("senseless", "4c"),
    Fact("unknown-room", "3"),
    Fact("picture", "2"),
    Fact("incomplete", "3"),
    Fact("spaces-taken", "3"),
    Fact("publish", "2"),
    Fact("opens-later", "4b"),
    Fact("no-hours", "4b"),
    Fact("persons", "3"),
    Fact("unpublish", "2"),
    Fact("archive", "2"),
    Fact("archive-twice", "2"),
    Fact("space-stays", "4b"),
)
"""Facts that only writing shows."""

CONCURRENCY_FACTS: tuple[Fact, ...] = (
    Fact("dead-session", "1"),
    Fact("lost-updates", "4"),
    Fact("deadlocks", "4"),
    Fact("sixty-seconds", "4"),
    Fact("list-breaker", "4c"),
    Fact("reserved", "4b"),
)
"""Facts that one writer alone does not show."""

FACTS: tuple[Fact, ...] = (*READ_FACTS, *WRITE_FACTS, *CONCURRENCY_FACTS)
"""Every fact, in the order of a report."""

HOURS_READ_FACTS: tuple[Fact, ...] = (
    Fact("hours-venue", "Hauki"),
    Fact("hours-left-out", "Hauki"),
    Fact("hours-nothing", "Hauki"),
    Fact("hours-rooms", "Hauki"),
    Fact("hours-periods", "Hauki"),
    Fact("hours-hash", "Hauki"),
    Fact("hours-days", "Hauki"),
    Fact("hours-who", "Hauki"),
    Fact("hours-read-only", "Hauki"),
)
"""Facts about the opening-hours system for which looking is enough."""

HOURS_WRITE_FACTS: tuple[Fact, ...] = (
    Fact("hours-right", "Hauki"),
    Fact("hours-refused", "Hauki"),
    Fact("hours-other-source", "Hauki"),
    Fact("hours-stored", "Hauki"),
    Fact("hours-hash-moves", "Hauki"),
    Fact("hours-twice", "Hauki"),
    Fact("hours-replaced", "Hauki"),
    Fact("hours-deleted", "Hauki"),
)
"""Facts about it that only writing shows."""

HOURS_FACTS: tuple[Fact, ...] = (*HOURS_READ_FACTS, *HOURS_WRITE_FACTS)
"""Every fact about the opening-hours system, in the order of a report."""

RESPA_READ_FACTS: tuple[Fact, ...] = (
    Fact("respa-lists", "Respa"),
    Fact("respa-past-end", "Respa"),
    Fact("respa-unit", "Respa"),
    Fact("respa-by-unit", "Respa"),
    Fact("respa-known", "Respa"),
    Fact("respa-texts", "Respa"),
    Fact("respa-public", "Respa"),
    Fact("respa-may-book", "Respa"),
    Fact("respa-whole-unit", "Respa"),
    Fact("respa-days", "Respa"),
)
"""Facts about a Respa for which looking is enough."""

RESPA_WRITE_FACTS: tuple[Fact, ...] = (
    Fact("respa-dead-login", "Respa"),
    Fact("respa-login", "Respa"),
    Fact("respa-needs", "Respa"),
    Fact("respa-own-id", "Respa"),
    Fact("respa-stored", "Respa"),
    Fact("respa-twice", "Respa"),
    Fact("respa-found-again", "Respa"),
    Fact("respa-hidden", "Respa"),
    Fact("respa-external", "Respa"),
    Fact("respa-kept", "Respa"),
    Fact("respa-put", "Respa"),
    Fact("respa-unknown", "Respa"),
    Fact("respa-languages", "Respa"),
    Fact("respa-comma", "Respa"),
    Fact("respa-pictures", "Respa"),
    Fact("respa-periods", "Respa"),
    Fact("respa-deleted", "Respa"),
    Fact("respa-restored", "Respa"),
    Fact("respa-absent", "Respa"),
)
"""Facts about it that only writing shows."""

RESPA_FACTS: tuple[Fact, ...] = (*RESPA_READ_FACTS, *RESPA_WRITE_FACTS)
"""Every fact about a Respa, in the order of a report."""
