"""What texts say against fields: found where it is so, and silent where it is not."""

from typing import Any

import pytest

from tests.make import NOW, catalogue, room
from varaamo_sync.findings import Finding
from varaamo_sync.model import Room
from varaamo_sync.rules import check
from varaamo_sync.words import text


def findings_of(rule: str, *rooms: Room) -> list[Finding]:
    """Return the findings of one rule."""
    return list(check(catalogue(*rooms), now=NOW, select=[rule]))


def breaks(rule: str, **fields: Any) -> bool:
    """Whether a room breaks a rule."""
    return bool(findings_of(rule, room(**fields)))


PAID = {"vat": 25.5, "payment": "online"}


@pytest.mark.parametrize(
    "text",
    [
        "Saliin mahtuu 60 henkilöä.",
        "Kokoustila 12:lle henkilölle.",
        "20 hengen neuvotteluhuone",
        "Sopii enintään 30 hengelle.",
        "Tilaan mahtuu 150 hlöä.",
        "Ryhmille 10–40 henkilöä.",
        "Mötesrum för max. 12 personer.",
        "A room for up to 12 people.",
        "For 30 persons.",
        "<p>Saliin mahtuu 60 henkil&ouml;&auml;.</p>",
        "Istumapaikkoja on 150 henkilölle.",
    ],
)
def test_capacity_in_text_contradicts(text: str) -> None:
    """A text that names only another number of persons contradicts the field."""
    described = {"fi": text, "sv": "Sal.", "en": "Hall."}

    assert breaks("capacity-in-text", capacity={"max": 100}, description=described)


@pytest.mark.parametrize(
    "text",
    [
        "Saliin mahtuu 100 henkilöä.",
        "Saliin mahtuu 100 henkilöä, pöytien ääreen 60 henkilöä.",
        "Vähintään 5 hengen ryhmille.",
        "Sopii yli 20 henkilön tilaisuuksiin.",
        "For groups of at least 5 people.",
        "Minst 5 personer.",
        "Istumapaikkoja on 40 henkilölle.",
        "Pöytiä 10 kpl ja tuoleja n. 40 kpl.",
        "Yksi ohjaaja 10 henkilöä kohden.",
        "Koko talossa käy 1 200 henkilöä päivässä.",
        "Tila on 138 neliötä. Auki 9-21.",
        "Varaa 30 minuuttia ennen.",
    ],
)
def test_capacity_in_text_is_in_order(text: str) -> None:
    """Least numbers, seats, shares and other figures contradict nothing."""
    described = {"fi": text, "sv": "Sal.", "en": "Hall."}

    assert not breaks("capacity-in-text", capacity={"max": 100}, description=described)


def test_capacity_in_text_tells_both_numbers() -> None:
    """The finding names the field, what the text says and what the field says."""
    described = {"fi": "Sali.", "sv": "Sal för 60 personer.", "en": "Hall."}
    (finding,) = findings_of("capacity-in-text", room(capacity={"max": 100}, description=described))

    assert ("description", "sv") == finding.path
    assert {"field": "description.sv", "said": 60, "max": 100} == finding.params


@pytest.mark.parametrize(
    "text",
    [
        "Yritykset maksavat tilasta 100 € tunnilta.",
        "Vuokra on 100€/h yrityksille.",
        "Yhdistyksille maksuton, muille 100 euroa tunti.",
        "Avgiften för företag är 100 euro per timme.",
        "Companies pay € 100 an hour.",
        "Perusmaksu 12,50 €.",
        "Hinta: 1 200 € viikko",
        "<p>Hinta 100&nbsp;&euro;</p>",
        "EUR 100 per day",
    ],
)
def test_price_in_text_contradicts(text: str) -> None:
    """A text that asks for money contradicts a price of 0.00 €."""
    described = {"fi": text, "sv": "Sal.", "en": "Hall."}
    zero = [{"lowest": 0, "highest": 0, "vat": 0}]

    assert breaks("price-in-text", description=described, pricing=[{"free": True}])
    assert breaks("price-in-text", description=described, pricing=zero)


