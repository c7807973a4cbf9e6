"""Merges translations back: what each row states, against the text as the catalogue has it now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from varaamo_sync.findings import Finding, Level, Path, Position, Severity
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.stored_form import stored_html, stored_plain
from varaamo_sync.translations.marks import Mark, fingerprint, place_of, read_mark, settled
from varaamo_sync.translations.rows import ReturnedRow
from varaamo_sync.translations.tags import is_nested, lost_and_gained
from varaamo_sync.translations.texts import UNWRITABLE, CatalogueText, printable

_LONGEST = 80
_BEFORE = 20
"""Letters that are shown before the first difference of two long texts."""
_NOT_ASKED = "translation-not-asked"


@dataclass(frozen=True, slots=True)
class TextChange:
    """A translation that goes into the catalogue.

    Attributes:
        path: Where in the file it stands; ends with the language.
        after: The text.
    """

    text: CatalogueText
    lang: Lang
    after: str
    position: Position

    @property
    def path(self) -> Path:
        """Where in the file of the text it stands; ends with the language."""
        return (*self.text.path, self.lang)

    @property
    def before(self) -> str | None:
        """What stands there now."""
        return self.text.text.get(self.lang)


@dataclass(frozen=True, slots=True)
class Merge:
    """What would come of translations.

    Attributes:
        changes: What goes into the catalogue.
        findings: What was refused, each at its row.
        refused: Number of rows that were refused.
        unchanged: Number of rows that say what went out, or what the catalogue has already.
        empty: Number of rows without a translation.
    """

    changes: tuple[TextChange, ...]
    findings: tuple[Finding, ...]
    refused: int
    unchanged: int
    empty: int


def merge(rows: Iterable[ReturnedRow], texts: Iterable[CatalogueText]) -> Merge:
    """Return what would come of the rows of files that translators have sent back.

    Nothing is overwritten that is not what it was when the file was made, and no language but
    the one that was asked for changes.

    Args:
        rows: Rows of all files.
        texts: Texts of the catalogue as they are now.
    """
    merger = _Merger(texts)
    for row in rows:
        merger.take(row)
    return merger.result()


class _Merger:
    """Gathers what comes of each row."""

    def __init__(self, texts: Iterable[CatalogueText]) -> None:
        self._texts: defaultdict[str, list[CatalogueText]] = defaultdict(list)
        for text in texts:
            self._texts[place_of(text)].append(text)
        self._findings: list[tuple[ReturnedRow, Finding]] = []
        self._wanted: defaultdict[tuple[Mark, str], list[ReturnedRow]] = defaultdict(list)
        self._unchanged = 0
        self._empty = 0

    def take(self, row: ReturnedRow) -> None:
        """Look at a row by itself."""
        mark = read_mark(row.mark or "")
        if mark is None and not row.texts.keys() - {"fi"}:
            return  # a row without a translation, such as programs add
        if mark is None:
            self._refuse([row], "translation-unmarked", text=_preview(" ".join(row.texts.values())))
            return
        self._tell_others(row, mark)
        words = settled(row.texts.get(mark.to))
        if words and fingerprint(words) == mark.of(mark.to):
            self._unchanged += 1
        elif row.problem is not None:
            rule, params = row.problem
            self._refuse([row], rule, mark, **params)
        elif not words:
            self._empty += 1
        else:
            self._wanted[mark, words].append(row)

    def result(self) -> Merge:
        """Return what came of all rows together."""
        changes: dict[tuple[str, Path], TextChange] = {}
        rivals: defaultdict[tuple[str, Lang], set[str]] = defaultdict(set)
        for mark, words in self._wanted:
            rivals[mark.place, mark.to].add(words)
        for (mark, words), rows in self._wanted.items():
            if len(rivals[mark.place, mark.to]) > 1:
                self._refuse(rows, "translation-twice", mark)
                continue
            for change in self._changes(mark, words, rows):
                changes.setdefault((change.text.file, change.path), change)
        found = sorted(
            (finding for _, finding in self._findings),
            key=lambda finding: finding.position or Position("", 0, 0),
        )
        refused = {id(row) for row, finding in self._findings if finding.rule != _NOT_ASKED}
        return Merge(
            tuple(changes.values()), tuple(found), len(refused), self._unchanged, self._empty
        )

    def _changes(self, mark: Mark, words: str, rows: Sequence[ReturnedRow]) -> Iterator[TextChange]:
        """Yield what becomes of a translation, or say at its rows why nothing does."""
        row = rows[0]
        texts = self._current(mark)
        if not texts:
            self._refuse(rows, "translation-unknown", mark)
            return
        text = texts[0]
        now = text.text.get(mark.to)
        if fingerprint(text.text.fi) != mark.fi:
            old, new = _differing(row.texts.get("fi", ""), text.text.fi or "")
            self._refuse(rows, "translation-source-changed", mark, old=old, new=new)
        elif "fi" in row.texts and fingerprint(row.texts["fi"]) != mark.fi:
            old, new = _differing(text.text.fi or "", row.texts["fi"])
            self._refuse(rows, "translation-source-edited", mark, old=old, new=new)
        elif settled(now) == words:
            self._unchanged += len(rows)
        elif fingerprint(now) != mark.of(mark.to):
            there, wanted = _differing(now or "", words)
            self._refuse(rows, "translation-conflict", mark, now=there, wanted=wanted)
        elif wrong := list(_misfits(text, words)):
            for rule, params in wrong:
                self._refuse(rows, rule, mark, **params)
        else:
            after = " ".join(stored_plain(words).split()) if text.is_one_line else words
            yield from (TextChange(one, mark.to, after, row.position) for one in texts)

    def _current(self, mark: Mark) -> list[CatalogueText]:
        """Return the texts that a mark is of, those that are as they went out before others."""
        there = self._texts.get(mark.place, [])
        same = [text for text in there if fingerprint(text.text.fi) == mark.fi]
        untouched = [t for t in same if fingerprint(t.text.get(mark.to)) == mark.of(mark.to)]
        return untouched or same or there

    def _tell_others(self, row: ReturnedRow, mark: Mark) -> None:
        """Say that a text in a language that was not asked for stays as it is."""
        for lang in LANGS:
            if lang in ("fi", mark.to) or lang not in row.texts:
                continue
            if fingerprint(row.texts[lang]) != mark.of(lang):
                words = _preview(row.texts[lang])
                self._refuse([row], _NOT_ASKED, mark, lang=lang, text=words)

    def _refuse(
        self, rows: Sequence[ReturnedRow], rule: str, mark: Mark | None = None, **params: object
    ) -> None:
        known = self._current(mark) if mark is not None else []
        text = known[0] if known else None
        home = text.home if text else None
        for row in rows:
            finding = Finding(
                rule=rule,
                severity=Severity.ERROR,
                level=Level.DRAFT,
                key=home.id if home and home.kind == "room" else None,
                unit=text.unit if text else None,
                path=tuple(text.field.split(".")) if text else (),
                params={
                    "room": _preview(home.label if home else row.room) or "–",
                    "field": text.path_in(mark.to) if text and mark else _preview(row.field) or "–",
                    "language": mark.to if mark else "–",
                    **params,
                },
                position=row.position,
            )
            self._findings.append((row, finding))


def _misfits(source: CatalogueText, translation: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield why a translation does not fit its source, or the field that it is for."""
    sign = UNWRITABLE.search(translation)
    if sign:
        yield "translation-sign", {"code": f"U+{ord(sign[0]):04X}"}
        return
    finnish = source.text.fi or ""
    lost, gained = lost_and_gained(finnish, translation)
    if lost or gained:
        words = {"lost": " ".join(lost) or "–", "gained": " ".join(gained) or "–"}
        yield "translation-tags", {**words}
    elif is_nested(finnish) and not is_nested(translation):
        yield "translation-tags-crossed", {}
    stored = stored_html if source.is_html else stored_plain  # as the booking system keeps it
    length = len(stored(translation))
    if source.limit is not None and length > source.limit:
        yield "translation-too-long", {"length": length, "limit": source.limit}


def _preview(text: str, start: int = 0) -> str:
    """Return a text from a place on as a message shows it: one short, printable line."""
    line = printable(text[start:])
    cut = line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
    return f"…{cut}" if start else cut


def _differing(one: str, other: str) -> tuple[str, str]:
    """Return two texts as a message shows them, from just before the place where they differ."""
    pairs = zip(one, other, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    long = max(len(one), len(other)) > _LONGEST
    start = max(same - _BEFORE, 0) if long else 0
    return _preview(one, start) or "–", _preview(other, start) or "–"
