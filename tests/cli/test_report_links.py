"""Where opening hours are set stands in the report, whatever form it has."""

import io
import re
import zipfile
from dataclasses import replace
from html import escape, unescape

from tests.make import remote
from tests.report.reports import document, standing, tables_of, text_of, units_of_rooms
from varaamo_sync.report.page import write_page
from varaamo_sync.report.slides import write_slides
from varaamo_sync.report.workbook import write_workbook
from varaamo_sync_cli.render.report import markdown


def test_the_links_that_open_hours_stand_with_what_is_missing() -> None:
    """In every form each venue leads to the hours of its rooms, and to nothing else."""
    rooms = units_of_rooms()
    shut = [remote(number, name=one.key, closed=True) for number, one in enumerate(rooms, 1)]
    now = standing(rooms, tuple(shut))
    missing = document(replace(now, origin="https://varaamo.example.invalid"))
    (table,) = [t for t in tables_of(missing) if t.caption == "Aukioloajat"]
    addresses = [row.cells[0].address for row in table.rows]
    asked = str(addresses[0])

    assert asked.startswith("https://varaamo.example.invalid/v1/edit_opening_hours/?")
    assert "Kirjaudu ensin Varaamoon." in text_of(missing)
    assert f"](<{asked}>)" in markdown.render(missing)
    assert escape(asked) in write_page(missing)
    assert asked in _targets(write_workbook(missing), "xl/worksheets/_rels")
    assert asked in _targets(write_slides(missing), "ppt/slides/_rels")
    assert "edit_opening_hours" not in text_of(document(now))


def _targets(made: bytes, folder: str) -> list[str]:
    """Return where the parts of a file of Office lead on the web."""
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        texts = [parts.read(name).decode() for name in parts.namelist() if folder in name]
    return [unescape(found) for text in texts for found in re.findall(r'Target="(http.*?)"', text)]
