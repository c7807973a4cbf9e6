"""What comes back: only what fits its text as it is now, and nothing else changes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.translations.making import after, files, only_row, returned, room, rules, texts
from varaamo_sync.model import Lang
from varaamo_sync.translations import ReturnedRow, Row, find_texts, merge, rows_to_translate

HALL = {"fi": "Iso sali."}


def test_three_of_five_come_back_and_one_source_has_changed() -> None:
    """Two are taken, one is refused with its old and new source, the rest stays untouched."""
    names = ("Sali", "Aula", "Tupa", "Talli", "Vaja")
    before = texts(*(room(key, name={"fi": key}) for key in names), name=None)
    rows = rows_to_translate(before, "sv")
    words = ("Sal", "Aula", "Stuga", "", "")
    filled = [returned(row, words[line], line) for line, row in enumerate(rows)]
    changed = ["Sali", "Iso aula", "Tupa", "Talli", "Vaja"]
    pairs = zip(names, changed, strict=True)
    now = texts(*(room(key, name={"fi": name}) for key, name in pairs), name=None)

    merged = merge(filled, now)
    (finding,) = merged.findings
    assert ["Sal", "Stuga"] == [change.after for change in merged.changes]
    assert ("translation-source-changed", 1, "Aula") == (
        finding.rule,
        finding.position.line if finding.position else 0,
        finding.key,
    )
    assert ("Aula", "Iso aula") == (finding.params["old"], finding.params["new"])
    assert (1, 0, 2) == (merged.refused, merged.unchanged, merged.empty)


def test_rows_find_their_texts_in_files_that_were_reordered() -> None:
    """Rooms, venues and whole files may move meanwhile: a mark says what a text is of."""
    row = only_row(description=HALL)
    moved = files(room("uusi"), room(description=HALL), name=None)

    merged = merge([returned(row, "Stor sal.")], find_texts({"toinen.yaml": moved["nup.yaml"]}))
    assert {"toinen.yaml venues.0.rooms.1.description.sv": "Stor sal."} == after(merged)


@pytest.mark.parametrize(
    ("now", "rule"),
    [
        ({"fi": "Iso sali.", "sv": "Den stora salen."}, "translation-conflict"),
        ({"fi": "Iso sali.", "sv": "Stor sal."}, None),
        ({"fi": "Iso  sali."}, "translation-source-changed"),
        ({"fi": "Iso sali. \r\n"}, "taken"),
        ({"fi": "Iso sali.", "en": "A large hall."}, "taken"),
        (None, "translation-unknown"),
    ],
)
def test_a_text_that_moved_meanwhile(now: Any, rule: str | None) -> None:
    """What somebody filled in or changed is kept; line ends and other languages do not matter."""
    row = only_row(description=HALL)
    merged = merge([returned(row, "Stor sal.")], texts(room(description=now)))

    assert ([rule] if rule and rule != "taken" else []) == rules(merged)
    assert (rule == "taken") == bool(merged.changes)


def test_a_text_that_is_translated_anew_is_held_to_the_old_one() -> None:
    """With ``--all``, a translation that changed in the catalogue meanwhile is not overwritten."""
    row = only_row(all=True, description=HALL | {"sv": "Stor sal."})
    same = texts(room(description=HALL | {"sv": "Stor sal."}))
    other = texts(room(description=HALL | {"sv": "En sal."}))
    back = [returned(row, "En stor sal.")]

    assert ["En stor sal."] == list(after(merge(back, same)).values())
    assert ["translation-conflict"] == rules(merge(back, other))


@pytest.mark.parametrize("words", ["", " \n", "Stor sal."])
def test_what_nobody_touched_changes_nothing(words: str) -> None:
    """An empty cell clears nothing, and a text that comes back as it went out says nothing."""
    row = only_row(all=True, description=HALL | {"sv": "Stor sal."})
    now = texts(room(description={"fi": "Aivan toinen.", "sv": "Något annat."}))

    merged = merge([returned(row, words)], now)
    assert ((), ()) == (merged.changes, merged.findings)


def test_a_row_that_lost_its_finnish_is_refused() -> None:
    """A row that was sorted away from its Finnish, or whose Finnish was edited, is not taken."""
    row = only_row(description=HALL)

    merged = merge([returned(row, "Stor sal.", fi="Pieni sali.")], texts(room(description=HALL)))
    assert ["translation-source-edited"] == rules(merged)
    assert ("Iso sali.", "Pieni sali.") == tuple(
        merged.findings[0].params[name] for name in ("old", "new")
    )


def test_only_the_language_that_was_asked_for_changes() -> None:
    """English words in a row that asked for Swedish are told, not taken; the Swedish is taken."""
    row = only_row(description=HALL)

    back = returned(row, "Stor sal.", en="A large hall.")
    merged = merge([back], texts(room(description=HALL)))
    assert ["translation-not-asked"] == rules(merged)
    assert ["Stor sal."] == list(after(merged).values())
    assert 0 == merged.refused


@pytest.mark.parametrize(
    ("mark", "rule"),
    [
        (None, "translation-unmarked"),
        ("sv", "translation-unmarked"),
        ("fi-000000000000-000000000000-0-0", "translation-unmarked"),
        ("sv-000000000000-000000000000-0-0", "translation-unknown"),
    ],
)
def test_a_row_without_its_mark_is_never_guessed(mark: str | None, rule: str) -> None:
    """A row that somebody added or whose mark is gone is refused, however like a text it is."""
    row = only_row(description=HALL)
    back = returned(Row(mark or "", row.to, row.source), "Stor sal.")

    assert [rule] == rules(merge([back], texts(room(description=HALL))))


def test_a_row_that_somebody_added_and_nobody_translated_is_nothing() -> None:
    """Programs add rows of their own, such as a header; without a translation nothing is lost."""
    row = only_row(description=HALL)
    back = returned(row, "")
    added = ReturnedRow(position=back.position, mark="header", texts={"fi": "Iso sali."})

    assert ((), 0) == (merge([added], texts(room())).findings, merge([added], ()).empty)


def test_two_translations_of_one_text_are_both_refused() -> None:
    """Which of two is right is a person's to say; twice the same is one translation."""
    row = only_row(description=HALL)
    now = texts(room(description=HALL))

    differing = merge([returned(row, "Stor sal."), returned(row, "En sal.", 2)], now)
    alike = merge([returned(row, "Stor sal."), returned(row, "Stor sal.", 2)], now)
    assert ["translation-twice"] * 2 == rules(differing)
    assert ((), ["Stor sal."]) == (alike.findings, list(after(alike).values()))