@pytest.mark.parametrize(
    "text",
    [
        "Tila on maksuton.",
        "Käyttö on maksutonta (0 €).",
        "Avaimesta peritään 20 euron pantti.",
        "Siivoamatta jätetystä tilasta laskutetaan 100 €.",
        "Peruuttamatta jätetystä varauksesta peritään 50 €.",
        "Nyckeln kostar 20 € i pant.",
        "A cleaning fee of 100 € is charged for a mess.",
        "Kahvi 2 € kuppi.",
        "Europan suurin sali, 100 m².",
        "Eurooppa-päivä 9.5.",
    ],
)
def test_price_in_text_is_in_order(text: str) -> None:
    """Deposits, fines, cleaning, coffee and continents are no price of the room."""
    described = {"fi": text, "sv": "Sal.", "en": "Hall."}

    assert not breaks("price-in-text", description=described, pricing=[{"free": True}])


@pytest.mark.parametrize(
    ("pricing", "contradicts"),
    [
        ([{"lowest": 0, "highest": 100, "vat": 0, "payment": "online"}], False),
        ([{"lowest": 40, "highest": 40, "vat": 0, "payment": "online"}], True),
        ([{"free": True}, {"lowest": 100, "highest": 100, "vat": 0, "from": "2027-06-01"}], False),
        (None, False),
    ],
)
def test_price_in_text_against_prices(pricing: Any, *, contradicts: bool) -> None:
    """An amount within a price, of now or to come, is in order."""
    described = {"fi": "Hinta on 100 € tunti.", "sv": "Sal.", "en": "Hall."}

    assert contradicts is breaks("price-in-text", description=described, pricing=pricing)


@pytest.mark.parametrize(
    ("name", "venue", "contradicts"),
    [
        ("Hertsin nuorisotalon sali", "Hertsin nuorisotila", True),
        ("Nuorisotalon sali", "Hertsin nuorisotila", True),
        ("Sali nuorisotilassa", "Malmin nuorisotalo", True),
        ("Koskelan nuorisotalon sali", "Pasilan nuorisotalo", True),
        ("Arabian nuorisotalon sali", "Arabian nuorisotalo", False),
        ("Ruoholahden nuorisotalon monitoimitila", "Ruoholahden nuorisotalo", False),
        ("Malmin monitoimitila", "Malmin monitoimitalo", False),
        ("Vanhan nuorisotalon sali", "Pasilan nuorisotalo", False),
        ("Jakomäen sydämen liikkumistila", "Jakomäen nuorisotalo", False),
        ("Studio 1", "Stoa", False),
    ],
)
def test_name_contradicts_venue(name: str, venue: str, *, contradicts: bool) -> None:
    """A name that puts the room into another house than its venue is found."""
    here = room(name={"fi": name}, venue={"tprek": "demo-002", "name": {"fi": venue}})
    other = room("b", venue={"tprek": "demo-005", "name": {"fi": "Koskelan nuorisotalo"}})

    assert contradicts is bool(findings_of("name-contradicts-venue", here, other))


def test_house_without_a_name() -> None:
    """A venue or a room without a Finnish name contradicts nothing."""
    unnamed = room(name={"sv": "Sal"}, venue={"tprek": "demo-001"})

    assert [] == findings_of("name-contradicts-venue", unnamed)


@pytest.mark.parametrize(
    ("text", "finnish"),
    [
        ("Tilassa on videotykki ja äänentoisto. Tila sopii myös kokouksiin.", True),
        ("Valoisa tila.", True),
        ("Sali.", True),
        ("Ett ljust rum för möten, och för fester.", False),
        ("Salen i Arabian nuorisotalo rymmer 60 personer och passar för fester.", False),
        ("Se även Tilavaraus: rummet bokas i Varaamo och nyckeln hämtas på Stoa.", False),
        ("Ja, det finns ett piano.", False),
        ("Studio", False),
    ],
)
def test_finnish_in_swedish(text: str, *, finnish: bool) -> None:
    """Finnish in the Swedish field is found; Swedish with Finnish names is not."""
    described = {"fi": "Iso sali juhliin.", "sv": text, "en": "A big hall."}

    assert finnish is breaks("finnish-in-swedish", description=described)


