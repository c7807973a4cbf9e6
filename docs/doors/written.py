"""Types and values as the source says them, with each name of ours by its public address."""

from __future__ import annotations

from collections.abc import Iterator

import griffe

from doors import library

_EMPTY = {"dict": "{}", "list": "[]", "tuple": "()"}

Said = griffe.Expr | str | None
"""An expression of the source."""


def type_of(said: Said) -> str:
    """Return a type as a program sees it, which is without what checks a value.

    Names that nobody can import are told by what they stand for.
    """
    if isinstance(said, griffe.ExprSubscript) and str(said.left) == "Annotated":
        assert isinstance(said.slice, griffe.ExprTuple)
        return type_of(said.slice.elements[0])
    if isinstance(said, griffe.ExprName | griffe.ExprAttribute):
        return _name(said)
    if isinstance(said, griffe.Expr):
        return "".join(type_of(part) for part in said.iterate(flat=False))
    return said or ""


def _name(said: griffe.ExprName | griffe.ExprAttribute) -> str:
    path = said.canonical_path
    if address := library.address(_home(path)):
        return address
    one = library.found(path)
    if one is None:
        return str(said) if "." not in path or path.startswith("builtins.") else path
    if library.is_type_variable(one):
        return one.name
    if isinstance(one, griffe.Attribute):
        return type_of(one.value)
    assert one.path in library.INNER, f"{one.path} stands in a signature, and no door names it"
    return one.name


def _home(path: str) -> str:
    one = library.found(path)
    return path if one is None else one.canonical_path


def default_of(said: Said) -> str | None:
    """Return the default of a field or an argument, or None where it must be given."""
    if isinstance(said, griffe.ExprCall) and str(said.function) in {"field", "Field"}:
        return _of_field(said)
    if isinstance(said, griffe.ExprName):
        one = library.found(said.canonical_path)
        if isinstance(one, griffe.Attribute) and _is_told_by_value(one):
            return str(one.value)
    return None if said is None else _EMPTY.get(str(said).removesuffix("()"), str(said))


def _is_told_by_value(one: griffe.Attribute) -> bool:
    """Whether its value says more than its name, because nobody can import it, or it is a text."""
    return one.name.startswith("_") or isinstance(one.value, str)


def _of_field(said: griffe.ExprCall) -> str | None:
    for argument in said.arguments:
        if not isinstance(argument, griffe.ExprKeyword):
            return None if str(argument) == "..." else default_of(argument)
        if argument.name == "default":
            return default_of(argument.value)
        if argument.name == "default_factory":
            return _made_by(argument.value)
    return None


def _made_by(factory: Said) -> str:
    if isinstance(factory, griffe.ExprLambda):
        return str(factory.body)
    return _EMPTY.get(str(factory), f"{factory}()")


def other_name(said: Said) -> str | None:
    """Return what a field is called in files and JSON, where that is another name."""
    if isinstance(said, griffe.ExprCall) and str(said.function) == "Field":
        for argument in said.arguments:
            if isinstance(argument, griffe.ExprKeyword) and argument.name == "alias":
                return str(argument.value).strip("'\"")
    return None


def signature(parameters: Iterator[griffe.Parameter]) -> str:
    """Return arguments as they stand between brackets."""
    told: list[str] = []
    kinds = griffe.ParameterKind
    last = None
    for one in parameters:
        if last is kinds.positional_only and one.kind is not last:
            told.append("/")
        if one.kind is kinds.keyword_only and last not in {one.kind, kinds.var_positional}:
            told.append("*")
        last = one.kind
        stars = {kinds.var_positional: "*", kinds.var_keyword: "**"}.get(one.kind, "")
        annotation = f": {type_of(one.annotation)}" if one.annotation is not None else ""
        default = None if stars else default_of(one.default)
        if isinstance(one.default, griffe.ExprCall) and " for " in str(default):
            default = "..."  # no signature can show it; it stands beside the field
        equals = " = " if annotation else "="
        told.append(f"{stars}{one.name}{annotation}{equals + default if default else ''}")
    if last is kinds.positional_only:
        told.append("/")
    return f"({', '.join(told)})"


def path_of(base: griffe.Expr | str) -> str:
    """Return the path of a base class, without its types."""
    if isinstance(base, griffe.ExprSubscript):
        return path_of(base.left)
    return base if isinstance(base, str) else base.canonical_path
