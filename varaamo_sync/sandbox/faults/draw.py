"""Draws which faults happen: by chance, but the same way each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from random import Random
from threading import Lock
from typing import TypeVar

from varaamo_sync.sandbox.faults.plan import LOGIN, Fault, FaultPlan
from varaamo_sync.sandbox.graphql.resolvers import WRITES
from varaamo_sync.sandbox.hauki.operations import GROUPS as HOURS_GROUPS
from varaamo_sync.sandbox.hauki.operations import OPERATIONS as HOURS_OPERATIONS
from varaamo_sync.sandbox.respa.operations import GROUPS as RESPA_GROUPS
from varaamo_sync.sandbox.respa.operations import OPERATIONS as RESPA_OPERATIONS

F = TypeVar("F", bound=Fault)

_BESIDE = HOURS_OPERATIONS | RESPA_OPERATIONS
"""Operations of the systems beside the booking system."""

_GROUPS = HOURS_GROUPS | RESPA_GROUPS


class FaultDraw:
    """Draws for every request; threads may share it.

    Each draw depends on the seed, the fault, the operation and how many of that operation came
    before, and on nothing else: so requests of other operations in between change nothing.
    """

    def __init__(self, plan: FaultPlan) -> None:
        self._plan = plan
        self._seen: Counter[tuple[int, str]] = Counter()
        self._happened: Counter[int] = Counter()
        self._lock = Lock()

    def draw(self, kind: type[F], names: Collection[str], *, most: int | None = None) -> list[F]:
        """Return the faults of a kind that happen now, in the order of the plan.

        Args:
            kind: A kind of fault.
            names: Operations that the request asks for.
            most: How many may happen; those behind them do not.
        """
        happening: list[F] = []
        with self._lock:
            for index, fault in enumerate(self._plan.faults):
                if (
                    isinstance(fault, kind)
                    and self._is_drawn(index, fault, names)
                    and (most is None or len(happening) < most)
                    and (fault.count is None or self._happened[index] < fault.count)
                ):
                    self._happened[index] += 1
                    happening.append(fault)
        return happening

    def _is_drawn(self, index: int, fault: Fault, names: Collection[str]) -> bool:
        name = next((name for name in names if self._meets(fault, name)), None)
        if name is None:
            return False
        number = self._seen[index, name]
        self._seen[index, name] += 1
        chance = Random(f"{self._plan.seed}/{index}/{name}/{number}")  # noqa: S311  # no secret
        return chance.random() < fault.probability

    def _meets(self, fault: Fault, name: str) -> bool:
        if name in _BESIDE:  # only faults that name it meet it
            asked = fault.operations or ()
            return name in asked or any(name in _GROUPS.get(one, ()) for one in asked)
        if fault.operations is None:
            return name != LOGIN
        group = "writes" if name in WRITES else "reads"
        return name in fault.operations or (name != LOGIN and group in fault.operations)
