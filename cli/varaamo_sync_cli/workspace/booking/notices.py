"""What a person is told on stderr beside a result: what it leaves out, and what will take time."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from varaamo_sync.capabilities import Feature
from varaamo_sync.catalogue_files import HISTORY, HistoryReading, Reading, prefix_of
from varaamo_sync.findings import Finding
from varaamo_sync.model import Lang
from varaamo_sync.plan import Double, RoomMatch
from varaamo_sync.rules import MOST_DAYS_AHEAD
from varaamo_sync.snapshot import Snapshot
from varaamo_sync.sync import Prepared
from varaamo_sync.words import Theme, field_name
from varaamo_sync_cli.console.errors.error_text import finding_text
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.console.verbosity import note, tell, warn

_finding = Theme("commands/validate")
line = Theme("commands/reading")
word = Theme("commands/plan")

_MOST_TOLD = 3


def tell_unread(reading: Reading) -> None:
    """Say what of the files could not be read: what is shown is not all."""
    lang = current_language()
    for finding in reading.findings[:_MOST_TOLD]:
        message = finding_text(finding, "message", lang)
        place = finding.position and finding.position.behind(reading.prefix)
        tell(f"{place}: {message} [{finding.rule}]")
    if reading.findings:
        tell(line("unread", lang, count=len(reading.findings)))


def tell_history_faults(written: HistoryReading, folder: Path, lang: Lang) -> None:
    """Say what of the ``history.yaml`` of a folder could not be read."""
    for finding in written.findings:
        message = finding_text(finding, "message", lang)
        place = finding.position or HISTORY
        tell(f"{prefix_of(folder)}{place}: {message}")


def tell_broken(snapshot: Snapshot) -> None:
    """Say which rooms the booking system stumbles over, and how that is mended."""
    lang = current_language()
    for room in snapshot.broken:
        what = {"room": room.name or "?", "pk": room.pk, "said": room.opening_fault}
        tell(line("opening_breaks", lang, **what))
        found = [
            (path, value)
            for path in ("booking.window.min_days", "booking.window.max_days")
            if isinstance(value := room.values.get(path), int) and value > MOST_DAYS_AHEAD
        ]
        why = [
            line("opening_breaks_by", lang, field=field_name(path, lang), value=value)
            for path, value in found
        ]
        for fix in why or [line("opening_breaks_unknown", lang)]:
            tell(f"  {_finding('fix', lang)}: {fix}")


def tell_hidden(snapshot: Snapshot) -> None:
    """Say that drafts are not seen, where only who is logged in sees them."""
    system = snapshot.reference.capabilities
    if not (snapshot.logged_in or system.has(Feature.DRAFTS_TO_ALL)):
        note(line("drafts_unseen", current_language(), system=system.name))


def tell_broken_rules(findings: Iterable[Finding]) -> None:
    """Say which rules of the organisation's own were not looked at: nobody knows what they find."""
    lang = current_language()
    for finding in findings:
        if finding.rule.startswith("own-rule-"):
            warn(finding_text(finding, "message", lang))


def tell_first_time(prepared: Prepared) -> None:
    """Say that nothing is remembered here, and by what the rooms were recognised all the same."""
    if count := count_recognised(prepared):
        note(line("first_time", current_language(), count=count))


def count_recognised(prepared: Prepared) -> int:
    """Return how many rooms were recognised by their codes alone; 0 where any is remembered."""
    if prepared.remembered:
        return 0
    return sum(room.pair.match is RoomMatch.CODE for room in prepared.plan.rooms)


def tell_unsettled(keys: Iterable[str]) -> None:
    """Say which rooms a killed push left open: what is shown of them may be half of it."""
    if rooms := ", ".join(dict.fromkeys(keys)):
        note(line("unsettled", current_language(), rooms=rooms))


def double_line(double: Double, lang: Lang) -> str:
    """Return what is there twice, which of it residents see, and what to do."""
    rooms = ", ".join(
        f"{room.known_as} ({word('shown' if room.publishing.visible else 'hidden', lang)})"
        for room in double.rooms
    )
    if not double.spaces:  # the booking system has none
        return word("double_rooms", lang, key=double.key, rooms=rooms)
    spaces = ", ".join(str(pk) for pk in double.spaces)
    return word("double", lang, key=double.key, rooms=rooms or "–", spaces=spaces)
