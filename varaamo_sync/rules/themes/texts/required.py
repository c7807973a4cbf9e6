"""Texts: those that must be there, and how long they may be once the server has kept them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from varaamo_sync.findings import Level, Owner, Severity
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.lengths import LONGEST
from varaamo_sync.rules.room_view import Column, dotted
from varaamo_sync.rules.rule import Hit, a_room, rule
from varaamo_sync.rules.rule_ids import RuleId
from varaamo_sync.rules.text_analysis.kept_texts import (
    LARGEST_GROWTH,
    keeps_nothing,
    shows_nothing,
    stored_contact_length,
    stored_length,
)
from varaamo_sync.stored_form import plain

_NAME = LONGEST["name"]
_DESCRIPTION = LONGEST["description"]
_CONTACT = LONGEST["contact"]
_SEARCH_TERM = LONGEST["search_terms"]

_TOO_LONG = "max_length"
_AT_ONCE = 1000


def _requires_name(id: RuleId, lang: Lang) -> None:
    finnish = lang == "fi"

    @rule(
        id=id,
        severity=Severity.ERROR,
        level=Level.DRAFT if finnish else Level.PUBLISH,
        owner=Owner.UNIT if finnish else Owner.TRANSLATOR,
        code="blank" if finnish else "RESERVATION_UNIT_MISSING_TRANSLATIONS",
        bad=a_room(name={lang: None}),
    )
    def name_missing(context: Context) -> Iterator[Hit]:
        for place, name in enumerate(getattr(context.names, lang)):
            if not name or name.isspace():
                yield Hit(place, ("name", lang))


def _requires_description(id: RuleId, lang: Lang) -> None:
    @rule(
        id=id,
        severity=Severity.ERROR,
        level=Level.PUBLISH,
        owner=Owner.UNIT if lang == "fi" else Owner.TRANSLATOR,
        code="RESERVATION_UNIT_MISSING_TRANSLATIONS",
        bad=a_room(description={lang: " \n"}),
    )
    def description_missing(context: Context) -> Iterator[Hit]:
        for place, text in enumerate(getattr(context.description, lang)):
            if keeps_nothing(text):
                yield Hit(place, ("description", lang))


# In the order in which the API asks for them.
_requires_name("name-missing-fi", "fi")
_requires_name("name-missing-sv", "sv")
_requires_name("name-missing-en", "en")
_requires_description("description-missing-fi", "fi")
_requires_description("description-missing-sv", "sv")
_requires_description("description-missing-en", "en")


@rule(
    id="description-blank",
    severity=Severity.ERROR,
    level=Level.PUBLISH,
    owner=Owner.UNIT,
    bad=a_room(description={"sv": "<p>&nbsp;</p>"}),
    good=a_room(description={"fi": "<p>Avara sali juhliin ja kokouksiin.</p>"}),
)
def description_blank(context: Context) -> Iterator[Hit]:
    """Tags and no words: the API would accept it, and residents would see nothing."""
    for column in context.description.columns():
        for place, text in enumerate(column.texts):
            if text and "<" in text and shows_nothing(text) and not keeps_nothing(text):
                yield Hit(place, column.path, {"field": column.field})


@rule(
    id="name-too-long",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    code=_TOO_LONG,
    bad=a_room(name={"en": "A very long name " * 16}),
    good=a_room(name={"en": "N" * _NAME}),
)
def name_too_long(context: Context) -> Iterator[Hit]:
    """A name is kept as it is, trimmed."""
    for column in context.names.columns():
        for place, name in enumerate(column.texts):
            if name and len(name) > _NAME and len(plain(name)) > _NAME:
                yield Hit(place, column.path, {"length": len(plain(name)), "limit": _NAME})


@rule(
    id="description-too-long",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    code=_TOO_LONG,
    bad=a_room(description={"fi": "Tanssi & musiikki. " * 400}),  # 7,600 characters before escaping
    good=a_room(description={"fi": "Tanssi ja musiikki. " * 390}),
)
def description_too_long(context: Context) -> Iterator[Hit]:
    """A description is measured after escaping, as the server keeps it."""
    for column in context.description.columns():
        yield from _too_long(column, _DESCRIPTION)


@rule(
    id="instructions-too-long",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    code=_TOO_LONG,
    bad=a_room(instructions={"applicants": {"fi": "Hae vuoroa ajoissa. " * 250}}),
    good=a_room(instructions={"pending": {"fi": "Käsittelemme varauksen. " * 250}}),
)
def instructions_too_long(context: Context) -> Iterator[Hit]:
    """Notes to applicants have half the room of the other instructions."""
    for column in context.columns:
        if column.path[0] == "instructions":
            yield from _too_long(column, LONGEST[dotted(column.path[:-1])])


def _too_long(column: Column, limit: int) -> Iterator[Hit]:
    surely_fits = limit // LARGEST_GROWTH
    for place, text in enumerate(column.texts):
        if text and len(text) > surely_fits:
            length = stored_length(text, limit)
            if length > limit:
                params = {"field": column.field, "length": length, "limit": limit}
                yield Hit(place, column.path, params)


@rule(
    id="contact-too-long",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    code=_TOO_LONG,
    bad=a_room(contact="Nuorisotalon toimisto & vahtimestari. " * 26),
    good=a_room(contact="Nuorisotalon toimisto."),
)
def contact_too_long(context: Context) -> Iterator[Hit]:
    """Contact information loses its tags, and is escaped."""
    for place, room in context.rooms:
        text = room.contact
        if text and len(text) * LARGEST_GROWTH > _CONTACT:
            length = stored_contact_length(text)
            if length > _CONTACT:
                yield Hit(place, ("contact",), {"length": length, "limit": _CONTACT})


@rule(
    id="search-term-empty",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    code="blank",
    bad=a_room(search_terms=["juhlasali", " "]),
    good=a_room(search_terms=["juhlasali"]),
)
def search_term_empty(context: Context) -> Iterator[Hit]:
    """The API refuses a search term of spaces."""
    for place, room in context.rooms:
        for at, term in enumerate(room.search_terms or ()):
            if term.isspace():
                yield Hit(place, ("search_terms", at))


@rule(
    id="search-term-too-long",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.UNIT,
    code=_TOO_LONG,
    bad=a_room(search_terms=["juhlat " * 40]),
    good=a_room(search_terms=["j" * _SEARCH_TERM]),
)
def search_term_too_long(context: Context) -> Iterator[Hit]:
    """A search term has the length of a name."""
    for place, room in context.rooms:
        for at, term in enumerate(room.search_terms or ()):
            if len(term) > _SEARCH_TERM and len(plain(term)) > _SEARCH_TERM:
                params = {"length": len(plain(term)), "limit": _SEARCH_TERM}
                yield Hit(place, ("search_terms", at), params)


@rule(
    id="text-unsendable",
    severity=Severity.ERROR,
    level=Level.DRAFT,
    owner=Owner.COORDINATOR,
    code="null_characters_not_allowed",
    bad=a_room(description={"en": "A hall\0 for parties."}),
)
def text_unsendable(context: Context) -> Iterator[Hit]:
    """A null character or half a surrogate pair fits into no request and no database."""
    for column in chain(context.names.columns(), context.columns, _short_texts(context)):
        # One look at many texts, because hardly any catalogue holds such a character.
        for start in range(0, len(column.texts), _AT_ONCE):
            some = column.texts[start : start + _AT_ONCE]
            if _sendable("".join(filter(None, some))):
                continue
            for place, text in enumerate(some, start):
                if text and not _sendable(text):
                    yield Hit(place, column.path, {"field": column.field})
    for place, at, price in context.prices():
        if price.material is None:
            continue
        for lang in LANGS:
            if not _sendable(price.material.get(lang) or ""):
                path = ("pricing", at, "material", lang)
                yield Hit(place, path, {"field": dotted(path)})


def _short_texts(context: Context) -> Iterator[Column]:
    yield Column(("contact",), [room.contact for _, room in context.rooms])
    terms = ["".join(room.search_terms or ()) for _, room in context.rooms]
    yield Column(("search_terms",), terms)


def _sendable(text: str) -> bool:
    if "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
