"""Starts a catalogue folder with an example room for each service unit."""

from __future__ import annotations

from collections.abc import Collection
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from varaamo_sync.catalogue_files.whole_file import unwritable
from varaamo_sync.errors import UsageError
from varaamo_sync.model import EXAMPLE_ID, LANGS, Catalogue, Lang, ServiceUnit, Text

_COMMON = ("catalogue.yaml", "goals.yaml")
_FILES = (*_COMMON, *(f"{unit.value.lower()}.yaml" for unit in ServiceUnit))
_LAST_DAY = "  deadline: 2027-12-31\n"
_EXAMPLE = "  fi: Esimerkkikaupunki\n  sv: Exempelstaden\n  en: Example City\n"


def init_catalogue(
    path: Path | str = ".",
    *,
    id: str = EXAMPLE_ID,
    organisation: Text | None = None,
    units: Collection[ServiceUnit] = (),
    lang: Lang | None = None,
) -> tuple[Path, ...]:
    """Write a catalogue folder to start from; its example rooms stand in the sandbox's venues.

    They do not belong to the goal.

    Args:
        path: The folder; made where it is missing.
        id: Identity of the catalogue. With that of the example, it is pushed to sandboxes only.
        organisation: Whose rooms they are; by default an example.
        units: Service units that get a file; by default all of them.
        lang: Language in which commands speak of the catalogue; where it says none, that of the
            system.

    Returns:
        The files that were written.

    Raises:
        UsageError: The id cannot be one; one of the files is there already, and then nothing was
            written; or the folder cannot be written to.
        OutputUnwritable: The disk is full; nothing was left there.
    """
    folder = Path(path)
    check_id(id)
    require_new(folder)
    chosen = {f"{unit.value.lower()}.yaml" for unit in units} or set(_FILES)
    targets = {
        folder / name: _filled(_template(name), id, organisation, lang, units)
        for name in _FILES
        if name in {*_COMMON, *chosen}
    }
    made: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for target, content in targets.items():
            with target.open("xb") as file:
                made.append(target)
                file.write(content.encode())
    except OSError as error:
        for target in made:  # a part of a catalogue would be taken for all of it
            target.unlink(missing_ok=True)
        raise unwritable(folder, error, problem="folder-unwritable") from error
    return tuple(targets)


def require_new(folder: Path) -> None:
    """Make sure that no file stands where one of a new catalogue would.

    Raises:
        UsageError: One does; it may be of a service unit that is not wanted, for it would be read.
    """
    for name in _FILES:
        if (folder / name).exists() or (folder / name).is_symlink():
            raise UsageError("file-not-overwritten", file=folder / name)


def check_id(id: str) -> None:
    """Make sure that a catalogue can have an id.

    Raises:
        UsageError: It cannot.
    """
    try:
        Catalogue(id=id)
    except ValidationError:
        raise UsageError("catalogue-id", id=id) from None


def _template(name: str) -> str:
    folder = resources.files("varaamo_sync.catalogue_files") / "start"
    return (folder / name).read_text(encoding="utf-8")


def _filled(
    text: str,
    id: str,
    organisation: Text | None,
    lang: Lang | None,
    units: Collection[ServiceUnit],
) -> str:
    """Write what a person said over what stands there as an example."""
    from varaamo_sync.catalogue_files.edit.yaml_emitter import scalar

    spoken = f"lang: {lang}\n" if lang else ""
    if units:
        about = ", ".join(unit.value for unit in ServiceUnit if unit in units)
        text = text.replace(_LAST_DAY, f"{_LAST_DAY}  units: [{about}]\n", 1)
    text = text.replace(f"\nid: {EXAMPLE_ID}\n", f"\nid: {scalar(id)}\n{spoken}", 1)
    named = {lang: organisation.get(lang) for lang in LANGS} if organisation else {}
    lines = [f"  {lang}: {scalar(name)}\n" for lang, name in named.items() if name]
    return text.replace(_EXAMPLE, "".join(lines), 1) if lines else text
