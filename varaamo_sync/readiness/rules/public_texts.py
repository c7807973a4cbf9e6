"""What should not stand in a text for everybody: people's contact details, broken markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from varaamo_sync.findings import Level, Owner, Severity
from varaamo_sync.readiness.columns import Column
from varaamo_sync.readiness.context import Context
from varaamo_sync.readiness.reading import visible
from varaamo_sync.readiness.rule import Hit, a_room, rule
from varaamo_sync.readiness.stored import shows_nothing

_EMAIL = re.compile(
    r"(?<![\w.])([^\W\d_]{2,}(?:-[^\W\d_]+)?)\.([^\W\d_]{2,}(?:-[^\W\d_]+)?)@([\w.-]+)"
)
_ROLES = (
    "kirjasto", "nuoriso", "varau", "varaa", "tila", "talo", "info", "palvelu", "kulttuuri",
    "liikunta", "toimisto", "asiakas", "keskus", "vahtimest", "booking", "librar", "bibliot",
    "kontakt", "contact", "ungdom", "kultur", "idrott", "service", "etunimi", "sukunimi",
    "fornamn", "förnamn", "efternamn", "firstname", "lastname", "name", "neuvonta", "kunta",
    "stadi", "youth", "culture", "sport",
)  # fmt: skip
_MOBILE = re.compile(
    r"(?<![\d.,/-])(?:\+358[\s-]?(?:\(0\)\s?)?|0)(?:4\d|50)(?:[\s-]?\d){5,8}(?!\d)"
)
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_BARE = re.compile(r"""\bhttps?[:;/.][^\s<>"']*""", re.IGNORECASE)
_INNER = r"(?:\s|&nbsp;|&#160;|<br\s*/?>|</?(?:span|strong|em|u)(?:\s[^<>]*)?>)*"
_EMPTY_BLOCK = re.compile(rf"<(p|h[1-6]|li|div|ul|ol)(?:\s[^<>]*)?>{_INNER}</\1>", re.IGNORECASE)


def _public(context: Context) -> list[Column]:
    """Return the texts that everybody can read; other instructions are for those who book."""
    return [
        column
        for column in context.columns
        if column.path[0] == "description" or column.path[1] == "applicants"
    ]


@rule(
    id="personal-email",
    severity=Severity.WARNING,
    level=Level.QUALITY,
    owner=Owner.UNIT,
    bad=a_room(contact="Varaukset: matti.meikalainen@example.org"),
    good=a_room(contact="Varaukset: kirjasto.esimerkki@example.org"),
)
def personal_email(context: Context) -> Iterator[Hit]:
    """An address *firstname.lastname@* is a person's; that of a role outlives its holder.

    The address is shown in part only, because findings end up in logs.
    """
    contacts = Column(("contact",), [room.contact for _, room in context.rooms])
    for column in (*_public(context), contacts):
        for place, text in enumerate(column.texts):
            if not text or "@" not in text:
                continue
            for first, last, domain in _EMAIL.findall(visible(text)):
                parts = f"{first} {last}".lower()
                if not any(role in parts for role in _ROLES):
                    address = f"{first[0]}….{last[0]}…@{domain}"
                    yield Hit(place, column.path, {"address": address})
                    break


@rule(
    id="personal-phone",
    severity=Severity.WARNING,
    level=Level.QUALITY,
    owner=Owner.UNIT,
    bad=a_room(description={"fi": "Kysy avainta numerosta 050 000 0000."}),
    good=a_room(description={"fi": "Kysy avainta numerosta 09 000 0000."}),
)
def personal_phone(context: Context) -> Iterator[Hit]:
    """A mobile number in a description is mostly a person's; in the contact field it may stand."""
    for column in _public(context):
        for place, text in enumerate(column.texts):
            if not text or not ("04" in text or "050" in text or "+358" in text):
                continue
            match = _MOBILE.search(visible(text))
            if match:
                yield Hit(place, column.path, {"number": f"{match[0][:3]}…"})


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
