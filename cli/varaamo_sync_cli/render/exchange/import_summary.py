"""What came of an import on one screen: how it stands, what needs doing by whom, what changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from varaamo_sync.entry_words import entry_words
from varaamo_sync.findings import Finding, Owner, Severity
from varaamo_sync.model import Lang
from varaamo_sync.words import Theme, field_name
from varaamo_sync_cli.media.terminal import paint
from varaamo_sync_cli.render.exchange.finding_groups import group_lines, place_in, some
from varaamo_sync_cli.render.findings.finding_order import counts
from varaamo_sync_cli.render.value_text import cut
from varaamo_sync_cli.workspace.exchange.workbook_import import ImportResult, mender_of

line = Theme("commands/workbooks")

ECHO = "cell-read-as"
_ANSWERED = ("column-", "sheet-", "workbook-", "row-help", "row-not-room", "cell-image-missing")
"""Rules of what the import itself is told: by ``--mapping``, ``--rows``, a file or a picture."""
_MOST_NAMES = 5
_MOST_ROOMS = 6
_MOST_FIELDS = 3
_MOST_ECHOES = 3
_LONGEST = 60


def summary_lines(result: ImportResult, lang: Lang) -> Iterator[str]:
    """Yield how it stands: how many rooms there are, and what comes of them."""
    if result.unreadable:
        bad = [one.position.file for one in result.unreadable if one.position]
        yield paint(line("unreadable", lang, files=bad), bold=True)
        return
    names = [book.name for book in result.books]
    files = names[0] if len(names) == 1 else line("files", lang, count=len(names))
    numbers = result.numbers
    rooms = sum(numbers.values())
    yield paint(line("summary", lang, files=files, rooms=rooms, **numbers), bold=True)
    if result.unread:
        yield line("stay_drafts", lang, rooms=result.unread)
    if result.pictures and (result.pictures.fetched or result.pictures.awaited):
        code = "pictures_fetched" if result.pictures.fetched else "pictures_awaited"
        yield line(code, lang, count=result.pictures.fetched or result.pictures.awaited)


def folded_lines(result: ImportResult, lang: Lang) -> Iterator[str]:
    """Yield what needs doing and what changes, so that a form of forty rooms fits one screen."""
    several = len(result.asked.files) > 1
    if result.unreadable:
        yield from group_lines(result.unreadable, lang, partial(place_in, several=several))
        return
    yield from _to_do(result, lang, several=several)
    yield from _new_lines(result, lang)
    yield from _change_lines(result, lang)
    yield from _echo_line(result.findings, lang)
    hints = counts(f for f in result.findings if f.rule != ECHO)["hints"]
    if hints:
        yield from ("", line("hints", lang, hints=hints))


def _to_do(result: ImportResult, lang: Lang, *, several: bool) -> Iterator[str]:
    todo = [one for one in result.findings if one.severity is not Severity.HINT]
    for title, of_unit in (("to_decide", False), ("to_mend", True)):
        mine = [one for one in todo if is_for_unit(one.rule) is of_unit]
        if mine:
            yield from ("", paint(line(title, lang, count=len(mine)), bold=True))
            yield from group_lines(mine, lang, partial(place_in, several=several))


def is_for_unit(rule: str) -> bool:
    """Tell whether the unit mends in its form what a rule finds; the rest is answered here."""
    return mender_of(rule) is Owner.UNIT and not rule.startswith(_ANSWERED)


def _new_lines(result: ImportResult, lang: Lang) -> Iterator[str]:
    plan = result.plan
    if plan.additions:
        names = [_called(added.entry.get("name") or {}, lang) for added in plan.additions]
        said = some(names, _MOST_NAMES, lang)
        yield from ("", line("new_rooms", lang, count=len(names), names=said))
    places = [one.venue for one in plan.additions if one.new_venue]
    places += [one.venue for one in plan.new_venues]
    venues = list(dict.fromkeys(venue.label(lang) for venue in places))
    if venues:
        said = some(venues, _MOST_NAMES, lang)
        yield line("new_venues", lang, count=len(venues), names=said)


def _called(name: object, lang: Lang) -> str:
    names = name if isinstance(name, dict) else {}
    return str(names.get(lang) or next(iter(names.values()), "–"))


def _change_lines(result: ImportResult, lang: Lang) -> Iterator[str]:
    changed: dict[str, list[str]] = defaultdict(list)
    known = result.catalogue.by_key
    for change in result.plan.changes:
        name = known[change.key].label(lang)
        changed[name].append(change_words(change.path, change.before, change.after, lang))
    for one in result.plan.venue_changes:
        said = change_words(one.path, one.before, one.after, lang, of_venue=True)
        changed[one.venue.label(lang)].append(said)
    if changed:
        yield from ("", line("changed", lang))
    for name, fields in list(changed.items())[:_MOST_ROOMS]:
        told = "; ".join(cut(words, _LONGEST) for words in fields[:_MOST_FIELDS])
        more = len(fields) - _MOST_FIELDS
        if more > 0:
            told += f" {line('and_more', lang, count=more)}"
        yield f"  ~ {paint(name, bold=True)}  {told}"
    left = len(changed) - _MOST_ROOMS
    if left > 0:
        yield f"  {line('more_changed', lang, count=left)}"


def change_words(
    path: Sequence[object], before: object, after: object, lang: Lang, *, of_venue: bool = False
) -> str:
    """Return a field that changes, with both values, as people write them."""
    dotted = ".".join(map(str, path))
    name = field_name(dotted, lang, "venue" if of_venue else "room")
    if path[0] == "unread":  # what nobody could read, or the answer to it
        code, words = ("unread_field", after) if after else ("unread_answered", before)
        return line(code, lang, field=name, text=cut(str(words), _LONGEST))
    shown = (entry_words(dotted, value, lang) for value in (before, after))
    return f"{name}: {' → '.join(shown)}"


def echoes(findings: Iterable[Finding]) -> list[tuple[str, str, list[str]]]:
    """Return what was read otherwise than to the letter: words, meaning, cells."""
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for finding in findings:
        if finding.rule == ECHO and finding.position is not None:
            memo = (str(finding.params["text"]), str(finding.params["said"]))
            said[memo].append(finding.position.cell or "")
    return [(written, read, cells) for (written, read), cells in said.items()]


def _echo_line(findings: Sequence[Finding], lang: Lang) -> Iterator[str]:
    told = echoes(findings)
    if not told:
        return
    shown = [
        line("read_as_short", lang, text=written, said=read, count=len(cells))
        for written, read, cells in told
    ]
    yield from ("", f"{line('read_as', lang)} {some(shown, _MOST_ECHOES, lang)}")
