"""What a page asks a person to do by hand, done for the test."""

from __future__ import annotations

import re

from openpyxl import load_workbook

from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.sandbox import Faults, MutationCall, Sandbox

_ROW = re.compile(r"^\| (.+?) \| (.+?) \|$", re.MULTILINE)
_LISTED = re.compile(r"^\| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
_TABLE = re.compile(r"(?:^\| .* \|\n)+", re.MULTILINE)


def tables(page: str) -> list[dict[str, str | int]]:
    """Return the tables of two columns of a page, without their headings."""
    found = []
    for table in _TABLE.findall(page):
        rows = _ROW.findall(table)[2:]
        found.append({left: int(right) if right.isdigit() else right for left, right in rows})
    return found


def fill(file: str, cells: dict[str, str | int], row: int = 3) -> None:
    """Fill in a row of a form by the headers of its columns."""
    book = load_workbook(file)
    sheet = book["Tilat"]
    columns = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1]}
    for header, value in cells.items():
        sheet.cell(row, columns[header], value)
    book.save(file)


def assert_listed(file: str, page: str) -> None:
    """Assert that a marked form lists what the page's table of three columns shows of it."""
    shown = {row for row in _LISTED.findall(page) if "!" in row[0]}
    sheet = load_workbook(file)["Korjattavaa"]
    lines = {tuple(str(cell.value) for cell in row[:3]) for row in sheet.iter_rows(min_row=4)}
    assert shown
    assert shown <= lines


def session_of(url: str) -> str:
    """Return a session cookie, as somebody finds it in a browser after a login."""
    with VaraamoClient(url, login=PasswordLogin("admin", "admin")) as api:
        api.log_in()
        assert api.session is not None
        return api.session


class Mishap(Faults):
    """Ends every session of a sandbox before a room is made, once it is told which."""

    sandbox: Sandbox
    _rooms = 0

    def before_room(self, number: int) -> None:
        """Choose before which room, counted from 1, the sessions end."""
        self._rooms = number

    def before(self, call: MutationCall) -> None:
        """Count the rooms."""
        if call.name == "createReservationUnit" and self._rooms:
            self._rooms -= 1
            if not self._rooms:
                self.sandbox.end_sessions()
