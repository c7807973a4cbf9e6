"""Files with damage of every kind: imported or refused, never a traceback."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workbooks.books import known, ods, room, xlsx
from tests.workbooks.files.test_opening import ROWS, SHEET, TEXT, with_part
from varaamo_sync.words import Part, text
from varaamo_sync.workbooks import Book, plan_import
from varaamo_sync.workbooks.files.grid import Sheet
from varaamo_sync.workbooks.files.limits import Unreadable
from varaamo_sync.workbooks.files.opening import open_book
from varaamo_sync.workbooks.tables.fields import fields


def _survives(data: bytes) -> bool:
    """Tell whether a file is imported or refused by a rule, and nothing else happens."""
    try:
        book = open_book(data, "a")
    except Unreadable as unreadable:
        return unreadable.rule.startswith("workbook-")
    plan, _ = plan_import([book], known())
    return all(finding.position is not None for finding in plan.findings)


SEEDS = (xlsx(ROWS), ods(ROWS), TEXT.encode("utf-8"), TEXT.encode("cp1252"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=4)), max_size=4),
    st.floats(0.2, 1),
)
def test_no_bytes_give_a_traceback(
    seed: bytes, changes: list[tuple[float, bytes]], length: float
) -> None:
    """Files with bytes changed or cut off are imported or refused; nothing else happens."""
    data = bytearray(seed[: max(1, int(len(seed) * length))])
    for place, content in changes:
        start = int(place * len(data))
        data[start : start + len(content)] = content

    assert _survives(bytes(data))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=3))
def test_no_change_inside_a_sheet_gives_a_traceback(place: int, content: bytes) -> None:
    """A sheet whose XML is damaged is imported or refused."""

    def damage(xml: bytes) -> bytes:
        start = place % len(xml)
        return xml[:start] + content + xml[start + len(content) :]

    assert _survives(with_part(xlsx(ROWS), SHEET, damage))


PARTS: tuple[Part, ...] = ("title", "message", "fix")
HEADERS = tuple(field.header["fi"] for of in ("room", "venue") for field in fields(of).values())
SAYINGS = (
    "x", "Kyllä", "1,5 t", "n. 40 m²", "10–20 hlö", "7 €/h", "ilmainen", "24:00:00", "ks. liite",
    "=1+1", "1.0", "a\nb", "“a”", "31.12.2027", "(tyhjennä)", "esimerkki", "uusi", "NUP",
    "Arabian nuorisotalo", "nup-arabia-sali", "demo-099", "julkaistaan", "½", "1e400", "30.2.2027",
)  # fmt: skip
CELLS = st.one_of(
    st.none(), st.sampled_from(SAYINGS), st.text(max_size=8), st.floats(), st.integers(),
    st.booleans(), st.dates(), st.datetimes(), st.times(), st.timedeltas(),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.lists(st.sampled_from(HEADERS), min_size=2, max_size=12))
def test_no_table_gives_a_traceback(data: st.DataObject, others: list[str]) -> None:
    """Whatever stands in a table, what is imported is rooms, and all else is told in words."""
    headers = ["Toimipiste", "Nimi suomeksi", *others]
    rows = data.draw(st.lists(st.lists(CELLS, min_size=3, max_size=len(headers)), max_size=4))
    sheet = Sheet("Tilat", [[*headers], *rows])
    held = known(room(pricing=[{"free": True}], booking={"min": "1 h"}))
    plan, _ = plan_import([Book("a.xlsx", "xlsx", (sheet,))], held)

    assert {"nup-arabia-sali"} <= set(plan.applied(held.catalogue).by_key)
    for finding in plan.findings:
        assert all(text(finding.rule, part, "fi", finding.params) for part in PARTS)
