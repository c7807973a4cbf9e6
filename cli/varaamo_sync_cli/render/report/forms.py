"""The forms of a report by the suffix of its file; each is imported only when it is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from varaamo_sync.errors import UsageError
from varaamo_sync.report import Document, document_as_dict
from varaamo_sync_cli.console.output import versioned

Form = Callable[[Document, bytes | None], bytes]

_SLIDES = ".pptx"


def form_of(file: Path, template: Path | None) -> Form:
    """Return what writes the form that the name of a file asks for.

    Raises:
        UsageError: No form ends so, or a template is given for a form that has none.
    """
    suffix = file.suffix.lower()
    if suffix not in _FORMS:
        raise UsageError("report-suffix", file=file, known=list(_FORMS))
    if template is not None and suffix != _SLIDES:
        raise UsageError("report-template", file=file)
    return _FORMS[suffix]


def _page(document: Document, _: bytes | None) -> bytes:
    page: str = import_module("varaamo_sync.report.page").write_page(document)
    return page.encode()


def _slides(document: Document, template: bytes | None) -> bytes:
    from varaamo_sync.report.slides import write_slides

    return write_slides(document, template)


def _workbook(document: Document, _: bytes | None) -> bytes:
    from varaamo_sync.report.workbook import write_workbook

    return write_workbook(document)


def _markdown(document: Document, _: bytes | None) -> bytes:
    from varaamo_sync_cli.render.report.markdown import render

    return render(document).encode()


def _json(document: Document, _: bytes | None) -> bytes:
    values = versioned(document_as_dict(document))
    return (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode()


_FORMS: Mapping[str, Form] = {
    ".html": _page,
    ".pptx": _slides,
    ".xlsx": _workbook,
    ".md": _markdown,
    ".json": _json,
}