RICH = "<p>Avaa <strong>ovi</strong>.<br>Lue <a href='https://a.fi/fi' rel=x>ohje</a>.</p>"


@pytest.mark.parametrize(
    ("translation", "lost", "gained"),
    [
        ("<p>A <strong>b</strong>.<br>C <a href='https://a.fi/sv' rel=y>d</a>.</p>", None, None),
        ("<p><a href='http://b.fi' rel=x>d</a> <strong>b</strong>.<br/></p>", None, None),
        ("Öppna dörren.", "<p> <strong> </strong>", "–"),
        ("<p>A <b>b</b>.<br>C <a href='https://a.fi' rel=x>d</a>.</p>", "<strong>", "<b> </b>"),
        (RICH.replace("</strong>", ""), "</strong>", "–"),
        (RICH.replace("<br>", ""), "<br>", "–"),
        (RICH.replace("<br>", "<br><br>"), "–", "<br>"),
        (RICH.replace("'https://a.fi/fi'", "”https://a.fi/fi”"), "<a href=http:", "<a href rel>"),
        (RICH.replace("https", "javascript"), "<a href=http:", "<a href=javascript:"),
        (RICH + "<script>x</script>", "–", "<script> </script>"),
        (RICH + "<!-- a -->", "–", "<!-- a -->"),
    ],
)
def test_tags_are_those_of_the_source(
    translation: str, lost: str | None, gained: str | None
) -> None:
    """A tag too few or too many is refused and named; a link may lead to another page."""
    row = only_row(description={"fi": RICH})
    merged = merge([returned(row, translation)], texts(room(description={"fi": RICH})))

    if lost is None or gained is None:
        assert [translation] == list(after(merged).values())
        return
    assert ["translation-tags"] == rules(merged)
    assert lost in merged.findings[0].params["lost"]
    assert gained in merged.findings[0].params["gained"]


