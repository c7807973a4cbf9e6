"""What callers hand in, looked at before anything is asked or sent."""

from __future__ import annotations

from inspect import isawaitable, iscoroutine, iscoroutinefunction

from varaamo_sync.suggest import wrong_kind


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
