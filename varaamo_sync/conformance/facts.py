"""What the client relies on, one fact at a time, with its section in ``varaamo-api.md``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that the client relies on.

    Attributes:
        id: Stable name.
        section: Section of the facts that states it.
        title: What holds, in a sentence.
    """

    id: str
    section: str
    title: str


READ_FACTS: tuple[Fact, ...] = (
    Fact("self-made-token", "1", "A CSRF token that the client made itself is believed."),
    Fact("who-am-i", "1", "It tells who is logged in, and that nobody is."),
    Fact("reads-are-public", "1", "Venues and rooms are read without a right to change them."),
    Fact("rights-by-venue", "1", "It tells ahead whether rooms of a venue may be written."),
    Fact("no-rights-elsewhere", "1", "A venue without a role may not be written."),
    Fact("reference-names", "2", "Types, purposes and equipment have Finnish names, each its own."),
    Fact("terms-types", "2", "Terms have an id and a type that the client knows."),
    Fact("vat-free", "2", "There is an enabled VAT of 0 %, for what is free."),
    Fact("rules-need-login", "4b", "Cancellation rules are shown with a login, refused without."),
    Fact("rule-hidden", "4b", "Without a login rooms are read, their cancellation rule is not."),
    Fact("venue-ids", "4", "Each venue has its own TPREK id."),
    Fact("spaces-with-code", "2", "A venue's spaces come whole, each with its code."),
    Fact("rooms-are-known", "4b", "Every room is in a state, with values, that the client knows."),
    Fact("pages-of-100", "2", "Numbers of more than 100 rooms come in one answer, each once."),
    Fact("by-venue", "2", "The filter for a venue gives its rooms and no others."),
    Fact("own-identity", "4", "Each room has a UUID of its own, made by the server."),
    Fact("by-number", "2", "A room is found by its number, and an unknown number finds nothing."),
    Fact("openings", "4b", "For each visible room it tells whether it is closed, when free."),
    Fact("hours-in-lists", "4c", "It tells opening hours, and of rooms without a link that, too."),
)
"""Facts for which looking is enough."""

WRITE_FACTS: tuple[Fact, ...] = (
    Fact("unknown-venue", "3", "A space in an unknown venue is refused: ENTITY_NOT_FOUND."),
    Fact("space-code", "4", "A space keeps our code, to the letter."),
    Fact("space-update", "2", "A changed space keeps its code and its other fields."),
    Fact("space-parent", "2", "A space can lie in another."),
    Fact("space-deleted", "4b", "A space that no room ever used can be deleted."),
    Fact("unknown-reference", "3", "Unknown numbers are refused, all at once: does_not_exist."),
    Fact("draft", "2", "A created room is a draft, which residents do not see."),
    Fact("identity-answered", "4", "The UUID of the answer is the one that is read later."),
    Fact("stored-names", "4b", "Names are trimmed and not sanitised: & and < stay."),
    Fact("stored-texts", "4b", "Texts with tags, & < > are stored in our stored form."),
    Fact("stored-contact", "3", "Contact information loses every tag, as our stored form."),
    Fact("stored-prices", "3", 'Prices come back with two decimals, free ones as "0.00".'),
    Fact("stored-access", "3", "Ways of getting in come back, today's and those to come."),
    Fact("stored-durations", "2", "Durations come back to the second, the interval by its name."),
    Fact("stored-sets", "4b", "Purposes and equipment come back, in whatever order."),
    Fact("stored-search-terms", "4", "Search terms come back in our order."),
    Fact("stored-moments", "2", "Moments come back as the same moment."),
    Fact("stored-rest", "2", "Every other field comes back as it was sent."),
    Fact("not-idempotent", "4", "The same create twice makes two rooms, also in one space."),
    Fact("listed", "2", "Rooms just made are in their venue's list, with their space."),
    Fact("update-keeps", "2", "An update of one field leaves every other field."),
    Fact("future-kept", "3", "Prices and access types to come survive our update of a field."),
    Fact("future-changed", "4b", "A price to come is changed in place, the one in force stays."),
    Fact("terms-of-own-type", "4b", "Terms of another type are refused: does_not_exist."),
    Fact("too-long", "4b", "A text that is too long once escaped is refused, nothing is stored."),
    Fact("odd-offset", "4c", "A moment whose offset has seconds is rejected, and nothing stored."),
    Fact("nul", "4c", "NUL is taken out of texts, as in our stored form, and refused in names."),
    Fact("senseless", "4c", "What makes no sense is stored: only our rules keep it out."),
    Fact("unknown-room", "3", "A change of an unknown room is refused: NOT_FOUND."),
    Fact("picture", "2", "A picture is uploaded, and an update of the room keeps it."),
    Fact("incomplete", "3", "A room without prices is not published."),
    Fact("spaces-taken", "3", "An empty list of spaces is stored, and the room is published."),
    Fact("publish", "2", "A complete room is published with its spaces, and nothing else changes."),
    Fact("opens-later", "4b", "A room whose booking opens later takes no bookings yet."),
    Fact("no-hours", "4b", "A visible room without opening hours is closed."),
    Fact("persons", "3", "A published room cannot have fewer persons at most than at least."),
    Fact("unpublish", "2", "A published room is taken back to draft."),
    Fact("archive", "2", "An archived room is gone from every list, and from its own number."),
    Fact("archive-twice", "2", "Archiving twice gives the same answer."),
    Fact("space-stays", "4b", "After an archive the space stays, with its code."),
)
"""Facts that only writing shows."""

CONCURRENCY_FACTS: tuple[Fact, ...] = (
    Fact("dead-session", "1", "A dead session looks like a missing right, without a 401."),
    Fact("lost-updates", "4", "Two changes of one room at once can lose one of them."),
    Fact("deadlocks", "4", "Spaces of one tree that are written at once deadlock."),
    Fact("sixty-seconds", "4", "After 60 s the proxy gives up, and the server goes on."),
    Fact("list-breaker", "4c", "A window of 2,920,000 days takes lists of openings down."),
    Fact("reserved", "4b", "A room with reservations ahead is unpublished, but not archived."),
)
"""Facts that one writer alone does not show."""

FACTS: tuple[Fact, ...] = (*READ_FACTS, *WRITE_FACTS, *CONCURRENCY_FACTS)
"""Every fact, in the order of a report."""
