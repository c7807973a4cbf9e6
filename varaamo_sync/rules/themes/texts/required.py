"""Texts that must be there, and how long they may be once the server has kept them."""

from __future__ import annotations

from varaamo_sync.capabilities import Feature
from varaamo_sync.findings import Owner, dotted
from varaamo_sync.model import Lang
from varaamo_sync.rules.room_view import RoomView, Texts
from varaamo_sync.rules.rule import Hits, a_room, draft_error, hit, hit_field, publish_error
from varaamo_sync.rules.rule_ids import RuleId
from varaamo_sync.rules.text_analysis.kept_texts import (
    LONGEST,
    keeps_nothing,
    shows_nothing,
    stored_contact_length,
    stored_length,
)
from varaamo_sync.stored_form import stored_plain

_NAME = LONGEST["name"]
_CONTACT = LONGEST["contact"]
_SEARCH_TERM = LONGEST["search_terms"]

_TOO_LONG = "max_length"
_UNTRANSLATED = "RESERVATION_UNIT_MISSING_TRANSLATIONS"


def _requires_name(id: RuleId, lang: Lang) -> None:
    finnish = lang == "fi"
    error = draft_error if finnish else publish_error

    @error(
        id,
        owner=Owner.UNIT if finnish else Owner.TRANSLATOR,
        code="blank" if finnish else _UNTRANSLATED,
        asks=Feature.SPARE_DRAFTS,
        bad=a_room(name={lang: None}),
    )
    def name_missing(room: RoomView) -> Hits:
        name = getattr(room.name, lang)
        if _is_blank(name):
            yield hit("name", lang)


def _requires_description(id: RuleId, lang: Lang) -> None:
    @publish_error(
        id,
        owner=Owner.UNIT if lang == "fi" else Owner.TRANSLATOR,
        code=_UNTRANSLATED,
        asks=Feature.SPARE_DRAFTS,
        bad=a_room(description={lang: " \n"}),
    )
    def description_missing(room: RoomView) -> Hits:
        text = getattr(room.description, lang)
        if _is_blank(text) or ("<" in text and keeps_nothing(text)):
            yield hit("description", lang)


def _is_blank(text: str | None) -> bool:
    return not text or text.isspace()


# In the order in which the API asks for them.
_requires_name("name-missing-fi", "fi")
_requires_name("name-missing-sv", "sv")
_requires_name("name-missing-en", "en")
_requires_description("description-missing-fi", "fi")
_requires_description("description-missing-sv", "sv")
_requires_description("description-missing-en", "en")


@publish_error(
    "description-blank",
    bad=a_room(description={"sv": "<p>&nbsp;</p>"}),
    good=a_room(description={"fi": "<p>Avara sali juhliin ja kokouksiin.</p>"}),
)
def description_blank(room: RoomView) -> Hits:
    """Tags and no words: the API would accept it, and residents would see nothing."""
    if "<" not in room.wording:
        return
    for path, text in room.descriptions:
        if "<" in text and shows_nothing(text) and not keeps_nothing(text):
            yield hit_field(*path)


@draft_error(
    "name-too-long",
    code=_TOO_LONG,
    bad=a_room(name={"en": "A very long name " * 16}),
    good=a_room(name={"en": "N" * _NAME}),
)
def name_too_long(room: RoomView) -> Hits:
    """A name is kept as it is, trimmed."""
    for path, name in room.names:
        if len(name) > _NAME and len(stored_plain(name)) > _NAME:
            yield hit(*path, length=len(stored_plain(name)), limit=_NAME)


@draft_error(
    "description-too-long",
    code=_TOO_LONG,
    bad=a_room(description={"fi": "Tanssi & musiikki. " * 400}),  # 7,600 characters before escaping
    good=a_room(description={"fi": "Tanssi ja musiikki. " * 390}),
)
def description_too_long(room: RoomView) -> Hits:
    """A description is measured after escaping, as the server keeps it."""
    return _longer_than(LONGEST["description"], room.descriptions)


@draft_error(
    "instructions-too-long",
    of="instructions",
    code=_TOO_LONG,
    bad=a_room(instructions={"applicants": {"fi": "Hae vuoroa ajoissa. " * 250}}),
    good=a_room(instructions={"pending": {"fi": "Käsittelemme varauksen. " * 250}}),
)
def instructions_too_long(room: RoomView) -> Hits:
    """Notes to applicants have half the room of the other instructions."""
    for field in room.text_fields[1:]:
        for path, text in field:
            yield from _longer_than(LONGEST[dotted(path[:-1])], [(path, text)])


def _longer_than(limit: int, texts: Texts) -> Hits:
    for path, text in texts:
        length = stored_length(text, limit)
        if length > limit:
            yield hit_field(*path, length=length, limit=limit)


@draft_error(
    "contact-too-long",
    of="contact",
    code=_TOO_LONG,
    bad=a_room(contact="Nuorisotalon toimisto & vahtimestari. " * 26),
    good=a_room(contact="Nuorisotalon toimisto."),
)
def contact_too_long(room: RoomView) -> Hits:
    """Contact information loses its tags, and is escaped."""
    if room.contact:
        length = stored_contact_length(room.contact, _CONTACT)
        if length > _CONTACT:
            yield hit("contact", length=length, limit=_CONTACT)


@draft_error(
    "search-term-empty",
    of="search_terms",
    code="blank",
    bad=a_room(search_terms=["juhlasali", " "]),
    good=a_room(search_terms=["juhlasali"]),
)
def search_term_empty(room: RoomView) -> Hits:
    """The API refuses a search term of spaces."""
    for at, term in enumerate(room.search_terms):
        if term.isspace():
            yield hit("search_terms", at)


@draft_error(
    "search-term-too-long",
    of="search_terms",
    code=_TOO_LONG,
    bad=a_room(search_terms=["juhlat " * 40]),
    good=a_room(search_terms=["j" * _SEARCH_TERM]),
)
def search_term_too_long(room: RoomView) -> Hits:
    """A search term has the length of a name."""
    for at, term in enumerate(room.search_terms):
        if len(term) > _SEARCH_TERM and len(stored_plain(term)) > _SEARCH_TERM:
            yield hit("search_terms", at, length=len(stored_plain(term)), limit=_SEARCH_TERM)
