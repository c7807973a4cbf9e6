"""Our ``dataclass`` beside the one of the standard library: the same classes, made by both."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest

from varaamo_sync.startup.fast_dataclass import dataclass as fast

Make = Callable[..., Any]

STANDARD: Make = dataclasses.dataclass
FAST: Make = fast
OPTIONS: list[dict[str, bool]] = [
    {},
    {"frozen": True},
    {"slots": True},
    {"frozen": True, "slots": True},
    {"frozen": True, "slots": True, "kw_only": True},
    {"frozen": True, "slots": True, "order": True},
    {"slots": True, "order": True},
    {"frozen": True, "eq": False},
    {"frozen": True, "slots": True, "repr": False},
]


def made_by(make: Make, **options: bool) -> Any:
    """Return a class of each kind of field."""

    @make(**options)
    class Room:
        """A room."""

        key: str
        seats: int = 4
        tags: list[str] = field(default_factory=list, hash=None, compare=False)
        token: str | None = field(default=None, repr=False)
        params: dict[str, int] = field(default_factory=dict, hash=False)
        length: int = field(init=False, default=3)

        def __post_init__(self) -> None:
            object.__setattr__(self, "length", len(self.key))

    return Room


@fast(frozen=True, slots=True)
class Kept:
    """Stands in a module, as what is pickled must."""

    key: str
    seats: int = 4


@fast(frozen=True, slots=True)
class Wider(Kept):
    """A field more."""

    tags: tuple[str, ...] = ()


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_what_a_class_is_stays_the_same(options: dict[str, bool]) -> None:
    """Its signature, fields, slots and whether it can be hashed."""
    ours, theirs = made_by(FAST, **options), made_by(STANDARD, **options)

    assert str(inspect.signature(ours)) == str(inspect.signature(theirs))
    assert ours.__match_args__ == theirs.__match_args__
    assert ours.__doc__ == theirs.__doc__
    assert ours.__init__.__qualname__ == theirs.__init__.__qualname__
    assert [one.name for one in dataclasses.fields(ours)] == [
        one.name for one in dataclasses.fields(theirs)
    ]
    assert hasattr(ours, "__slots__") == hasattr(theirs, "__slots__")
    assert (ours.__hash__ is None) == (theirs.__hash__ is None)


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_what_a_value_does_stays_the_same(options: dict[str, bool]) -> None:
    """It is compared, written, copied and replaced alike."""

    def answers(make: Make) -> list[Any]:
        room = made_by(make, **options)
        one, same, other = room(key="a"), room(key="a", tags=["x"]), room(key="bb", seats=2)
        wider = type("Wider", (room,), {})(key="a")
        answers = [
            repr(one) if options.get("repr", True) else None,
            one == same,
            one != same,
            one == other,
            one == wider,
            one == ("a", 4, None, 1),
            one.tags is not same.tags,
            one.length,
            dataclasses.asdict(other),
            repr(dataclasses.replace(one, seats=9)) if options.get("repr", True) else None,
            copy.copy(one) == one,
            copy.deepcopy(one).seats,
        ]
        if options.get("frozen") and options.get("eq", True):
            answers += [hash(one) == hash(same), hash(one) == hash(other)]
        if options.get("order"):
            answers += [one < other, one <= same, one > other, one >= same]
        return answers

    assert answers(FAST) == answers(STANDARD)


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_what_is_wrong_stays_wrong(options: dict[str, bool]) -> None:
    """What the one refuses, the other refuses with the same error."""

    def refusals(make: Make) -> list[type[Exception] | None]:
        room = made_by(make, **options)

        def refused(act: Callable[[], object]) -> type[Exception] | None:
            try:
                act()
            except Exception as error:  # noqa: BLE001
                return type(error)
            return None

        one = room(key="a")
        return [
            refused(room),
            refused(lambda: room("a")),
            refused(lambda: room(key="a", unknown=1)),
            refused(lambda: setattr(one, "key", "b")),
            refused(lambda: delattr(one, "key")),
            refused(lambda: one < one),  # noqa: PLR0124
            refused(lambda: hash(one)),
        ]

    assert refusals(FAST) == refusals(STANDARD)


def test_a_frozen_value_says_which_field_it_keeps() -> None:
    """The error names it."""
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'seats'"):
        Kept("a").seats = 3  # type: ignore[misc]


def test_values_are_pickled() -> None:
    """Also those of a class with more fields."""
    wider = Wider("a", 2, ("x",))

    assert pickle.loads(pickle.dumps(wider)) == wider
    assert pickle.loads(pickle.dumps(Kept("a"))) == Kept("a")


def test_a_class_of_more_fields_is_another() -> None:
    """It is neither equal to the first nor less frozen."""
    assert Wider("a") != Kept("a")
    assert Wider("a", tags=("x",)) == Wider("a", 4, ("x",))
    with pytest.raises(FrozenInstanceError):
        Wider("a").tags = ()  # type: ignore[misc]


def test_methods_of_a_class_itself_stay() -> None:
    """None of ours takes their place."""

    @fast(frozen=True, slots=True)
    class Told:
        key: str

        def __repr__(self) -> str:
            return f"<{self.key}>"

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Told)

        def __hash__(self) -> int:
            return 1

    assert repr(Told("a")) == "<a>"
    assert Told("a") == Told("b")
    assert hash(Told("a")) == 1


def test_a_value_within_itself_is_written_once() -> None:
    """As the standard library writes it."""

    @fast(slots=True)
    class Ring:
        next: object = None

    ring = Ring()
    ring.next = ring

    assert repr(ring).endswith("Ring(next=...)")