def test_tags_that_cross_are_refused() -> None:
    """The same tags in an order that closes nothing where it was opened are no translation."""
    row = only_row(description={"fi": "<p><em>a</em></p>"})
    back = returned(row, "<p><em>a</p></em>")

    now = texts(room(description={"fi": "<p><em>a</em></p>"}))
    assert ["translation-tags-crossed"] == rules(merge([back], now))


@pytest.mark.parametrize(
    ("fields", "translation", "length"),
    [
        ({"name": {"fi": "Sali"}}, "s" * 256, 256),
        ({"name": {"fi": "Sali"}}, "&" * 255, None),
        ({"description": HALL}, "&" * 2000, 10_007),
        ({"description": HALL}, "s" * 7993, None),
        ({"description": HALL}, "s" * 7994, 8001),
        ({"instructions": {"applicants": HALL}}, "s" * 3994, 4001),
        ({"instructions": {"pending": HALL}}, "s" * 3994, None),
        ({"pricing": [{"free": True, "material": HALL}]}, "s" * 994, 1001),
    ],
)
def test_length_is_measured_as_the_booking_system_stores_it(
    fields: dict[str, Any], translation: str, length: int | None
) -> None:
    """255, 8000, 4000 and 1000 characters after escaping (facts, section 4b); names as they are."""
    row = only_row(**fields)
    merged = merge([returned(row, translation)], texts(room(**fields)))

    assert (["translation-too-long"] if length else []) == rules(merged)
    assert [length] * bool(length) == [one.params["length"] for one in merged.findings]


def test_a_control_sign_is_refused() -> None:
    """What no file and no server can hold is told by its code."""
    row = only_row(description=HALL)
    merged = merge([returned(row, "Stor\x07 sal.")], texts(room(description=HALL)))

    assert [("translation-sign", "U+0007")] == [
        (one.rule, one.params["code"]) for one in merged.findings
    ]


def test_a_name_stays_on_one_line() -> None:
    """A line break in the cell of a name is a blank, as in every form; a text keeps its own."""
    name, text = only_row(name={"fi": "Sali"}), only_row(description=HALL)
    back = [returned(name, "Stor\nsal "), returned(text, "Stor\r\n\r\nsal.")]
    now = texts(room(name={"fi": "Sali"}, description=HALL))

    assert ["Stor sal", "Stor\n\nsal."] == list(after(merge(back, now)).values())


def test_a_venue_of_two_files_gets_its_name_in_both_where_it_is_missing() -> None:
    """One row fills every file that has the venue; a file that has another name keeps it."""
    values = files()
    values["kir.yaml"] = {**files()["nup.yaml"], "service_unit": "KIR"}
    (row,) = rows_to_translate(find_texts(values), "sv")
    named = {"fi": "Arabian nuorisotalo", "sv": "Arabia"}
    mixed = {**values, "liiku.yaml": {**files(name=named)["nup.yaml"], "service_unit": "LIIKU"}}

    merged = merge([returned(row, "Arabia ungdomsgård")], find_texts(mixed))
    assert {"nup.yaml venues.0.name.sv", "kir.yaml venues.0.name.sv"} == set(after(merged))


LANGUAGES: st.SearchStrategy[Lang] = st.sampled_from(["sv", "en"])
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(WORDS, WORDS, LANGUAGES)
def test_taking_twice_is_taking_once(finnish: str, words: str, to: Lang) -> None:
    """Whatever a translator writes, a second import of the same file changes nothing more."""
    before = texts(room(description={"fi": finnish}), name=None)
    rows = [row for row in rows_to_translate(before, to) if row.source.field == "description"]
    back = [returned(row, words) for row in rows]
    first = merge(back, before)
    stated = {"fi": finnish, **{change.lang: change.after for change in first.changes}}

    second = merge(back, texts(room(description=stated)))
    assert () == second.changes
    assert first.findings == second.findings
