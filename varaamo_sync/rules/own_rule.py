"""Rules that are not of this library: what a city or a service wants of its rooms beside ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar, Literal

from varaamo_sync.findings import Level, Owner, Severity
from varaamo_sync.model import LANGS, Lang, Room
from varaamo_sync.rules.context import Context
from varaamo_sync.rules.rule import Hit
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import add_rule_words, unnamed_text

OwnRoomLook = Callable[[Room, Context], Iterable[Hit]]
"""Yields what is wrong or weak in one room."""

OwnCatalogueLook = Callable[[Context], Iterable[Hit]]
"""Yields what is wrong or weak in the catalogue as a whole."""

Said = str | Mapping[Lang, str]
"""A text in one language for everybody, or in several; ``{name}`` stands for a value of a hit."""

PARTS: tuple[Literal["title", "message", "fix"], ...] = ("title", "message", "fix")

_ID = lazy_pattern(r"[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*")

_known: dict[str, OwnRule] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRule:
    """A rule that somebody else than this library has made.

    Its findings are findings like all others: they stop a push, stand in every output, and take
    settings, baselines, ``select`` and ``ignore``.

    Attributes:
        id: ``who/what``, such as ``espoo/contact-missing``. The slash keeps it apart from every
            rule that this library has or will have.
        severity: How bad it is, unless the catalogue sets another severity.
        level: What it stands in the way of. An error of the draft level keeps a room from being
            sent, one of the publish level from being published.
        title: What the rule is called.
        message: What is wrong; ``{name}`` stands for a value of the hit.
        fix: What to do.
        owner: Who usually mends it.
        look: Looks at one room.
        look_at_catalogue: Looks at the catalogue as a whole.

    Raises:
        ValueError: The id is none, it looks at nothing, or a text is missing.
    """

    id: str
    severity: Severity
    level: Level
    title: Said
    message: Said
    fix: Said
    owner: Owner = Owner.UNIT
    look: OwnRoomLook | None = None
    look_at_catalogue: OwnCatalogueLook | None = None
    code: ClassVar[None] = None
    """The booking system knows nothing of it."""

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise ValueError(f"{self.id!r} is no id of an own rule, such as 'espoo/no-contact'")
        if self.look is None and self.look_at_catalogue is None:
            raise ValueError(f"{self.id} looks at nothing")
        texts: dict[str, Said] = {part: getattr(self, part) for part in PARTS}
        for part, said in texts.items():
            if not (said if isinstance(said, str) else any(said.values())):
                raise ValueError(f"{self.id} has no {part}")
        add_rule_words(self.id, texts)
        for part in PARTS:
            for lang in LANGS:
                self._fill(part, lang)
        _known[self.id] = self

    def _fill(self, part: Literal["title", "message", "fix"], lang: Lang) -> None:
        """Make sure that a text can be filled.

        Raises:
            ValueError: It cannot.
        """
        try:
            unnamed_text(self.id, part, lang)
        except Exception as error:
            raise ValueError(f"the {part} of {self.id} cannot be filled: {error}") from error


def find_own_rule(id: str) -> OwnRule | None:
    """Return the rule of an id that was made in this process, or ``None``."""
    return _known.get(id)
