"""What callers hand in, looked at before anything is asked or sent."""

from __future__ import annotations

from datetime import datetime
from inspect import isawaitable, iscoroutine, iscoroutinefunction

from varaamo_sync.model import Catalogue
from varaamo_sync.suggest import wrong_kind

_API = "a booking system: a client, or a class of yours with its methods"


def require_methods(function: str, argument: str, given: object, *needed: str, wanted: str) -> None:
    """Refuse a part that does not do what is needed of it, as another part in its place.

    Args:
        function: Name of the function that was called.
        argument: Name of its argument.
        given: What was handed in.
        needed: What is asked of it.
        wanted: What does it.

    Raises:
        TypeError: It lacks something of that.
    """
    if isinstance(given, str) or not all(
        hasattr(type(given), name) or hasattr(given, name) for name in needed
    ):
        raise wrong_kind(function, argument, given, wanted)


def require_kind(function: str, argument: str, given: object, kind: type, wanted: str) -> None:
    """Refuse a value of another kind.

    Args:
        function: Name of the function that was called.
        argument: Name of its argument.
        given: What was handed in.
        kind: Of which kind it must be.
        wanted: What makes such a value.

    Raises:
        TypeError: It is none.
    """
    if not isinstance(given, kind):
        raise wrong_kind(function, argument, given, wanted)


def require_catalogue(function: str, api: object, catalogue: object) -> None:
    """Refuse what cannot be asked, or is no catalogue to ask about.

    Raises:
        TypeError: One of them is something else.
    """
    require_kind(function, "catalogue", catalogue, Catalogue, "a Catalogue: reading.usable()")
    require_api(function, api)


def require_api(function: str, api: object) -> None:
    """Refuse what cannot be asked, such as the address of a booking system in its place.

    Raises:
        TypeError: It has not what a client has.
    """
    require_methods(function, "api", api, "origin", "execute", wanted=_API)


def require_moment(function: str, now: object) -> None:
    """Refuse what is no moment with time zone, which would pass for one of this machine's zone.

    Raises:
        TypeError: It is no moment.
        ValueError: It has no time zone.
    """
    if not isinstance(now, datetime):
        raise wrong_kind(function, "now", now, "a moment with time zone: datetime.now(UTC)")
    if now.utcoffset() is None:
        raise ValueError(f"{function}() needs as now a moment with time zone")


def require_plain(name: str, function: object) -> None:
    """Refuse a function that would have to be awaited: nobody awaits what it returns.

    Raises:
        TypeError: It is none that is simply called.
    """
    if function is None:
        return
    if not callable(function):
        raise TypeError(f"{name} is a function, not {type(function).__name__!r}")
    if iscoroutinefunction(function) or iscoroutinefunction(type(function).__call__):
        raise _awaited(name)


def require_answer(name: str, answer: object) -> None:
    """Refuse what a function returned to be awaited.

    Raises:
        TypeError: It is an awaitable.
    """
    if isawaitable(answer):
        if iscoroutine(answer):
            answer.close()  # it is never begun, and need not say so
        raise _awaited(name)


def _awaited(name: str) -> TypeError:
    return TypeError(
        f"{name} is called and not awaited: hand in a plain function, such as one that puts what"
        " it is told into a queue"
    )
