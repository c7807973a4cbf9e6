import inspect
import re

from varaamo_sync import errors


def _drawn() -> dict[str, str]:
    """Return each class of the drawing with the class that it hangs from."""
    found: dict[str, str] = {}
    stack: list[tuple[int, str]] = []
    for line in (errors.__doc__ or "").splitlines():
        match = re.match(r"^    ([│├└─ ]*)([A-Z]\w+)", line)
        if match is None:
            continue
        depth, name = len(match[1]), match[2]
        while stack and stack[-1][0] >= depth:
            stack.pop()
        found[name] = stack[-1][1] if stack else "Exception"
        stack.append((depth, name))
    return found


def test_the_drawn_tree_is_the_real_one() -> None:
    """The docstring of errors draws exactly the classes that exist, under their real parents."""
    real = {
        name: cls.__bases__[0].__name__
        for name, cls in inspect.getmembers(errors, inspect.isclass)
        if issubclass(cls, Exception)
    }

    assert real == _drawn()


def test_only_errors_that_prove_a_refusal_are_certain() -> None:
    """After a write, an error is certain by default only where the facts (4b) say it proves it."""
    certain = {
        name
        for name, cls in inspect.getmembers(errors, inspect.isclass)
        if issubclass(cls, errors.BookingError) and cls("x").certain
    }

    assert certain == {
        "Deadlocked",
        "NotFound",
        "PermissionDenied",
        "RequestRejected",
        "SessionEnded",
        "ValidationRefused",
    }
