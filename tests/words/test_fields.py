"""Names of fields: the template's headings, wherever a field is spoken of."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest

from varaamo_sync.booking.protocol.fields.paths import catalogue_path
from varaamo_sync.booking.protocol.fields.wire import FIELDS
from varaamo_sync.model import LANGS, Lang, Part, Room, Text
from varaamo_sync.plan.spaces import CODE, DERIVED_FROM, MEMBERSHIP, PART_OF
from varaamo_sync.words import field_help, field_name
from varaamo_sync.words.files import word_file
from varaamo_sync.workbooks.tables.fields import column_of, fields, paths_of


def paths(part: type[Part], before: str = "") -> Iterator[str]:
    """Yield every path of a part, outer ones before those within."""
    for name, info in part.model_fields.items():
        path = f"{before}{info.alias or name}"
        yield path
        for inner in _parts_in(info.annotation):
            yield from paths(inner, f"{path}.")


def _parts_in(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for argument in get_args(annotation):
        yield from _parts_in(argument)


OF_ROOMS = tuple(paths(Room))
PLANNED = (MEMBERSHIP, PART_OF, CODE, *DERIVED_FROM, *(field.path for field in FIELDS))
REFUSED = tuple(
    catalogue_path(wire)
    for wire in ("code", "unit", "isDraft", "parent", "imageType", "pricings.0.taxPercentage")
)


def test_the_paths_of_rooms_are_those_that_the_model_knows() -> None:
    """What is asked below is the whole model, with the inner parts and the names in files."""
    assert [] == [path for path in OF_ROOMS if not Room.has_field(path)]
    assert {"capacity.min", "pricing.material.sv", "access.from", "venue.name.fi"} < set(OF_ROOMS)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("path", sorted({*OF_ROOMS, *PLANNED, *REFUSED}))
def test_every_path_has_a_name_in_three_languages(path: str, lang: Lang) -> None:
    """Whatever readiness, a plan or the booking system points at is called by a word."""
    name = field_name(path, lang)

    assert name != path
    assert "_" not in name
    assert name[0].isupper()


@pytest.mark.parametrize(
    ("path", "fi", "sv"),
    [
        ("capacity.min", "Henkilöitä vähintään", "Minst antal personer"),
        ("description.sv", "Kuvaus ruotsiksi", "Beskrivning på svenska"),
        ("pricing.0.vat", "Alv (%)", "Moms (%)"),
        ("pricing.1.material.en", "Materiaalien hinta englanniksi", "Materialpris på engelska"),
        ("unread.pricing.vat", "Alv (%)", "Moms (%)"),
        ("space.name.fi", "Fyysisen tilan nimi suomeksi", "Det fysiska utrymmets namn på finska"),
        ("name", "Nimi", "Namn"),
        ("hours.mon-fri", "Aukioloajat", "Öppettider"),
        ("hours.periods.1.sat", "Aukiolojaksot", "Öppethållningsperioder"),
        ("hours.exceptions.2. pääsiäispäivä", "Poikkeavat aukioloajat", "Avvikande öppettider"),
    ],
)
def test_a_field_is_called_by_its_heading(path: str, fi: str, sv: str) -> None:
    """A text with its language, an entry of a list without its place."""
    assert (fi, sv) == (field_name(path, "fi"), field_name(path, "sv"))


@pytest.mark.parametrize("path", ["goal.deadline", "targets.test.url", "nothing", "", "name.de"])
def test_what_is_no_field_of_a_room_keeps_its_path(path: str) -> None:
    """Settings of a catalogue, and what nobody knows, are shown as they are written."""
    assert path == field_name(path, "fi")


@pytest.mark.parametrize("lang", LANGS)
def test_the_column_of_a_field_has_the_name_of_the_field(lang: Lang) -> None:
    """A form and a plan speak of a field by one name."""
    for column in fields("room").values():
        if not column.hidden and column.id != "key":
            assert column.header[lang] in {field_name(path, lang) for path in _told(column.id)}


def _told(id: str) -> tuple[str, ...]:
    """Return the paths that a column holds, and those within them that lead to it."""
    inner = (path for path in OF_ROOMS if column_of(path) == id)
    return (*paths_of(id), *inner)


@pytest.mark.parametrize("of", ["room", "venue"])
def test_no_name_of_a_field_is_left_over(of: Any) -> None:
    """Each name is of a field that there is, each explanation of a column."""
    languages = {f".{lang}" for lang in LANGS}
    columns = {id[:-3] if id[-3:] in languages else id for id in fields(of)}
    columns = {id.replace("price", "pricing", 1) for id in columns}
    known = {*columns, *OF_ROOMS, *PLANNED, "space", "space.name"} if of == "room" else columns

    assert set() == {*word_file(f"fields/{of}", "fi")} - known
    for path, words in word_file(f"fields/{of}", "fi").items():
        assert path in columns or "help" not in words
        assert words.get("help") == field_help(path, "fi", of)


def test_the_texts_of_rooms_are_called_with_their_language() -> None:
    """No two languages of a text are one name."""
    texts = [path for path in OF_ROOMS if path.rpartition(".")[2] in Text.model_fields]

    assert texts
    for lang in LANGS:
        names = [field_name(path, lang) for path in texts]
        assert len(names) == len(set(names))
