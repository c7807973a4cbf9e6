"""The directives that tell of one public name, as lines of reStructuredText."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import griffe
from pydantic import BaseModel

from doors import docstrings, library, made_models, written
from doors.classes import Described
from doors.field import Field

_LONGEST = 200
"""Characters of a constant that are still shown; a longer one is for its module to know."""


def lines(place: library.Place) -> Iterator[str]:
    """Yield what is told of a public name."""
    one = library.at(f"{place.door}.{place.name}")
    options = [f":module: {place.address.rpartition('.')[0]}"]
    if place.also:
        options.append(f":canonical: {place.also}")
    if isinstance(one, griffe.Class):
        yield from _class(place, one, options)
    elif isinstance(one, griffe.Function):
        for each in one.overloads or [one]:
            yield from _function(each, "function", place.name, options)
            options = [options[0], ":no-index:"]
    elif isinstance(one, griffe.Attribute):
        yield from _constant(place, one, options)


def _directive(
    kind: str, name: str, options: Iterable[str], content: Iterable[str]
) -> Iterator[str]:
    yield ""
    yield f".. py:{kind}:: {name}"
    yield from (f"   {option}" for option in options)
    yield ""
    yield from (f"   {line}" for line in content)


def _class(place: library.Place, one: griffe.Class, options: list[str]) -> Iterator[str]:
    told = Described(one)
    yield from _directive("class", place.name + told.constructor(), options, _inside(place, told))


def _inside(place: library.Place, told: Described) -> Iterator[str]:
    rests = ", ".join(told.bases())
    also = f"``{place.also}``" if place.also else None
    facts = (told.kind, rests and f"Bases: {rests}", also and f"Also: {also}")
    if any(facts):
        yield ". ".join(fact for fact in facts if fact) + "."
        yield ""
    yield from docstrings.lines_of(told.one)
    for address, names in told.inherited().items():
        links = ", ".join(f":py:attr:`{name} <{address}.{name}>`" for name in names)
        yield from ("", f"From :py:class:`{address}`: {links}.")
    for field in told.fields():
        yield from _field(field)
    for one in told.methods():
        if isinstance(one, griffe.Function):
            yield from _methods(told.one, one)
        else:
            yield from _property(one)


def _field(field: Field) -> Iterator[str]:
    options = [":no-contents-entry:"]
    if field.type:
        options.append(f":type: {field.type}")
    if field.default is not None:
        options.append(f":value: {field.default}")
    yield from _directive("attribute", field.name, options, field.lines)


def _methods(owner: griffe.Class, one: griffe.Function) -> Iterator[str]:
    options = [":no-contents-entry:"]
    for index, each in enumerate(one.overloads or owner.overloads.get(one.name) or [one]):
        again = [":no-index:"] if index else []
        content = one if index == 0 else each
        yield from _function(each, "method", one.name, options + again, content)


def _function(
    one: griffe.Function,
    kind: str,
    name: str,
    options: list[str],
    said: griffe.Function | None = None,
) -> Iterator[str]:
    labels = {"staticmethod": ":staticmethod:", "classmethod": ":classmethod:", "async": ":async:"}
    more = [option for label, option in labels.items() if label in one.labels]
    bound = kind == "method" and "staticmethod" not in one.labels
    arguments = list(one.parameters)[1 if bound else 0 :]
    returns = _returns(one)
    line = name + written.signature(iter(arguments)) + (f" -> {returns}" if returns else "")
    yield from _directive(kind, line, options + more, docstrings.lines_of(said or one))


def _returns(one: griffe.Function) -> str:
    returned = written.type_of(one.returns)
    for decorator in one.decorators:
        for kind in ("", "async"):
            if decorator.callable_path == f"contextlib.{kind}contextmanager":
                inner = returned.partition("[")[2].removesuffix("]").removesuffix(", None, None")
                return f"contextlib.Abstract{kind.title()}ContextManager[{inner}]"
    return returned


def _property(one: griffe.Attribute) -> Iterator[str]:
    options = [":no-contents-entry:"]
    if one.annotation is not None:
        options.append(f":type: {written.type_of(one.annotation)}")
    yield from _directive("property", one.name, options, docstrings.lines_of(one))


def _constant(place: library.Place, one: griffe.Attribute, options: list[str]) -> Iterator[str]:
    said = docstrings.lines_of(one)
    if model := made_models.made_model(place):
        yield from _made(place, model, options, said)
        return
    if _is_alias(one):
        options = [*options, f":canonical: {written.type_of(one.value)}"]
        yield from _directive("type", place.name, options[:1] + options[-1:], said)
        return
    if one.annotation is not None:
        options = [*options, f":type: {written.type_of(one.annotation)}"]
    value = str(one.value)
    if len(value) <= _LONGEST and "_" not in value[:1]:
        options = [*options, f":value: {value}"]
    yield from _directive("data", place.name, options, said)


def _made(
    place: library.Place, model: type[BaseModel], options: list[str], said: list[str]
) -> Iterator[str]:
    inside = [f"Bases: {', '.join(made_models.bases(model))}.", "", *said]
    for field in made_models.fields(model):
        inside += _field(field)
    yield from _directive("class", place.name + made_models.signature(model), options, inside)


def _is_alias(one: griffe.Attribute) -> bool:
    return not one.name.replace("_", "").isupper() or isinstance(one.value, griffe.ExprSubscript)
