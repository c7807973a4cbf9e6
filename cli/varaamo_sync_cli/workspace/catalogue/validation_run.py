"""A run of ``validate`` over several catalogues, such as those of a repository of many cities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from varaamo_sync.catalogue_files import CATALOGUE, require_catalogue
from varaamo_sync.errors import UsageError
from varaamo_sync.model import Lang
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync_cli.workspace.catalogue.validation import (
    ValidateOptions,
    ValidationReport,
    validate,
)

_FORMS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv"})
"""Endings of forms that units fill in; catalogues have no such files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationRun:
    """What was found in each of some catalogues.

    Attributes:
        lang: Language of the words.
        reports: A report for each catalogue that was looked at.
        unchanged: Number of catalogues that were not, because nothing of them has changed.
    """

    lang: Lang
    reports: tuple[ValidationReport, ...]
    unchanged: int = 0

    @property
    def failed(self) -> bool:
        """Whether a finding fails the run."""
        return any(report.failed for report in self.reports)


def find_catalogues(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the folders that paths stand for, each once.

    A file stands for the catalogue that it is part of, and for none where it is part of none: so
    a hook can hand over whatever has changed.

    Raises:
        UsageError: A file is a form.
    """
    return tuple(dict.fromkeys(folder for path in paths for folder in _folders_of(path)))


def validate_all(
    folders: Iterable[Path], options: ValidateOptions, *, now: datetime
) -> ValidationRun:
    """Check catalogues one after another.

    Raises:
        CatalogueNotFound: A folder holds none.
        CatalogueError: What lies beside one cannot be read.
        UsageError: A rule is unknown, a baseline was asked for, or git knows no such commit.
    """
    if options.baseline is not None or options.write_baseline is not None:
        raise UsageError("baseline-several")
    chosen: list[tuple[Path, str | None]] = []
    unchanged = 0
    for folder in folders:
        require_catalogue(folder)
        ref = options.changed_since
        base = _changed_base(folder, ref) if ref is not None else None
        if ref is not None and base is None:
            unchanged += 1
        else:
            chosen.append((folder, base))
    reports = (
        validate(replace(options, path=folder), now=now, base=base) for folder, base in chosen
    )
    return ValidationRun(lang=options.lang, reports=tuple(reports), unchanged=unchanged)


def _changed_base(folder: Path, ref: str) -> str | None:
    from varaamo_sync_cli.workspace.catalogue.git_changes import changed_base

    return changed_base(folder, ref)


def _folders_of(path: Path) -> Iterator[Path]:
    if not path.is_file():
        yield path  # what is not there is told when it is read
        return
    if path.suffix.lower() in _FORMS:  # else a person would read "0 errors" of a form full of them
        raise UsageError("validate-form", file=path)
    for folder in path.parents:
        if (folder / CATALOGUE).is_file():
            yield folder
            return
