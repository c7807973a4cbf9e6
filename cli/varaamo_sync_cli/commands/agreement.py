"""How a plan is agreed to before it is carried out: whatever is pushed, and by whomever."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import Generic, Protocol, Self, TypeVar

from varaamo_sync.errors import PushRefused
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.state import Fence
from varaamo_sync.store import HeldLock
from varaamo_sync_cli.console.questions.yes_or_no import confirm


class Workplace(Protocol):
    """What a push works with; it writes only while a lock is held."""

    def lock(self) -> AbstractContextManager[HeldLock]:
        """Return the lock of what is pushed, to be entered."""
        ...

    def behind(self, fence: Fence) -> Self:
        """Return the same, writing only while a lock is held."""
        ...


W = TypeVar("W", bound=Workplace)
P = TypeVar("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Generic[W, P]):
    """The steps from a plan to the moment at which it may be carried out.

    Attributes:
        make: Makes the plan.
        asks: Tells whether somebody has to say yes to it.
        show: Shows it; told whether a question follows.
        require: Raises where the plan is not to be carried out, whoever says yes.
        question: Words the question, in the language of the run.
        origin: Where it is pushed, for who could not be asked.
        remake: Makes the plan anew that was said yes to; raises where it is another one by now.
    """

    make: Callable[[W], P]
    asks: Callable[[P], bool]
    show: Callable[[P, bool], None]
    require: Callable[[P], None]
    question: Callable[[P], str]
    origin: str
    remake: Callable[[W, P], P]

    def reach(self, opened: W, turn: ExitStack) -> tuple[W, HeldLock, P]:
        """Make the plan, show it, and ask; the lock is held afterwards.

        Args:
            opened: What the push works with.
            turn: Holds the lock, and lets it go while a person reads and thinks.

        Raises:
            PushRefused: Nothing is to be sent.
        """
        workplace, lock = _take_turn(opened, turn)
        plan = self.make(workplace)
        asks = self.asks(plan)
        if asks:
            turn.close()  # nobody else has to wait while a person reads and thinks
        self.show(plan, asks)
        self.require(plan)
        if asks:
            self._ask(plan)
            workplace, lock = _take_turn(opened, turn)
            plan = self.remake(workplace, plan)
        return workplace, lock, plan

    def _ask(self, plan: P) -> None:
        if not sys.stdin.isatty():
            raise PushRefused("push-no-terminal", origin=self.origin)
        if not confirm(self.question(plan)):
            raise PushRefused("push-declined")


def _take_turn(opened: W, turn: ExitStack) -> tuple[W, HeldLock]:
    """Take the lock, and return it with the workplace that writes only while it is held."""
    lock = turn.enter_context(opened.lock())
    return opened.behind(lock.fence), lock
