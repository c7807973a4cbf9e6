"""Pictures: how large they are is known before they are read, and there is a bound to it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.catalogue_files.folders import room, write
from tests.catalogue_files.pictures import drawn, png
from varaamo_sync.catalogue_files import picture_reader, read_catalogue
from varaamo_sync.catalogue_files.read.images import MOST_BYTES, picture_size
from varaamo_sync.model import Image

SIZE = (641, 359)
ROOMS = {"nup.yaml": room("images: [{file: sali.jpg}]")}


@pytest.mark.parametrize(
    ("form", "mode", "options"),
    [
        ("PNG", "RGB", {}),
        ("GIF", "P", {}),
        ("JPEG", "RGB", {}),
        ("JPEG", "L", {"progressive": True, "exif": b"Exif\0\0" + b"x" * 60_000}),
        ("WEBP", "RGB", {}),
        ("WEBP", "RGB", {"lossless": True}),
        ("WEBP", "RGBA", {"exif": b"Exif\0\0" + b"x" * 100}),
    ],
    ids=["png", "gif", "jpeg", "progressive", "webp", "lossless", "extended"],
)
def test_the_size_is_told_by_the_first_bytes(form: str, mode: str, options: Any) -> None:
    """What Pillow has drawn has the width and height that it was given, in every form."""
    assert SIZE == picture_size(io.BytesIO(drawn(form, SIZE, mode, **options)))


@given(st.binary(max_size=200), st.integers(0, 700))
def test_any_bytes_have_a_size_or_none(noise: bytes, cut: int) -> None:
    """A picture that was cut or overwritten anywhere gives no traceback."""
    for form in ("PNG", "GIF", "JPEG", "WEBP"):
        data = drawn(form, (8, 5))
        found = picture_size(io.BytesIO(data[:cut] + noise))

        assert found is None or found.pixels >= 0


def test_a_file_without_end_is_never_read(tmp_path: Path) -> None:
    """Three gigabytes of holes are one finding; not a byte of them is read."""
    write(tmp_path, ROOMS)
    with (tmp_path / "sali.jpg").open("wb") as file:
        file.write(b"\xff\xd8\xff\xe0")
        file.truncate(3_000_000_000)

    (finding,) = read_catalogue(tmp_path).findings
    assert ("image-too-large", 3_000_000_000) == (finding.rule, finding.params["size"])
    with pytest.raises(OSError, match="too large"):
        picture_reader(tmp_path)(Image(file="sali.jpg"))


@pytest.mark.parametrize("size", [(100_000, 800), (800, 100_001), (2**31, 2**31)])
def test_pixels_are_bounded_however_small_the_file(size: tuple[int, int], tmp_path: Path) -> None:
    """A few bytes that claim billions of pixels never reach a library that would unpack them."""
    write(tmp_path, {"nup.yaml": room("images: [{file: sali.png}]"), "sali.png": png(*size)})
    allowed = size[0] * size[1] <= 80_000_000

    assert ([] if allowed else ["image-pixels"]) == [
        finding.rule for finding in read_catalogue(tmp_path).findings
    ]


@pytest.mark.parametrize("grown", [b"\xff\xd8\xff" + b"\0" * MOST_BYTES, png(60_000, 60_000)])
def test_bounds_hold_when_a_file_has_grown_since(grown: bytes, tmp_path: Path) -> None:
    """A picture that was replaced after the catalogue was read is refused when it is sent."""
    write(tmp_path, ROOMS | {"sali.jpg": drawn("JPEG", SIZE)})
    (image,) = read_catalogue(tmp_path).usable().rooms[0].images or ()
    read = picture_reader(tmp_path)
    before = read(image)
    (tmp_path / "sali.jpg").write_bytes(grown)

    assert drawn("JPEG", SIZE) == before
    with pytest.raises(OSError, match="too large"):
        read(image)


def test_a_picture_that_went_away_or_became_a_folder_is_an_os_error(tmp_path: Path) -> None:
    """What the engine turns into words for a person is one kind of error."""
    (tmp_path / "a.png").mkdir()

    for name in ("a.png", "b.png"):
        with pytest.raises(OSError, match="No such file"):
            picture_reader(tmp_path)(Image(file=name))
