"""A move between two booking systems: both are surveyed, as ``status`` surveys one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from varaamo_sync.capabilities import capabilities_of
from varaamo_sync.errors import UsageError
from varaamo_sync.goal import BothEnds, compare_ends
from varaamo_sync.model import Lang, ServiceUnit
from varaamo_sync.report import Standing
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync_cli.workspace.access.targets import Choice, Place, chosen_system, origin_named
from varaamo_sync_cli.workspace.catalogue.catalogue_folder import read_folder

View = Callable[[Place, Collection[ServiceUnit], Lang], Standing]


@dataclass(frozen=True, slots=True)
class Move:
    """What two surveys show of a move.

    Attributes:
        old: The booking system that is left, as a person calls it.
        new: The one that is moved to.
        place: Where the new one is worked with.
        units: Service units that are shown.
        catalogue: Id of the catalogue.
        ends: The rooms.
        spoken: How words speak of the old one, and of the new one (``speak_of``).
    """

    old: str
    new: str
    place: Place
    units: tuple[ServiceUnit, ...]
    catalogue: str
    ends: BothEnds
    spoken: tuple[Mapping[str, str], Mapping[str, str]]


def view_both_ends(
    view: View, place: Place, new: Choice, units: Collection[ServiceUnit], lang: Lang
) -> Move:
    """Return how far a move is.

    Args:
        view: Surveys one booking system, or recalls its last survey.
        place: The catalogue and the booking system that is left.
        new: The booking system that is moved to.
        units: Service units that are shown; those of the goal where none is named.
        lang: The language.

    Raises:
        UsageError: Both are the same.
        BookingError: One of them could not be read.
    """
    catalogue = read_folder(place.folder).usable()
    origin = origin_named(place.choice, catalogue)
    if origin == origin_named(new, catalogue):
        raise UsageError("ends-same", origin=str(origin))
    forms = [capabilities_of(chosen_system(one, catalogue)).forms for one in (place.choice, new)]
    spoken = forms[0], forms[1]
    there = Place(place.folder, new, place.store)
    before, after = view(place, units, lang), view(there, units, lang)
    assert before.progress is not None
    assert after.progress is not None
    return Move(
        old=_called(place.choice, before),
        new=_called(new, after),
        place=there,
        units=after.units,
        catalogue=after.catalogue.id,
        ends=compare_ends(before.progress, after.progress, after.units),
        spoken=spoken,
    )


def _called(choice: Choice, view: Standing) -> str:
    return choice.target or str(view.origin)
