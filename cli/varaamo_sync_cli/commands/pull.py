"""``varaamo-sync pull``: staff's values and rooms back into the catalogue files."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import click

from varaamo_sync.booking import ReadVenues
from varaamo_sync.catalogue_form import catalogue_value, entry_of, steps
from varaamo_sync.files.writing import Edit, NewRoom, apply_edits
from varaamo_sync.plan import Plan, RoomPlan
from varaamo_sync.rooms import Catalogue, ServiceUnit, Venue
from varaamo_sync_cli.desk import Desk, Options, open_desk, plan_on
from varaamo_sync_cli.exits import Exit
from varaamo_sync_cli.language import spoken
from varaamo_sync_cli.load import demand_whole
from varaamo_sync_cli.options import (
    path_argument,
    store_option,
    target_options,
    units_option,
)
from varaamo_sync_cli.render.plan_twins import is_asked
from varaamo_sync_cli.render.values import shown_change
from varaamo_sync_cli.talk import note, talk_options
from varaamo_sync_cli.targets import Choice, Use
from varaamo_sync_cli.words.plan import word


@click.command(name="pull", short_help="Take staff's values and rooms into the catalogue.")
@path_argument
@target_options
@store_option
@units_option
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@talk_options
def command(
    path: Path,
    choice: Choice,
    store: str | None,
    units: Options,
    dry_run: bool,
) -> int:
    """Write into the catalogue what others changed in the booking system.

    Fields that plan shows as kept are taken over, and rooms of the catalogue's venues that only
    the booking system has become new entries. Comments and order of the files stay. A room that
    is likely one of the catalogue's under another name is not taken: plan asks about it.

    \b
    varaamo-sync pull examples/helsinki --sandbox --dry-run
    varaamo-sync pull --target production --unit NUP
    """
    use = Use.ASK if dry_run else Use.WRITE
    with open_desk(path, choice, store, use) as desk:
        demand_whole(desk.reading)
        plan = plan_on(desk, units).plan
        _tell_twins(plan)
        edits = list(_edits(plan.rooms))
        new_rooms = list(_new_rooms(desk, plan, units.units))
    if not edits and not new_rooms:
        click.echo("Nothing to take: the catalogue says what the booking system has.")
        return Exit.DONE
    if not dry_run:
        for file in apply_edits(path, edits, new_rooms):
            click.echo(f"wrote {file}")
    if new_rooms and not dry_run:
        with open_desk(path, choice, store) as desk:
            _even_out(desk, {str(new.entry["key"]) for new in new_rooms})
    return Exit.DONE


def _tell_twins(plan: Plan) -> None:
    """Say which rooms of the booking system are not taken: they may be rooms that are here."""
    for planned in plan.rooms:
        if is_asked(planned):
            for twin in planned.pair.candidates:
                asked = {"twin": twin.label, "pk": twin.pk, "key": planned.key}
                click.echo(word("not_pulled", spoken(), **asked), err=True)


def _even_out(desk: Desk, new: Collection[str]) -> None:
    """Take over what defaults of the catalogue say otherwise of rooms that were just added."""
    rooms = plan_on(desk, Options()).plan.rooms
    edits = list(_edits(planned for planned in rooms if planned.key in new))
    if edits:
        apply_edits(desk.folder, edits)


def _edits(rooms: Iterable[RoomPlan]) -> Iterator[Edit]:
    for planned in rooms:
        for conflict in planned.conflicts:
            if not conflict.can_be_stated:
                before, after = shown_change(conflict.after, conflict.before)
                note(
                    f"{planned.key} {conflict.path}: {before} → {after} cannot be said in a "
                    "catalogue; change it in the booking system, or push with --on-conflict ours."
                )
                continue
            before, after = shown_change(conflict.after, conflict.before)
            click.echo(f"{planned.key} {conflict.path}: {before} → {after}")
            value = catalogue_value(conflict.path, conflict.before)
            yield Edit(planned.key, steps(conflict.path), value)


def _new_rooms(desk: Desk, plan: Plan, units: frozenset[ServiceUnit]) -> Iterator[NewRoom]:
    venues = {item.pk: item.tprek for item in desk.api.execute(ReadVenues())}
    homes = _homes(desk.catalogue)
    taken = set(desk.catalogue.by_key) | set(desk.reading.left_out)
    for remote in plan.unmanaged:
        known = homes.get(venues.get(remote.venue) or "", {})
        choices = {unit: venue for unit, venue in known.items() if not units or unit in units}
        if len(choices) != 1:
            if not units:
                note(
                    f"{remote.name} ({remote.pk}) is in a venue of several service units; "
                    "say which with --unit."
                )
            continue
        ((unit, venue),) = choices.items()
        key = _key(unit, venue, remote.name, taken)
        taken.add(key)
        click.echo(f"{key}: new, {remote.name}, {venue.label()}")
        yield NewRoom(unit, venue, entry_of(remote, key))


def _homes(catalogue: Catalogue) -> dict[str, dict[ServiceUnit, Venue]]:
    homes: defaultdict[str, dict[ServiceUnit, Venue]] = defaultdict(dict)
    for room in catalogue.rooms:
        if room.venue.tprek:
            homes[room.venue.tprek].setdefault(room.service_unit, room.venue)
    return homes


def _key(unit: ServiceUnit, venue: Venue, name: str, taken: set[str]) -> str:
    words = _slug(f"{unit.value} {venue.label().split()[0]} {name}")[:90].strip("-")
    key, number = words, 2
    while key in taken:
        key, number = f"{words}-{number}", number + 1
    return key


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
