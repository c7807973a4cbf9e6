"""What is told to people is words: no lists, quotes or names of Python."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from string import Formatter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workbooks.books import known, read, room, xlsx
from varaamo_sync.findings import Finding
from varaamo_sync.model import LANGS, ServiceUnit
from varaamo_sync.words import Part, rules, spoken, text
from varaamo_sync.workbooks import Book, plan_import
from varaamo_sync.workbooks.annotating import words as sheet_words
from varaamo_sync.workbooks.files.grid import Sheet
from varaamo_sync.workbooks.tables.fields import fields
from varaamo_sync.workbooks.text import preview

PYTHON = re.compile(
    r"\[['\"(\d]|['\")]\]|\(['\"]|\{['\"]|Decimal\(|datetime|timedelta|\bdays?, \d"
    r"|<\w+[.: ]|\bNone\b|\bTrue\b|\bFalse\b|CLEARED|MISSING|\w+\(\w+="
)
PARTS: tuple[Part, ...] = ("title", "message", "fix")
VALUES = (
    ["a", "b"], ("Sali", "Studio"), {"lowest": Decimal("7.50"), "free": True}, [{"free": True}],
    frozenset({"a"}), None, True, [], {}, ServiceUnit.NUP, [1, 2], timedelta(hours=26),
    time(8, 30), date(2027, 1, 31), Decimal("12.50"), (None, [None]),
)  # fmt: skip


def _python_in(finding: Finding) -> set[str]:
    """Return the texts of a finding that speak Python, in every language and place."""
    said = {text(finding.rule, part, lang, finding.params) for part in PARTS for lang in LANGS}
    said |= {sheet_words.sheet_message(finding, lang) for lang in LANGS}
    said |= {sheet_words.sheet_fix(finding, lang) for lang in LANGS}
    return {one for one in said if PYTHON.search(one)}


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_is_told_in_words(value: object) -> None:
    """Lists are lists of words, nothing is a dash, and a length of time is hours and minutes."""
    assert not PYTHON.search(preview(value))
    if not isinstance(value, timedelta):
        assert not PYTHON.search(str(spoken(value)))


def _filled(template: str, value: object) -> dict[str, object]:
    """Return a value for each name of a template; where it asks for a form, one that has it."""
    fields = [(field, spec) for _, field, spec, _ in Formatter().parse(template) if field]
    formed = {field: 2 if spec and "|" in spec else "1" for field, spec in fields if spec}
    return {field: value for field, spec in fields if not spec} | formed


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_no_rule_tells_a_value_as_python_writes_it(value: object) -> None:
    """Whatever a finding holds, and whichever rule tells of it, what is read is words."""
    if isinstance(value, timedelta):
        return
    for lang in LANGS:
        for rule, texts in rules(lang).items():
            for part in PARTS:
                said = text(rule, part, lang, _filled(texts[part], value))
                assert bool(PYTHON.search(texts[part])) is bool(PYTHON.search(said)), rule


SAYINGS = (
    "x", "Kyllä", "1,5 t", "10–20 hlö", "7 €/h", "5", "ilmainen", "ks. liite", "a\nb; c", "NUP",
    "(tyhjennä)", "uusi", "KIR", "Arabian nuorisotalo", "nup-arabia-sali", "demo-099", "1e400",
    "-5", "30.2.2027", "a.jpg; b.jpg (pääkuva)", "Sali, Studio", "alv 0", "heikko", "31.12.2027",
)  # fmt: skip
CELLS = st.one_of(
    st.none(), st.sampled_from(SAYINGS), st.floats(), st.integers(-(10**7), 10**7), st.booleans(),
    st.dates(), st.datetimes(), st.times(), st.timedeltas(timedelta(0), timedelta(days=9)),
)  # fmt: skip
HEADERS = tuple(field.header["fi"] for of in ("room", "venue") for field in fields(of).values())


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.lists(st.sampled_from(HEADERS), min_size=2, max_size=12))
def test_no_table_gives_a_message_in_python(data: st.DataObject, others: list[str]) -> None:
    """Whatever stands in the cells of a form, what is said of it is words."""
    headers = ["Toimipiste", "Nimi suomeksi", *others]
    rows = data.draw(st.lists(st.lists(CELLS, min_size=3, max_size=len(headers)), max_size=4))
    sheet = Sheet("Tilat", [[*headers], *rows])
    held = known(room(pricing=[{"free": True}]), has_image=lambda name: name != "b.jpg")
    plan, _ = plan_import([Book("a.xlsx", "xlsx", (sheet,))], held)

    assert set() == {said for finding in plan.findings for said in _python_in(finding)}


def test_what_the_model_refuses_is_told_in_words() -> None:
    """A price whose parts do not fit is shown as its parts, not as a list of Python."""
    head = ("Toimipiste", "Nimi", "Sisäänpääsy alkaen", "Alin hinta", "Hinta voimassa alkaen")
    row = ("Arabian nuorisotalo", "Uusi", date(2027, 1, 1), -5, datetime(2027, 1, 1, 8))  # noqa: DTZ001
    plan = read(xlsx((head, row)), known(room()))

    assert "cell-refused" in {finding.rule for finding in plan.findings}
    assert set() == {said for finding in plan.findings for said in _python_in(finding)}


def test_another_cell_is_named_with_its_sheet() -> None:
    """A message that speaks of another cell says on which sheet it is."""
    rows = (("Toimipiste", "Nimi", "Henkilömäärä"), ("Arabian nuorisotalo", "Uusi", 5),
            ("Arabian nuorisotalo", "Uusi", 6))  # fmt: skip
    plan = read(xlsx({"Tilat": rows, "Muut": rows}), known(room()))

    named = [text(f.rule, "message", "fi", f.params) for f in plan.findings if "first" in f.params]
    assert named
    assert all("Tilat!" in said for said in named)
