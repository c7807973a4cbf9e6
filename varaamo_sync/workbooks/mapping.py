"""Forms: which header of a sheet stands for which of our fields, written in YAML.

Forms of three cities come with the package; a person's own form is a file of the same kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from varaamo_sync.errors import UsageError
from varaamo_sync.rooms import Lang
from varaamo_sync.workbooks.cells import read_cell
from varaamo_sync.workbooks.fields import fields, plain_header
from varaamo_sync.workbooks.letters import folded
from varaamo_sync.workbooks.reading_cell import CellProblem, Help

_MOST_BYTES = 1_000_000
_PRODUCT = {"product.name": "name", "product.duration": "duration"}

_Words = Annotated[str, Field(strict=True, min_length=1)]
_Texts = dict[Lang, _Words]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Strict):
    """Where a field comes from.

    Attributes:
        header: Header of the column, or several; one that ends in ``*`` stands for all that
            begin so.
        values: Values of the field by what the cells say.
        blank: Value of the field where the cell is empty.
        unit: What a bare number counts, such as ``h`` or ``per_hour``.
    """

    header: _Words | tuple[_Words, ...]
    values: dict[str, _Words] = {}
    blank: _Words | None = None
    unit: Literal["min", "h", "d", "per_hour", "per_day", "fixed"] | None = None

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers."""
        return (self.header,) if isinstance(self.header, str) else self.header


class Form(_Strict):
    """A form: how to know it, and what its columns hold.

    Attributes:
        recognise: Headers that must all be there.
        help_row: Whether the row under the headers explains them.
        products: Whether each row is one price of a room; they become one price of it.
        fields: Where each field comes from.
        ignored: Why a column is not read, by its header.
        other_sheets: Headers of sheets that hold no rooms and are not missed.
    """

    format: Literal[1]
    name: _Words
    title: _Texts = {}
    rows: Literal["rooms", "venues"] = "rooms"
    help_row: bool = False
    products: bool = False
    recognise: tuple[_Words, ...] = Field(min_length=2)
    fields: dict[str, Source | _Words | tuple[_Words, ...]] = Field(min_length=1)
    ignored: dict[str, _Texts] = {}
    other_sheets: tuple[tuple[_Words, ...], ...] = ()

    def sources(self) -> Iterator[tuple[str, Source]]:
        """Yield each field's id with where it comes from."""
        for id, source in self.fields.items():
            yield id, source if isinstance(source, Source) else Source(header=source)

    def kind(self, id: str) -> str | None:
        """Return the kind of cells that a field has; ``None`` for one that is not known."""
        known = fields("room" if self.rows == "rooms" else "venue").get(id)
        return known.kind if known else _PRODUCT.get(id) if self.rows == "rooms" else None

    def find(self, header: str) -> tuple[str, Source] | None:
        """Find the field that a header stands for."""
        plain = plain_header(header)
        for id, source in self.sources():
            for known in source.headers:
                if known.endswith("*") and plain.startswith(plain_header(known)):
                    return id, source
                if plain == plain_header(known):
                    return id, source
        return None

    def words(self, id: str, source: Source) -> Mapping[str, Any]:
        """Return the values of a field by what the cells say, in lower case."""
        kind = self.kind(id) or "name"
        return {folded(said): _value(kind, value) for said, value in source.values.items()}

    def blank(self, id: str, source: Source) -> Any:
        """Return the value of a field where the cell is empty; ``None`` where it says nothing."""
        return None if source.blank is None else _value(self.kind(id) or "name", source.blank)


def _value(kind: str, text: str) -> Any:
    read = read_cell(kind, text, Help())
    return read.value if read else None


@lru_cache(maxsize=1)
def packaged_forms() -> tuple[Form, ...]:
    """Return the forms that come with the package."""
    folder = resources.files("varaamo_sync.workbooks") / "forms"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    return tuple(_form(file.read_text(encoding="utf-8"), file.name) for file in files)


def read_form(path: Path | str) -> Form:
    """Read a form from a file.

    Raises:
        UsageError: The file cannot be read, or is no form.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
        if len(data) > _MOST_BYTES:
            raise UsageError(f"{path} is too large for a mapping file.")
        return _form(data.decode("utf-8-sig"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise UsageError(f"{path} cannot be read: {reason}.") from error


def _form(text: str, name: str) -> Form:
    from ryaml import loads  # type: ignore[attr-defined]  # exported, but not by __all__

    fix = "The forms that come with varaamo-sync show how: varaamo_sync/workbooks/forms."
    try:
        form = Form.model_validate(loads(text))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise UsageError(f"{name}: {where}: {first['msg']}", fix=fix) from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{name} is no YAML: {error}", fix=fix) from error
    for id, source in form.sources():
        if form.kind(id) is None:
            raise UsageError(f"{name}: there is no field {id!r}.", fix=fix)
        try:
            form.words(id, source)
            form.blank(id, source)
        except CellProblem as problem:
            said = problem.params.get("text", "?")
            message = f"{name}: {id}: {said!r} is no value of this field."
            raise UsageError(message, fix=fix) from problem
    return form
