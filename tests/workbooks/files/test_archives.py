"""An archive is unpacked as far as it may be, whatever it says of itself."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from varaamo_sync.workbooks.files.package import ArchiveRefused, MeasuredArchive


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return an archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def opened(data: bytes, *, parts: int = 9, size: int = 1000) -> MeasuredArchive:
    """Open an archive that may have some parts and come to some bytes."""
    return MeasuredArchive(data, most_parts=parts, most_bytes=size)


def refused(archive: MeasuredArchive, *, most: int | None = None) -> str | None:
    """Unpack all; tell why it was not unpacked any further."""
    try:
        for info in archive.infos:
            list(archive.chunks(info, most=most))
    except ArchiveRefused as why:
        return why.why
    return None


def test_what_fits_is_unpacked() -> None:
    """Parts come out as they went in, and twice as well as once."""
    archive = opened(packed({"a": b"x" * 600, "b": b"y"}))

    assert [b"x" * 600, b"y"] == [b"".join(archive.chunks(one)) for one in archive.infos]
    assert [b"x" * 600, b"y"] == [b"".join(archive.chunks(one)) for one in archive.infos]


@pytest.mark.parametrize(
    ("parts", "most", "why"),
    [
        ({"a": b"x" * 600, "b": b"x" * 600}, None, "bytes"),
        ({"a": b"\0" * 10_000_000}, None, "bytes"),
        ({"a": b"x" * 11}, 10, "bytes"),
        ({"a": b"x" * 10}, 10, None),
    ],
)
def test_no_more_is_unpacked_than_may_be(
    parts: dict[str, bytes], most: int | None, why: str | None
) -> None:
    """Neither all parts together nor one of them go beyond their bound."""
    assert why == refused(opened(packed(parts)), most=most)


def test_what_is_no_archive_locked_or_of_too_many_parts_is_not_opened() -> None:
    """It is said why, before anything is unpacked."""
    locked = bytearray(packed({"a": b"x"}))
    locked[locked.index(b"PK\1\2") + 8] |= 1
    for data, parts, why in (
        (b"PK no", 9, "broken"),
        (bytes(locked), 9, "locked"),
        (packed({"a": b"", "b": b""}), 1, "parts"),
    ):
        with pytest.raises(ArchiveRefused, match=why):
            opened(data, parts=parts)


def test_a_part_that_is_damaged_is_told() -> None:
    """What was spoilt on the way is not handed on as if it were whole."""
    data = bytearray(packed({"a": bytes(range(256))}))
    data[40] ^= 0xFF

    assert "broken" == refused(opened(bytes(data)))
