"""What should not stand in a text for everybody: people's contact details, broken markup."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from varaamo_sync.model import LANGS
from varaamo_sync.rules.room_view import RoomView
from varaamo_sync.rules.rule import Hits, a_room, hit_field, quality_warning
from varaamo_sync.rules.text_analysis.kept_texts import shows_nothing
from varaamo_sync.rules.text_analysis.persons import (
    mobile_number,
    person_named,
    personal_address,
)
from varaamo_sync.rules.text_analysis.text_heuristics import visible
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_HREF = lazy_pattern(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_BARE = lazy_pattern(r"""\bhttps?[:;/.][^\s<>"']*""", re.IGNORECASE)
_INNER = r"(?:\s|&nbsp;|&#160;|<br\s*/?>|</?(?:span|strong|em|u)(?:\s[^<>]*)?>)*"
_EMPTY_BLOCK = lazy_pattern(rf"<(p|h[1-6]|li|div|ul|ol)(?:\s[^<>]*)?>{_INNER}</\1>", re.IGNORECASE)


@quality_warning(
    "personal-email",
    bad=a_room(contact="Varaukset: matti.meikalainen@example.org"),
    good=a_room(contact="Varaukset: kirjasto.esimerkki@example.org"),
)
def personal_email(room: RoomView) -> Hits:
    """An address *firstname.lastname@* is a person's; that of a role outlives its holder."""
    if "@" not in room.wording:
        return
    for path, text in room.public_texts:
        address = personal_address(visible(text))
        if address is not None:
            yield hit_field(*path, address=address)


@quality_warning(
    "personal-phone",
    bad=a_room(contact="Kysy avainta numerosta 050 000 0000."),
    good=a_room(contact="Kysy avainta numerosta 09 000 0000."),
)
def personal_phone(room: RoomView) -> Hits:
    """A mobile number is mostly a person's; a venue has one that outlives who answers it."""
    said = room.wording
    if "04" not in said and "05" not in said and "358" not in said:
        return
    for path, text in room.public_texts:
        number = mobile_number(visible(text))
        if number is not None:
            yield hit_field(*path, number=number)


@quality_warning(
    "personal-name",
    of="contact",
    bad=a_room(contact="Yhteyshenkilö: Matti Meikäläinen, p. 09 000 0000"),
    good=a_room(contact="Annantalon Info, p. 09 000 0000"),
)
def personal_name(room: RoomView) -> Hits:
    """People come and go: contact information is the venue's, and names nobody."""
    if room.contact:
        venue = room.venue
        names = (*(venue.name.get(lang) or "" for lang in LANGS), venue.address or "")
        name = person_named(visible(room.contact), names)
        if name is not None:
            yield hit_field("contact", name=name)


@quality_warning(
    "link-broken",
    bad=a_room(description={"fi": '<p>Lue <a href="www.example.org">ohjeet</a>.</p>'}),
    good=a_room(description={"fi": '<p>Lue <a href="https://www.example.org">ohjeet</a>.</p>'}),
)
def link_broken(room: RoomView) -> Hits:
    """A link that is no URL, or of a kind that the booking system takes away, leads nowhere."""
    if "href" not in room.wording and "http" not in room.wording:
        return
    for path, text in room.texts:
        if "href" in text or "http" in text:
            links = [next(filter(None, match), "") for match in _HREF.findall(text)]
            links += _BARE.findall(_HREF.sub(" ", text))
            broken = next((link for link in links if not _is_url(link)), None)
            if broken is not None:
                yield hit_field(*path, link=broken[:80])


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


@quality_warning(
    "html-empty",
    bad=a_room(description={"fi": "<p>Avara sali juhliin.</p><p>&nbsp;</p>"}),
    good=a_room(description={"fi": "<p>Avara sali juhliin.</p><p>Sali on ylhäällä.</p>"}),
)
def html_empty(room: RoomView) -> Hits:
    """Paragraphs and lists with nothing in them leave holes on the page."""
    if "<" not in room.wording:
        return
    for path, text in room.texts:
        if "<" in text:
            # Of a description that shows nothing at all description-blank speaks.
            described = path[0] == "description"
            if not described if shows_nothing(text) else _EMPTY_BLOCK.search(text):
                yield hit_field(*path)
