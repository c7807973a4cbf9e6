"""What should not stand in a text for everybody: people's contact details, broken markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from varaamo_sync.findings import Level, Owner, Severity
from varaamo_sync.model import LANGS
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.room_view import Column
from varaamo_sync.rules.rule import Hit, a_room, rule
from varaamo_sync.rules.text_analysis.kept_texts import shows_nothing
from varaamo_sync.rules.text_analysis.persons import mobile_number, person_named, personal_address
from varaamo_sync.rules.text_analysis.text_heuristics import visible

_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_BARE = re.compile(r"""\bhttps?[:;/.][^\s<>"']*""", re.IGNORECASE)
_INNER = r"(?:\s|&nbsp;|&#160;|<br\s*/?>|</?(?:span|strong|em|u)(?:\s[^<>]*)?>)*"
_EMPTY_BLOCK = re.compile(rf"<(p|h[1-6]|li|div|ul|ol)(?:\s[^<>]*)?>{_INNER}</\1>", re.IGNORECASE)


def _public(context: Context) -> list[Column]:
    """Return the texts that everybody can read; other instructions are for those who book."""
    contacts = Column(("contact",), [room.contact for _, room in context.rooms])
    public = [
        column
        for column in context.columns
        if column.path[0] == "description" or column.path[1] == "applicants"
    ]
    return [*public, contacts]


@rule(
    id="personal-email",
    severity=Severity.WARNING,
    level=Level.QUALITY,
    owner=Owner.UNIT,
    bad=a_room(contact="Varaukset: matti.meikalainen@example.org"),
    good=a_room(contact="Varaukset: kirjasto.esimerkki@example.org"),
)
def personal_email(context: Context) -> Iterator[Hit]:
    """An address *firstname.lastname@* is a person's; that of a role outlives its holder."""
    for column in _public(context):
        for place, text in enumerate(column.texts):
            address = personal_address(visible(text)) if text and "@" in text else None
            if address is not None:
                yield Hit(place, column.path, {"field": column.field, "address": address})


@rule(
    id="personal-phone",
    severity=Severity.WARNING,
    level=Level.QUALITY,
    owner=Owner.UNIT,
    bad=a_room(contact="Kysy avainta numerosta 050 000 0000."),
    good=a_room(contact="Kysy avainta numerosta 09 000 0000."),
)
def personal_phone(context: Context) -> Iterator[Hit]:
    """A mobile number is mostly a person's; a venue has one that outlives who answers it."""
    for column in _public(context):
        for place, text in enumerate(column.texts):
            if not text or not any(mark in text for mark in ("04", "05", "358")):
                continue
            number = mobile_number(visible(text))
            if number is not None:
                yield Hit(place, column.path, {"field": column.field, "number": number})


@rule(
    id="personal-name",
    severity=Severity.WARNING,
    level=Level.QUALITY,
    owner=Owner.UNIT,
    bad=a_room(contact="Yhteyshenkilö: Matti Meikäläinen, p. 09 000 0000"),
    good=a_room(contact="Annantalon Info, p. 09 000 0000"),
)
def personal_name(context: Context) -> Iterator[Hit]:
    """People come and go: contact information is the venue's, and names nobody."""
    for place, room in context.rooms:
        if room.contact:
            venue = room.venue
            names = (*(venue.name.get(lang) or "" for lang in LANGS), venue.address or "")
            name = person_named(visible(room.contact), names)
            if name is not None:
                yield Hit(place, ("contact",), {"field": "contact", "name": name})


@rule(
    id="link-broken",
    severity=Severity.WARNING,
    level=Level.QUALITY,
    owner=Owner.UNIT,
    bad=a_room(description={"fi": '<p>Lue <a href="www.example.org">ohjeet</a>.</p>'}),
    good=a_room(description={"fi": '<p>Lue <a href="https://www.example.org">ohjeet</a>.</p>'}),
)
def link_broken(context: Context) -> Iterator[Hit]:
    """A link that is no URL, or of a kind that the booking system takes away, leads nowhere."""
    for column in context.columns:
        for place, text in enumerate(column.texts):
            if not text or not ("href" in text or "http" in text):
                continue
            links = [next(filter(None, match), "") for match in _HREF.findall(text)]
            links += _BARE.findall(_HREF.sub(" ", text))
            broken = next((link for link in links if not _is_url(link)), None)
            if broken is not None:
                yield Hit(place, column.path, {"field": column.field, "link": broken[:80]})


def _is_url(link: str) -> bool:
    link = link.strip().rstrip(".,;:!?)")
    if any(char.isspace() for char in link):
        return False
    try:
        url = urlsplit(link)
        host = url.hostname or ""
    except ValueError:
        return False
    if url.scheme == "mailto":
        return "@" in url.path
    return url.scheme in ("http", "https") and "." in host.strip(".")


@rule(
    id="html-empty",
    severity=Severity.WARNING,
    level=Level.QUALITY,
    owner=Owner.UNIT,
    bad=a_room(description={"fi": "<p>Avara sali juhliin.</p><p>&nbsp;</p>"}),
    good=a_room(description={"fi": "<p>Avara sali juhliin.</p><p>Sali on ylhäällä.</p>"}),
)
def html_empty(context: Context) -> Iterator[Hit]:
    """Paragraphs and lists with nothing in them leave holes on the page."""
    for column in context.columns:
        described = column.path[0] == "description"
        for place, text in enumerate(column.texts):
            if not text or "<" not in text:
                continue
            # Of a description that shows nothing at all description-blank speaks.
            if not described if shows_nothing(text) else _EMPTY_BLOCK.search(text):
                yield Hit(place, column.path, {"field": column.field})
