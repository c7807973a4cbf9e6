"""Where the service units differ in what is to be common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from varaamo_sync.entry_words import entry_words
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.report.chapters import blocks
from varaamo_sync.report.differences import InUse, Principle, Subject
from varaamo_sync.report.document import Block, Cell, Column, Paragraph, Table, Tone
from varaamo_sync.words import Theme, field_name

said = Theme("report/differences")

_MOST = 4
"""Values of a unit that are named; the others are counted."""


def difference_blocks(found: Sequence[Principle], lang: Lang) -> Iterator[Block]:
    """Yield where the units differ, and where they have one value."""
    if not found:
        yield Paragraph(said("nothing", lang), Tone.UNKNOWN)
        return
    units = [unit for unit in ServiceUnit if any(unit in principle.units for principle in found)]
    differing = [principle for principle in found if not principle.common]
    if len(units) > 1:
        name = "differ" if differing else "common"
        tone = Tone.WARNING if differing else Tone.GOOD
        told = said(name, lang, count=len(differing), all=len(found))
        yield Paragraph(told, tone, strong=True)
        yield from blocks.items(_by_subject(found, lang), said("by_subject", lang))
    yield Paragraph(said("method", lang))
    for subject in Subject:
        of_subject = [principle for principle in found if principle.subject is subject]
        if of_subject:
            yield _table(subject, of_subject, units, lang)


def _by_subject(found: Sequence[Principle], lang: Lang) -> Iterator[str]:
    for subject in Subject:
        common = [principle.common for principle in found if principle.subject is subject]
        if False in common:
            name = said(f"subject.{subject}", lang)
            yield said("of_subject", lang, subject=name, count=common.count(False), all=len(common))


def _table(
    subject: Subject, found: Sequence[Principle], units: Sequence[ServiceUnit], lang: Lang
) -> Table:
    heads = (
        Column(said("principle", lang)),
        *(Column(unit.value) for unit in units),
        Column(said("same", lang)),
    )
    body = [
        [
            Cell(field_name(principle.path, lang)),
            *(_used(principle, unit, lang) for unit in units),
            _same(principle, lang),
        ]
        for principle in found
    ]
    return blocks.table(said(f"subject.{subject}", lang), heads, body, lang)


def _used(principle: Principle, unit: ServiceUnit, lang: Lang) -> Cell:
    used = principle.units.get(unit, ())
    told = [_value(principle.path, item, lang) for item in used[:_MOST]]
    rest = used[_MOST:]
    if rest:
        told.append(said("others", lang, count=len(rest), rooms=sum(item.rooms for item in rest)))
    return Cell("; ".join(told) or blocks.NOTHING)


def _value(path: str, item: InUse, lang: Lang) -> str:
    value = said("unstated", lang) if item.value is None else entry_words(path, item.value, lang)
    return said("used", lang, value=value, count=item.rooms)


def _same(principle: Principle, lang: Lang) -> Cell:
    if principle.common:
        return Cell(said("yes", lang), tone=Tone.GOOD)
    within = all(principle.agreed_in(unit) for unit in principle.units)
    return Cell(said("within" if within else "no", lang), tone=Tone.WARNING)
