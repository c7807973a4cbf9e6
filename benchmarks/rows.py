"""What a measurement says: ours, theirs, the ratio, and the target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_HEAD = ("measurement", "ours", "theirs", "ratio", "target", "", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table.

    Attributes:
        name: What was measured.
        ours: What this project takes.
        theirs: What it is held against takes, in the same run.
        unit: Of both.
        ratio: Of both; what it divides by what, ``ratio_of`` says.
        target: What ``ours`` or ``ratio`` should be, in words.
        met: Whether it is; ``None`` where there is no target, or where it says nothing.
    """

    name: str
    ours: float
    theirs: float | None = None
    unit: str = "s"
    ratio: float | None = None
    ratio_of: str = "ours/theirs"
    target: str = ""
    met: bool | None = None
    note: str = ""

    def cells(self) -> tuple[str, ...]:
        """Return the row as text."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        if self.ratio is not None and self.ratio_of == "theirs/ours":
            ratio = f"{self.ratio:.1f} × faster"
        met = {True: "met", False: "MISSED", None: ""}[self.met]
        theirs = "" if self.theirs is None else shown(self.theirs, self.unit)
        return (
            self.name,
            shown(self.ours, self.unit),
            theirs,
            ratio,
            self.target,
            met,
            self.note,
        )


def slower(name: str, ours: float, theirs: float, *, most: float | None = None, note: str) -> Row:
    """Return a row of what may take ``most`` times as long as the bare thing."""
    ratio = ours / theirs
    target = "" if most is None else f"≤ {most:.2f}"
    met = None if most is None else ratio <= most
    return Row(name=name, ours=ours, theirs=theirs, ratio=ratio, target=target, met=met, note=note)


def faster(name: str, ours: float, theirs: float, *, least: float, note: str) -> Row:
    """Return a row of what should be ``least`` times as fast as the other thing."""
    ratio = theirs / ours
    return Row(
        name=name,
        ours=ours,
        theirs=theirs,
        ratio=ratio,
        ratio_of="theirs/ours",
        target=f"≥ {least:.0f} × faster",
        met=ratio >= least,
        note=note,
    )


def below(name: str, ours: float, *, unit: str, most: float | None = None, note: str) -> Row:
    """Return a row of what stands for itself, and should stay below something."""
    target = "" if most is None else f"< {shown(most, unit)}"
    met = None if most is None else ours < most
    return Row(name=name, ours=ours, unit=unit, target=target, met=met, note=note)


def shown(value: float, unit: str) -> str:
    """Return a number with its unit; times below a second in milliseconds."""
    if unit == "s" and value < 1:
        return f"{value * 1000:.1f} ms"
    if unit == "s":
        return f"{value:.2f} s"
    return f"{value:,.0f} {unit}"


def table(rows: Iterable[Row], *, notes: bool = True) -> str:
    """Return rows as a table in Markdown, with even columns."""
    width = len(_HEAD) if notes else len(_HEAD) - 1
    lines: list[Sequence[str]] = [_HEAD[:width], *(row.cells()[:width] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |"
        for line in lines
    )
