"""Names, numbers and addresses of persons in texts: what should be a venue's and not a person's.

Nothing here is certain, so findings are warnings, and care goes into not crying wolf: a name is
only told where something speaks for it. What is found is shown in part only, because findings
end up in logs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from varaamo_sync.startup.lazy_pattern import lazy_pattern

_EMAIL = lazy_pattern(
    r"(?<![\w.])([^\W\d_]{2,}(?:-[^\W\d_]+)?)\.([^\W\d_]{2,}(?:-[^\W\d_]+)?)@([\w.-]+)"
)
_ROLES = (
    "kirjasto", "nuoriso", "varau", "varaa", "tila", "talo", "info", "palvelu", "kulttuuri",
    "liikunta", "toimisto", "asiakas", "keskus", "vahtimest", "booking", "librar", "bibliot",
    "kontakt", "contact", "ungdom", "kultur", "idrott", "service", "etunimi", "sukunimi",
    "fornamn", "förnamn", "efternamn", "firstname", "lastname", "name", "neuvonta", "kunta",
    "stadi", "youth", "culture", "sport",
)  # fmt: skip
_GAP = r"[\s\-/.()]{0,2}"
_MOBILE = lazy_pattern(
    rf"(?<![\d.,/-])(?<![A-Z]{{2}}\d\d )(?:(?:\+|00)358{_GAP}(?:\(0\)|0)?{_GAP}|0)"
    rf"[45]\d(?:{_GAP}\d){{5,8}}(?!\d)"
)

_WORD = r"[A-ZÅÄÖÉÜ][a-zåäöéü]+(?:-[A-ZÅÄÖÉÜ][a-zåäöéü]+)*"
_SIDE_BY_SIDE = lazy_pattern(rf"{_WORD} {_WORD}")
_CAPITALISED = lazy_pattern(rf"(?<![\w@.-]){_WORD}(?![\w@])")
_OF_A_PERSON = lazy_pattern(
    r"(?:yhteyshenkilö|vastuuhenkilö|lisätietoja antaa|vastaava|ohjaaja|johtaja|esihenkilö|esimies"
    r"|sihteeri|isännöitsijä|tiedustelut|kysy|soita|terveisin|kontaktperson|ansvarig|föreståndare"
    r"|ledare|chef|hälsningar|contact person|manager|regards|ask for)\w*[:,.\s]{0,3}$",
    re.IGNORECASE,
)
_NO_NAME = lazy_pattern(
    r".*(?:talo|tila|keskus|kirjasto\w*|palvelu\w*|katu|tie|polku|kuja|aukio|tori|halli|puisto"
    r"|koulu\w*|kaupun\w*|kunta|helsin\w*|espoo\w*|vantaa\w*|toimisto|huone|sali|kerho|vastaava"
    r"|ohjaaja|johtaja|henkilö|esimies|sihteeri|puhelin|sähköposti|posti|varau\w*|gatan|vägen|huset"
    r"|gården|stad|bibliotek\w*|telefon|street|road|house|library|centre|center|phone|office"
    r"|maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai|sunnuntai)(?:n|lla|llä|ssa|ssä)?",
    re.IGNORECASE,
)
_ADJECTIVES = frozenset(
    ("itäinen", "läntinen", "pohjoinen", "eteläinen", "yleinen", "yhteinen", "punainen", "sininen",
     "keltainen", "suomalainen", "ruotsalainen", "ensimmäinen", "toinen", "vihreäinen", "keskinen",
     "sininen", "taiteellinen", "kansallinen", "alueellinen", "paikallinen")
)  # fmt: skip
_SURNAME = lazy_pattern(
    r"\w{3,}(?:nen|ström|strom|berg|lund|qvist|kvist|blom|gren|stedt|holm|sson|roos|vall|wall)"
)


class _Pair(NamedTuple):
    """Two words that begin like names, side by side, and where they stand."""

    first: str
    last: str
    start: int
    end: int


def personal_address(text: str) -> str | None:
    """Return the first e-mail address ``first.last@`` of a text, in part."""
    if "@" not in text:
        return None
    for first, last, domain in _EMAIL.findall(text):
        parts = f"{first} {last}".lower()
        if not any(role in parts for role in _ROLES):
            return f"{first[0]}….{last[0]}…@{domain}"
    return None


def mobile_number(text: str) -> str | None:
    """Return the first Finnish mobile number of a text, in part."""
    match = _MOBILE.search(text)
    return f"{match[0].strip('(')[:3]}…" if match else None


def person_named(text: str, others: Collection[str] = ()) -> str | None:
    """Return the initials of the first person that a text names.

    A name is two words that begin like names, and something beside them: what the person is, a
    mobile number or an address of mail, or a surname that nothing else is called by.

    Args:
        text: The text, as it shows.
        others: Words that are no persons' here, such as those of the venue's name.
    """
    if not _SIDE_BY_SIDE.search(text):
        return None
    known = {word.casefold() for name in others for word in name.split()}
    for pair in _pairs(text):
        words = {pair.first.casefold(), pair.last.casefold()}
        if not words & known and _is_told_as_a_person(pair, text):
            return f"{pair.first[0]}… {pair.last[0]}…"
    return None


def _pairs(text: str) -> Iterator[_Pair]:
    found = [match for match in _CAPITALISED.finditer(text) if not _NO_NAME.fullmatch(match[0])]
    for one, other in pairwise(found):
        if text[one.end() : other.start()] == " ":
            yield _Pair(one[0], other[0], one.start(), other.end())


def _is_told_as_a_person(pair: _Pair, text: str) -> bool:
    before, after = text[: pair.start], text[pair.end :]
    if _OF_A_PERSON.search(before):
        return True
    near = after[:40].lstrip(" ,;:(–-\n")
    if _MOBILE.match(near) or (_MOBILE.match(near.partition(" ")[2]) and near[:3].lower() == "puh"):
        return True
    address = f"{_plain(pair.first)}.{_plain(pair.last)}@"
    if address in _plain(text):
        return True
    last = pair.last.casefold()
    return bool(_SURNAME.fullmatch(last)) and last not in _ADJECTIVES and pair.first[-1] != "n"


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
