"""Errors of the booking system in words: what happened, why, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal, get_args

from varaamo_sync.errors import (
    BookingError,
    FieldError,
    FormInvalid,
    SessionEnded,
    Unreachable,
    ValidationRefused,
    VaraamoSyncError,
)
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.suggest import wrong_kind
from varaamo_sync.words import Phrase, on_one_line, page_words, text
from varaamo_sync.words.files import word_file

if TYPE_CHECKING:
    from varaamo_sync.findings import Finding

_Lang = Literal["fi", "sv", "en"]

Audience = Literal["terminal", "web"]
"""For whom an error is told: who has a command line before them, or who has a page of a service.

On a page nothing names a command, an option or a setting of the environment."""

_Texts = Mapping[str, str]

_ANY_FIELD = "invalid"
"""Says of a field that it will not do; for codes that nobody knows yet."""

_UNSAID = "unsaid"
"""Says that a room was refused, where the answer names neither field nor reason (facts, 4c)."""

_ENDED_ELSEWHERE = frozenset({"RESPA_LOGIN"})
"""Codes of ours for a login that is no session, and has words of its own."""

_READ = "read-"
"""How the names of words for a failed read begin, where they differ from those for a write."""

_CAPITAL = lazy_pattern(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Explanation:
    """One thing that went wrong, in a person's language.

    Attributes:
        what: What happened, and while doing what.
        why: Why, in a sentence or two.
        fix: What to do about it.
        path: Path in the catalogue of what was refused; empty where it is no field.
        code: Code that the booking system gave; empty where it gave none.
    """

    what: str
    why: str
    fix: str
    path: str = ""
    code: str = ""

    def as_dict(self) -> dict[str, str | None]:
        """Return it as JSON values; no word of a server begins a line of its own in them."""
        said = {name: on_one_line(getattr(self, name)) for name in ("what", "why", "fix")}
        return said | {"path": self.path or None, "code": self.code or None}


def explained(
    error: VaraamoSyncError, lang: _Lang, audience: Audience = "terminal"
) -> tuple[Explanation, ...]:
    """Return an error in words: one explanation for each refused field, else a single one.

    Args:
        error: The error.
        lang: Language of the words.
        audience: For whom they are. What to do is an action; for a terminal it is said with the
            command that does it.

    Raises:
        TypeError: It is no error of ours, and nothing is known of it.
        ValueError: There is no such language or audience.
    """
    if not isinstance(error, VaraamoSyncError):
        raise wrong_kind("explained", "error", error, "an error of ours: except VaraamoSyncError")
    if audience not in get_args(Audience):
        raise ValueError(f"audience is one of {', '.join(get_args(Audience))}, not {audience!r}")
    reader = _Reader(lang, audience)
    if isinstance(error, FormInvalid):
        return tuple(_of_finding(found, lang) for found in error.findings)
    if not isinstance(error, BookingError):
        return (Explanation(what=reader.what(error), why="", fix=reader.fix(error)),)
    if isinstance(error, ValidationRefused) and error.fields:
        return tuple(_of_field(item, error, reader) for item in error.fields)
    if isinstance(error, SessionEnded):  # its code is that of a missing right (facts, section 1)
        name = error.code if error.code in _ENDED_ELSEWHERE else "session-ended"
        return (_explanation(name, error, reader, said=reader.what(error)),)
    name = _name(error, answers(lang))
    return (_explanation(name, error, reader, said=reader.what(error), code=error.code or ""),)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads: in which language, and whether at a command line."""

    lang: _Lang
    audience: Audience

    def what(self, error: VaraamoSyncError) -> str:
        """Return what went wrong."""
        if not isinstance(error.what, Phrase):
            return error.what
        return (self._on_page(error, "what") or error.what).told(self.lang)

    def fix(self, error: VaraamoSyncError) -> str:
        """Return what to do about it."""
        if error.how is None:
            return error.fix or ""
        return (self._on_page(error, "fix") or error.how).told(self.lang)

    def fix_of_answer(self, name: str, texts: _Texts) -> str:
        """Return what to do about an answer of the booking system, unfilled."""
        told = page_words(name, "fix", {}) if self.audience == "web" else None
        return told.told(self.lang) if told else texts["fix"]

    def _on_page(self, error: VaraamoSyncError, part: Literal["what", "fix"]) -> Phrase | None:
        return page_words(error.problem, part, error.values) if self.audience == "web" else None


def answers(lang: _Lang) -> Mapping[str, _Texts]:
    """Return the unfilled texts in a language, by code of the API or class of the error."""
    return {**word_file("answers/codes", lang), **word_file("answers/errors", lang)}


def operations(lang: _Lang) -> Mapping[str, str]:
    """Return in words what is done with a booking system, by the name of each request."""
    return word_file("answers/operations", lang)


def _of_finding(found: Finding, lang: _Lang) -> Explanation:
    what = f"{found.position}: {text(found.rule, 'message', lang, found.params)}"
    return Explanation(what=what, why="", fix=text(found.rule, "fix", lang, found.params))


def _of_field(field: FieldError, error: BookingError, reader: _Reader) -> Explanation:
    nothing_said = field.code in ("", _ANY_FIELD) and not field.message and not field.path
    known = field.code if field.code in answers(reader.lang) else _ANY_FIELD
    name = _UNSAID if nothing_said else known
    return _explanation(name, error, reader, said=field.message, code=field.code, path=field.path)


def _name(error: BookingError, known: Mapping[str, _Texts]) -> str:
    """Return the name by which the words for an error stand."""
    found = next(name for name in _names(error) if name in known)
    read = f"{_READ}{found}"  # what was only read was not changed, whoever answered what
    return read if error.writes is False and read in known else found


def _names(error: BookingError) -> Iterator[str]:
    """Yield the names by which the words for an error may stand, the best first."""
    if error.code is not None:
        yield error.code
    if isinstance(error, Unreachable) and not error.certain:
        yield "no-answer"
    for kind in type(error).__mro__:
        yield _CAPITAL.sub("-", kind.__name__).lower()


def _explanation(
    name: str, error: BookingError, reader: _Reader, *, said: str, code: str = "", path: str = ""
) -> Explanation:
    texts = answers(reader.lang)[name]
    doing = operations(reader.lang).get(error.operation or "")
    what = f"{doing}: {texts['title']}" if doing else texts["title"]
    values = {"said": said}
    return Explanation(
        what=what,
        why=texts["message"].format_map(values),
        fix=reader.fix_of_answer(name, texts).format_map(values),
        path=path,
        code=code,
    )
