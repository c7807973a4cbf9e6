"""What a new catalogue is to be: said by options, asked of a person, or as the example has it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from varaamo_sync.catalogue_files import check_id, init_catalogue
from varaamo_sync.errors import UsageError
from varaamo_sync.model import EXAMPLE_ID, Lang, ServiceUnit, Text
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.errors.near_names import did_you_mean
from varaamo_sync_cli.console.questions.texts import ask

say = Theme("commands/init")

_UNITS: Mapping[str, ServiceUnit] = {unit.value: unit for unit in ServiceUnit}
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class NewCatalogue:
    """What a new catalogue is to be.

    Attributes:
        organisation: Name of whose rooms they are; ``None`` for that of the example.
        id: Its identity; ``None`` for one that is made of the name.
        units: Service units that get a file; none for all of them.
    """

    organisation: str | None
    id: str | None
    units: tuple[ServiceUnit, ...]

    @property
    def chosen_id(self) -> str:
        """Its identity: that of the example where neither it nor a name was given."""
        if self.id is not None:
            return self.id
        return id_of(self.organisation or "") or EXAMPLE_ID

    @property
    def is_example(self) -> bool:
        """Whether it may be pushed to sandboxes only."""
        return self.chosen_id == EXAMPLE_ID

    def write(self, folder: Path, lang: Lang) -> tuple[Path, ...]:
        """Write it into a folder, and return the files.

        Args:
            folder: The folder; made where it is missing.
            lang: Language of the organisation's name, and in which commands speak of it.

        Raises:
            UsageError: One of the files is there already, or cannot be written.
        """
        named = Text.model_validate({lang: self.organisation}) if self.organisation else None
        return init_catalogue(
            folder, id=self.chosen_id, organisation=named, units=self.units, lang=lang
        )


def ask_for(given: NewCatalogue, lang: Lang) -> NewCatalogue:
    """Ask a person for what no option said; Enter takes what stands there.

    Raises:
        click.Abort: Whoever was asked has left.
    """
    name = given.organisation
    if name is None:
        example = say("example_name", lang)
        answer = ask(say("ask_name", lang), example, lambda typed: typed)
        name = None if answer == example else answer
    made = NewCatalogue(name, given.id, given.units)
    if given.id is None:
        made = NewCatalogue(name, ask(say("ask_id", lang), made.chosen_id, _id), given.units)
    if not given.units:
        everything = say("every_unit", lang)
        question = say("ask_units", lang, known=list(_UNITS))
        units = ask(question, everything, lambda typed: _units(typed, everything))
        made = NewCatalogue(name, made.id, units)
    return made


def id_of(name: str) -> str:
    """Return an id that a name suggests: letters without their signs, and dashes.

    A name without any such letter suggests none.
    """
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    while len("-".join(words)) > _LONGEST and len(words) > 1:
        words.pop()
    return "-".join(words)[:_LONGEST]


def _id(typed: str) -> str:
    check_id(typed)
    return typed


def _units(typed: str, everything: str) -> tuple[ServiceUnit, ...]:
    if typed.casefold() == everything.casefold():
        return ()
    words = re.findall(r"\w+", typed.upper()) or [typed]
    for word in words:
        if word not in _UNITS:
            meant = did_you_mean(word, _UNITS)
            raise UsageError("service-unit-unknown", name=word, meant=meant, known=list(_UNITS))
    return tuple(unit for name, unit in _UNITS.items() if name in words)
