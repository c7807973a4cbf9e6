"""What a check of the set-up is, and the checks that rest on nothing else."""

from __future__ import annotations

import json
import os
import platform
from datetime import date, datetime
from enum import StrEnum
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from varaamo_sync.catalogue_files import REFERENCE, read_reference
from varaamo_sync.extras import EXTRAS
from varaamo_sync.model import Lang
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Theme, day
from varaamo_sync_cli.console.errors.near_names import did_you_mean
from varaamo_sync_cli.console.settings import (
    BOARD_TOKEN,
    LOGIN_SETTINGS,
    SERVICE_MAP,
    URL,
    setting,
)
from varaamo_sync_cli.workspace.access.environment import host_of

line = Theme("commands/doctor")

OLD_DAYS = 30
"""Days after which reference data is worth reading anew."""

_SETTINGS = (
    *LOGIN_SETTINGS,
    *("VARAAMO_SYNC_KEYRING", "VARAAMO_SYNC_SETTLE_SECONDS", "VARAAMO_SYNC_LANG"),
    *("VARAAMO_SYNC_DEBUG", SERVICE_MAP, BOARD_TOKEN),
)


class State(StrEnum):
    """How a part of the set-up is."""

    OK = "ok"
    NOTE = "note"
    """It works, but there is something to know."""
    FAULT = "fault"
    """Something that was asked for cannot work."""
    SKIPPED = "skipped"
    """It rests on something that is broken or was not named."""


@dataclass(frozen=True, slots=True)
class Check:
    """What was found out about one part of the set-up; it never holds a secret.

    Attributes:
        name: Which part.
        said: What was found, in words.
        fix: What to do about it, or ``None``.
    """

    name: str
    state: State
    said: str
    fix: str | None = None


Found = tuple[State, str, str | None]
"""How a part is, what was found in words, and what to do about it."""


def check_versions(lang: Lang) -> Found:
    """Tell the versions, and which extras are installed."""
    missing = [
        extra for extra, needs in EXTRAS.items() if not all(find_spec(name) for name in needs)
    ]
    said = line(
        "extras" if missing else "versions",
        lang,
        version=version("varaamo-sync"),
        python=platform.python_version(),
        extras=", ".join(extra for extra in EXTRAS if extra not in missing) or "–",
        missing=", ".join(missing),
    )
    return State.OK, said, None


def check_settings(lang: Lang) -> Found:
    """Tell which variables of the environment are set, and whether they are known and fit.

    Raises:
        UsageError: One of them holds what it cannot.
    """
    names = sorted(n for n, value in os.environ.items() if n.startswith("VARAAMO_SYNC_") and value)
    unknown = [name for name in names if name not in _SETTINGS]
    for name in LOGIN_SETTINGS:  # raises what is wrong with one
        if (value := setting(name)) and name == URL:
            host_of(value)
    if len({"VARAAMO_SYNC_USERNAME", "VARAAMO_SYNC_PASSWORD"} & set(names)) == 1:
        return State.FAULT, line("half_login", lang), line("half_login_fix", lang)
    if unknown:
        meant = did_you_mean(unknown[0], _SETTINGS)
        said = line("unknown_setting", lang, names=", ".join(unknown), meant=meant)
        return State.NOTE, said, line("unknown_setting_fix", lang, known=", ".join(_SETTINGS))
    name = "settings" if names else "no_settings"
    return State.OK, line(name, lang, names=", ".join(names)), None


def check_reference(folder: Path, now: datetime, lang: Lang) -> Found:
    """Tell how old the reference data beside a catalogue is.

    Raises:
        CatalogueError: It cannot be read.
    """
    file = folder / REFERENCE
    if not file.exists():
        return State.NOTE, line("no_reference", lang), line("reference_fix", lang)
    read_reference(file)
    head = json.loads(file.read_text("utf-8"))
    taken = date.fromisoformat(head["taken"])
    days = (now.date() - taken).days
    said = line("reference", lang, taken=day(taken, lang), origin=head["origin"], days=days)
    if days > OLD_DAYS:
        return State.NOTE, said, line("reference_fix", lang)
    return State.OK, said, None
