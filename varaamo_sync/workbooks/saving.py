"""A workbook as the bytes of a file; the library makes its sheets in the folder for such files."""

from __future__ import annotations

import errno
import io
import tempfile
from typing import TYPE_CHECKING

from varaamo_sync.errors import OutputUnwritable

if TYPE_CHECKING:
    from openpyxl import Workbook

_FULL = {getattr(errno, name, None): name for name in ("ENOSPC", "EDQUOT", "EFBIG")}


def saved(book: Workbook) -> bytes:
    """Return a workbook as the bytes of an .xlsx file.

    Raises:
        OutputUnwritable: The folder for temporary files is full.
    """
    data = io.BytesIO()
    try:
        book.save(data)
    except Exception as error:
        # Of lxml, where it is installed, only the name of the failure is to be had.
        named = {f"IO_{name}" for name in _FULL.values()}
        if getattr(error, "errno", 0) in _FULL or str(error) in named:
            raise OutputUnwritable("temporary-full", folder=tempfile.gettempdir()) from error
        raise
    return data.getvalue()
