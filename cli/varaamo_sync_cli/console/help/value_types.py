"""What a value on the command line may be, and what is said of one that is not."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import click

from varaamo_sync_cli.console.help.misuse import Misuse
from varaamo_sync_cli.console.help.one_of import OneOf


class Day(click.ParamType[date]):
    """A day, as people write it or as ISO 8601 does."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day."""
        from varaamo_sync.words import parse_day

        try:
            return parse_day(value)
        except ValueError:
            raise Misuse("no_day", ctx=ctx, param=param, value=value) from None


class TimeOfDay(click.ParamType[tuple[int, int]]):
    """A time of the day, such as 3, 3.00 or 03:00."""

    name = "time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Return hour and minute."""
        found = re.fullmatch(r"([01]?\d|2[0-3])(?:[.:]([0-5]\d))?", str(value).strip())
        if found is None:
            raise Misuse("no_time", ctx=ctx, param=param, value=value)
        return int(found[1]), int(found[2] or 0)


class PastDay(Day):
    """A day that has come: of a later one nothing is known."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day."""
        from varaamo_sync.model import HELSINKI
        from varaamo_sync_cli.console import clock

        found, today = super().convert(value, param, ctx), clock.now().astimezone(HELSINKI).date()
        if found > today:
            raise Misuse("future_day", ctx=ctx, param=param, day=found, today=today)
        return found


class Unit(OneOf):
    """A service unit by its code, in any case, or by the code of the 2019 table."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the service unit."""
        from varaamo_sync.model import ServiceUnit

        try:
            return ServiceUnit(value)
        except ValueError:
            return super().convert(value, param, ctx)


class Whole(click.IntRange):
    """A whole number, mostly between two."""

    name = "integer"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            limits = {"least": self.min, "most": self.max}
            problem = "no_whole" if self.min is None else "no_number"
            raise Misuse(problem, ctx=ctx, param=param, value=value, **limits) from None


class Place(click.Path):
    """A file or a folder.

    Args:
        files: Whether it may be a file.
        folders: Whether it may be a folder.
        there: Whether it has to be there already.
    """

    _missing = "not_there"

    def __init__(self, *, files: bool = True, folders: bool = True, there: bool = False) -> None:
        super().__init__(exists=there, file_okay=files, dir_okay=folders, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return its path, from the working folder where it lies below that.

        What is told of files begins with it, so that it is short, and a terminal can open it.
        """
        try:
            path = Path(os.fsdecode(super().convert(value, param, ctx)))
            return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
        except click.BadParameter:
            path = Path(value)
            kind = "is_folder" if path.is_dir() and not self.dir_okay else "unreadable"
            kind = "is_file" if path.is_file() and not self.file_okay else kind
            kind = kind if os.path.lexists(path) else self._missing
            raise Misuse(kind, ctx=ctx, param=param, value=value) from None


class PlaceOrUrl(Place):
    """A file that is there, or an address, which stays a text."""

    _missing = "neither_file_nor_url"

    def __init__(self) -> None:
        super().__init__(folders=False, there=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the address, or the path of the file."""
        if isinstance(value, str) and value.lower().startswith(("https://", "http://")):
            return value
        return super().convert(value, param, ctx)