@pytest.mark.parametrize(
    ("name", "finnish"),
    [
        ("Arabian nuorisotalon huone", True),
        ("Sali 2", True),
        ("Salen", False),
        ("Katalog", False),
        ("Oodi, grupprum 1", False),
        ("Studio", False),
    ],
)
def test_finnish_name_in_swedish(name: str, *, finnish: bool) -> None:
    """A Swedish name with a Finnish word for a room is found."""
    assert finnish is breaks("finnish-in-swedish", name={"fi": "Iso sali", "sv": name, "en": "A"})


@pytest.mark.parametrize(
    ("text", "finnish"),
    [
        ("Tilassa on piano ja sohva.", True),
        ("Piano on flyygeli.", False),  # no word of it is common enough
        ("Tila sopii kokouksiin ja juhliin.", True),
        ("A bright room for meetings and parties. There is a piano in the room.", False),
        ("The hall (sali) is on the first floor.", False),
    ],
)
def test_finnish_in_english(text: str, *, finnish: bool) -> None:
    """Finnish in the English field is found; English with a Finnish word is not."""
    described = {"fi": "Iso sali juhliin.", "sv": "En stor sal.", "en": text}

    assert finnish is breaks("finnish-in-english", description=described)


@pytest.mark.parametrize(
    ("described", "fields"),
    [
        ({"fi": "Iso sali juhliin.", "sv": "Iso sali juhliin.", "en": "A big hall"}, ["sv"]),
        ({"fi": "Iso sali juhliin.", "sv": "<p>Iso  sali juhliin.</p>", "en": "A"}, ["sv"]),
        ({"fi": "<p>Iso sali juhliin.</p>", "sv": "Iso  sali juhliin. ", "en": "A"}, ["sv"]),
        ({"fi": "Iso sali", "sv": "En stor sal för alla", "en": "En stor sal för alla"}, ["en"]),
        ({"fi": "Studio", "sv": "Studio", "en": "Studio"}, []),
        ({"fi": None, "sv": None, "en": None}, []),
    ],
)
def test_text_identical(described: dict[str, str], fields: list[str]) -> None:
    """A text of some length that stands in two languages is found in the later one."""
    found = findings_of("text-identical", room(description=described))

    assert [("description", lang) for lang in fields] == [finding.path for finding in found]


def test_copied_finnish_is_told_once() -> None:
    """Of Finnish copied into the Swedish field to the letter one rule speaks, not two."""
    copied = "Iso sali, joka sopii juhliin ja kokouksiin."
    described = {"fi": copied, "sv": copied, "en": "A big hall."}

    assert breaks("text-identical", description=described)
    assert not breaks("finnish-in-swedish", description=described)


@pytest.mark.parametrize(
    ("address", "personal"),
    [
        ("maija.meikalainen@example.org", True),
        ("Anna-Liisa.Virta@example.org", True),
        ("kirjasto.esimerkki@example.org", False),
        ("malmin.nuorisotalo@example.org", False),
        ("etunimi.sukunimi@example.org", False),
        ("varaukset@example.org", False),
        ("tilat@example.org", False),
    ],
)
def test_personal_email(address: str, *, personal: bool) -> None:
    """The address of a person is found, that of a role is not; findings show it in part."""
    found = findings_of("personal-email", room(contact=f"Kysy: {address}."))

    assert personal is bool(found)
    assert all(address not in str(finding.params) for finding in found)


