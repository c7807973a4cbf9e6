"""A push that dies at one of its writes, as ``kill -9`` lets it die: nothing is flushed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.sync.conftest import Town, now
from varaamo_sync.booking import (
    ArchiveRoom,
    BookingAPI,
    Command,
    CreateRoom,
    CreateSpace,
    UpdateRoom,
    UpdateSpace,
)
from varaamo_sync.model import Catalogue, Earlier
from varaamo_sync.state.records import Fate, Intent, Learned, Remembered, Step
from varaamo_sync.store import Store
from varaamo_sync.sync import Conduct, Memory, prepare, push

WRITES = (ArchiveRoom, CreateRoom, CreateSpace, UpdateRoom, UpdateSpace)


class Killed(BaseException):
    """The process is no more."""


@dataclass
class Life:
    """How long a process lives.

    Attributes:
        writes: Writes that it sends and notes; it dies at the next.
        stored: Whether that one is stored before it dies.
    """

    writes: int
    stored: bool
    dead: bool = False

    def breathe(self) -> None:
        """Do nothing, if that is still possible."""
        if self.dead:
            raise Killed

    def die(self) -> None:
        """Be no more."""
        self.dead = True
        raise Killed


@dataclass
class MortalAPI:
    """A booking system as a process sees it that dies at a write."""

    api: BookingAPI
    life: Life

    @property
    def origin(self) -> str:
        """Say which booking system it is."""
        return self.api.origin

    def execute(self, command: Command[Any]) -> Any:
        """Pass a command on, while there is life."""
        self.life.breathe()
        if not isinstance(command, WRITES):
            return self.api.execute(command)
        if self.life.writes == 0 and not self.life.stored:
            self.life.die()
        answer = self.api.execute(command)
        if self.life.writes == 0:
            self.life.die()
        self.life.writes -= 1
        return answer


@dataclass
class MortalMemory:
    """A memory whose process dies: what it kept back is lost."""

    memory: Memory
    life: Life

    def remembered(self) -> Mapping[str, Remembered]:
        """Pass it on."""
        self.life.breathe()
        return self.memory.remembered()

    def recall(self, key: str) -> Remembered | None:
        """Pass it on."""
        self.life.breathe()
        return self.memory.recall(key)

    def remember(self, learned: Learned) -> None:
        """Pass it on."""
        self.life.breathe()
        self.memory.remember(learned)

    def earlier(self) -> Mapping[str, Earlier]:
        """Pass it on."""
        self.life.breathe()
        return self.memory.earlier()

    def note_earlier(self, found: Mapping[str, Earlier]) -> None:
        """Pass it on."""
        self.life.breathe()
        self.memory.note_earlier(found)

    def note(self, key: str, step: Step, detail: Mapping[str, Any], begun: datetime) -> int:
        """Pass it on."""
        self.life.breathe()
        return self.memory.note(key, step, detail, begun)

    def settle(
        self,
        intent: int,
        fate: Fate,
        at: datetime,
        pk: int | None = None,
        learned: Learned | None = None,
    ) -> None:
        """Pass it on."""
        self.life.breathe()
        self.memory.settle(intent, fate, at, pk, learned)

    def flush(self) -> None:
        """Pass it on; the dead write nothing."""
        if not self.life.dead:
            self.memory.flush()

    def intents(self, *fates: Fate) -> tuple[Intent, ...]:
        """Pass it on."""
        self.life.breathe()
        return self.memory.intents(*fates)

    def require_lock(self) -> None:
        """Pass it on."""
        self.life.breathe()
        self.memory.require_lock()

    def last_note(self) -> int:
        """Pass it on."""
        self.life.breathe()
        return self.memory.last_note()


@contextmanager
def conduct_of(town: Town, file: Path, catalogue: Catalogue) -> Iterator[Conduct]:
    """Open a store in a file, as a process of its own would."""
    store = Store(f"sqlite:///{file}")
    memory = store.memory(town.origin, catalogue.id)
    yield Conduct(memory=memory, now=now, settles_after=timedelta(0), concurrency=1)
    store.close()


def killed_push(town: Town, file: Path, catalogue: Catalogue, life: Life, **options: Any) -> bool:
    """Push in a process that dies at some write; tell whether it died."""
    with conduct_of(town, file, catalogue) as conduct:
        mortal = replace(conduct, memory=MortalMemory(conduct.memory, life))
        api = MortalAPI(town, life)
        try:
            prepared = prepare(api, catalogue, conduct=mortal, **options)
            reference = prepared.snapshot.reference
            push(api, catalogue, prepared.plan, reference, conduct=mortal)
        except Killed:
            return True
    return False
