"""Reads a cell of opening hours, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from varaamo_sync.model import Hours
from varaamo_sync.model.entries import to_entry
from varaamo_sync.model.hours import said_hours
from varaamo_sync.workbooks.cells.hours.assembly import Assembly
from varaamo_sync.workbooks.cells.hours.pieces import take_to_pieces
from varaamo_sync.workbooks.cells.hours.statements import NotUnderstood, Statement, Statements
from varaamo_sync.workbooks.cells.result import CellProblem, Help, Read
from varaamo_sync.workbooks.files.grid import Raw
from varaamo_sync.workbooks.text import fold, preview


def read_hours(raw: Raw, help: Help) -> Read:
    """Read opening hours in words.

    Raises:
        CellProblem: Something in the cell is not understood: then nothing of it is taken. The
            problem tells what is not, and how what stands before it would be read.
    """
    if not isinstance(raw, str):
        raise CellProblem("cell-hours", text=preview(raw), piece="", understood="", fault="")
    statements = Statements(take_to_pieces(raw))
    try:
        statements.read()
        hours = _hours(statements.done, by_hand=statements.by_hand)
    except NotUnderstood as problem:
        piece = "" if fold(problem.piece) == fold(raw) else preview(problem.piece)
        understood = _understood(statements.so_far, help)
        raise CellProblem(
            "cell-hours",
            text=preview(raw),
            piece=piece,
            understood=understood,
            fault=problem.fault,
        ) from None
    said = said_hours(hours, help.lang) or ""
    return Read(to_entry(hours), None if fold(said) == fold(raw) else said)


def _hours(done: Iterable[Statement], *, by_hand: bool) -> Hours:
    assembly = Assembly()
    for statement in done:
        assembly.add(statement)
    return assembly.hours(by_hand=by_hand)


def _understood(done: Iterable[Statement], help: Help) -> str:
    """Return how what was understood would be read; nothing where it makes no hours."""
    assembly = Assembly()
    with suppress(NotUnderstood):
        for statement in done:
            assembly.add(statement)
    try:
        return said_hours(assembly.hours(by_hand=False), help.lang) or ""
    except NotUnderstood:
        return ""
