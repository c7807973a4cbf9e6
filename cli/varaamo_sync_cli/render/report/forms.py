"""The forms of a report by the suffix of its file; each is imported only when it is asked for."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from varaamo_sync.catalogue_files import unwritable
from varaamo_sync.errors import UsageError
from varaamo_sync.report import Document, document_as_dict
from varaamo_sync_cli.console.output import versioned

Form = Callable[[Document], bytes]

_SLIDES = ".pptx"


def form_of(file: Path, template: Path | None) -> Form:
    """Return what writes the form that the name of a file asks for, its libraries at hand.

    Whatever would keep the file from being written, as far as it can be seen, is told before
    anything is read.

    Raises:
        UsageError: No form ends so, a template is given for a form that has none, or there is
            no such folder.
        ImportError: An optional library is missing.
    """
    suffix = file.suffix.lower()
    if suffix not in _FORMS:
        raise UsageError("report-suffix", file=file, known=list(_FORMS))
    if template is not None and suffix != _SLIDES:
        raise UsageError("report-template", file=file)
    if not file.parent.is_dir():
        raise unwritable(file, FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)))
    return _FORMS[suffix](template.read_bytes() if template else None)


def _page(_: bytes | None) -> Form:
    from varaamo_sync.report.page import write_page

    return lambda document: write_page(document).encode()


def _slides(template: bytes | None) -> Form:
    from varaamo_sync.report.slides import write_slides

    return lambda document: write_slides(document, template)


def _workbook(_: bytes | None) -> Form:
    from varaamo_sync.report.workbook import write_workbook

    return write_workbook


def _markdown(_: bytes | None) -> Form:
    from varaamo_sync_cli.render.report.markdown import render

    return lambda document: render(document).encode()


def _json(_: bytes | None) -> Form:
    def write(document: Document) -> bytes:
        values = versioned(document_as_dict(document))
        return (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode()

    return write


_FORMS: Mapping[str, Callable[[bytes | None], Form]] = {
    ".html": _page,
    ".pptx": _slides,
    ".xlsx": _workbook,
    ".md": _markdown,
    ".json": _json,
}