@pytest.mark.parametrize(
    ("text", "mobile"),
    [
        ("Soita 050 000 0000.", True),
        ("Soita +358 40 000 0000.", True),
        ("Soita 0400000000.", True),
        ("Soita 09 000 0000.", False),
        ("Suljettu 04.10.2027 ja 24.12.2027.", False),
        ("Tila 0401, kerros 4.", False),
    ],
)
def test_personal_phone(text: str, *, mobile: bool) -> None:
    """A Finnish mobile number in a public text is found; landlines and dates are not."""
    described = {"fi": text, "sv": "Sal.", "en": "Hall."}

    assert mobile is breaks("personal-phone", description=described)
    assert mobile is breaks("personal-phone", contact=text)


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ('<a href="https://www.hel.fi/fi">Ohjeet</a>', False),
        ("<a href='mailto:tilat@example.org'>Kysy</a>", False),
        ("Katso https://www.hel.fi.", False),
        ("Katso www.hel.fi.", False),
        ("Sivu käyttää https-yhteyttä.", False),
        ('<a href="www.hel.fi">Ohjeet</a>', True),
        ('<a href="https://www hel fi">Ohjeet</a>', True),
        ('<a href="javascript:alert(1)">Ohjeet</a>', True),
        ('<a href="">Ohjeet</a>', True),
        ("<a href=http://[>Ohjeet</a>", True),
        ("Katso http:/www.hel.fi.", True),
        ("Katso https://ohjeet.", True),
    ],
)
def test_link_broken(text: str, *, broken: bool) -> None:
    """A link that leads nowhere is found, in markup and in plain text."""
    described = {"fi": text, "sv": "Sal.", "en": "Hall."}

    assert broken is breaks("link-broken", description=described)


@pytest.mark.parametrize(
    ("fields", "empty"),
    [
        ({"description": {"fi": "<p>Sali.</p><p>&nbsp;</p>"}}, True),
        ({"description": {"fi": "<p>Sali.</p><ul><li></li></ul>"}}, True),
        ({"description": {"fi": "<p>Sali.</p><p><strong> </strong><br></p>"}}, True),
        ({"description": {"fi": "<p>Sali.<br></p>"}}, False),
        ({"description": {"fi": "<p></p>"}}, False),  # description-blank speaks of it
        ({"instructions": {"confirmed": {"fi": "<p></p>"}}}, True),
        ({"instructions": {"confirmed": {"fi": "Tervetuloa."}}}, False),
    ],
)
def test_html_empty(fields: Any, *, empty: bool) -> None:
    """Empty paragraphs and lists are found."""
    assert empty is breaks("html-empty", **fields)


def test_rooms_in_a_circle() -> None:
    """Every room of a circle is told, with the way round; what leads into it is not."""
    found = findings_of(
        "part-of-cycle",
        room("a", part_of="b"),
        room("b", part_of="c"),
        room("c", part_of="a"),
        room("d", part_of="a"),
        room("e", part_of="e"),
        room("f", part_of="nowhere"),
    )

    assert {
        "a": "a → b → c → a",
        "b": "b → c → a → b",
        "c": "c → a → b → c",
        "e": "e → e",
    } == {finding.key: finding.params["way"] for finding in found}


@pytest.mark.parametrize(
    ("venue", "differs"),
    [
        ({"tprek": "demo-001", "name": {"fi": "Stoa"}}, False),
        ({"tprek": "demo-002", "name": {"fi": "Stoa"}}, True),
        ({"name": {"fi": "Stoa"}}, False),
        ({"name": {"fi": "Stoa", "sv": None}}, False),
        ({"name": {"fi": "Caisa"}}, True),
    ],
)
def test_part_in_another_venue(venue: dict[str, Any], *, differs: bool) -> None:
    """Venues are the same by their id, or by their name where an id is missing."""
    whole = room("a", venue={"tprek": "demo-001", "name": {"fi": "Stoa"}})
    found = findings_of("part-of-other-venue", whole, room("b", part_of="a", venue=venue))

    assert differs is bool(found)


@pytest.mark.parametrize("hours", [None, {}, {"mon-sun": "closed"}])
def test_a_room_that_is_never_open_is_told_so(hours: dict[str, str] | None) -> None:
    """Hours that open no day are hours too, so the sentence is true of them and of none alike."""
    open_room = room(key="nup-a", hours={"mon-fri": "08:00-16:00"})

    (found,) = findings_of("hours-missing", open_room, room(key="nup-b", hours=hours))

    assert "nup-b" == found.key
    assert "is open on no weekday" in text("hours-missing", "message", "en", found.params)
    assert "ei ole auki yhtenäkään viikonpäivänä" in text(
        "hours-missing", "message", "fi", found.params
    )
    assert "inte öppen någon veckodag" in text("hours-missing", "message", "sv", found.params)
