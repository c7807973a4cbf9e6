"""Words of machines are told from words of people."""

from __future__ import annotations

import pytest

from tests.make import NOW, catalogue, room
from varaamo_sync.model import Venue
from varaamo_sync.model.machine_words import machine_word
from varaamo_sync.rules import check

FINNISH = ("#PUUTTUU!", "#ARVO!", "#VIITTAUS!", "#JAKO/0!", "#NIMI?", "#LUKU!", "#TYHJÄ!")
SWEDISH = ("#SAKNAS!", "#VÄRDEFEL!", "#REFERENS!", "#DIVISION/0!", "#NAMN?", "#OGILTIGT!",
           "#SKÄRNING!")  # fmt: skip
ENGLISH = ("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!")
OTHERS = ("#WERT!", "#BEZUG!", "#VALOR!", "#I/T", "#NV")
LIBREOFFICE = ("Err:502", "Err:508", "Virhe:522", "Fel:504", "#####", "###")
NOTHING = ("NULL", "null", "(null)", "[NULL]", "<null>", "NaN", "nan", "<NA>", "\\N", "N/A",
           "undefined", "0000-00-00", "1.#QNAN", "inf", "[object Object]")  # fmt: skip


@pytest.mark.parametrize("word", [*FINNISH, *SWEDISH, *ENGLISH, *OTHERS, *LIBREOFFICE, *NOTHING])
def test_machine_words_are_known(word: str) -> None:
    """In each language, in any case, in quotes or in a paragraph of their own."""
    assert word == machine_word(word)
    assert word == machine_word(f' "{word}" ')
    assert word == machine_word(f"<p>{word}</p>")
    assert machine_word(word.lower())


@pytest.mark.parametrize("word", [*FINNISH, *SWEDISH, *ENGLISH, "Err:502"])
def test_an_error_within_a_text_spoils_it(word: str) -> None:
    """A text that was put together of cells keeps the error of one of them."""
    assert word == machine_word(f"Arabian nuorisotalo {word}, sali on avoinna kaikille iltaisin.")


@pytest.mark.parametrize(
    "text",
    [
        "Nanna", "Nullsalen", "Pelihuone Null", "Tule mukaan #kesä!", "#avoinnuorisotalo", "C#",
        "Huone #3", "Kahvia & pullaa!", "Klo 8:50", "inforuutu", "Ei ole", "Sali", "–", "x", "1/2",
        "Katso https://a.example/#hinnat! Tervetuloa", "Max 50", "Natura", "Tilan virhe: 502 eur",
    ],
)  # fmt: skip
def test_words_of_people_are_let_be(text: str) -> None:
    """Names and sentences that only look a little like a machine's word are content."""
    assert machine_word(text) is None


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("name.sv", {"name": {"fi": "Sali", "sv": "NULL", "en": "Hall"}}),
        ("description.en", {"description": {"fi": "a", "sv": "b", "en": "#VIITTAUS!"}}),
        ("instructions.pending.fi", {"instructions": {"pending": {"fi": "Err:502"}}}),
        ("type", {"type": "nan"}),
        ("purposes.1", {"purposes": ["Juhlat", "(null)"]}),
        ("equipment.0", {"equipment": ["#N/A"]}),
        ("search_terms.0", {"search_terms": ["<NA>"]}),
        ("contact", {"contact": "#SAKNAS!"}),
        ("note", {"note": "####"}),
        ("terms.payment", {"terms": {"payment": "NULL"}}),
        ("pricing.0.material.sv", {"pricing": [{"free": True, "material": {"sv": "NULL"}}]}),
        ("venue.name.fi", {"venue": Venue.model_validate({"name": {"fi": "#PUUTTUU!"}})}),
    ],
)
def test_validate_finds_them_in_every_field(path: str, fields: dict[str, object]) -> None:
    """No field of a catalogue keeps a machine's word unseen, and none is published with it."""
    (finding,) = check(catalogue(room(**fields)), now=NOW, select={"machine-word"})

    assert path == finding.params["field"] == ".".join(map(str, finding.path))
    assert ("error", "publish") == (finding.severity, finding.level)
