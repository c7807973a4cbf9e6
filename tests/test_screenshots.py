"""The pictures of the README are what commands really print."""

import html
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
NAMES = ("validate", "plan", "push", "status")


def words(picture: Path) -> list[str]:
    """Return what stands in a picture, word by word from top to bottom."""
    found = re.findall(r'x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>', picture.read_text("utf-8"))
    ordered = sorted(found, key=lambda text: (float(text[1]), float(text[0])))
    return html.unescape(" ".join(text for _, _, text in ordered)).split()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the pictures anew."""
    folder = tmp_path_factory.mktemp("images")
    script = ROOT / "docs" / "screenshots.py"
    subprocess.run([sys.executable, str(script), str(folder)], check=True)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_shows_what_the_command_prints(name: str, made: Path) -> None:
    """A picture in docs/images has the words of a run of today: ``make screenshots``."""
    fresh = words(made / f"{name}.svg")

    assert fresh == words(IMAGES / f"{name}.svg"), "run: make screenshots"
    assert ["varaamo-sync", name] == fresh[fresh.index("$") + 1 :][:2]
    assert len(fresh) > 50


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_shows_every_picture(name: str) -> None:
    """Each picture is in the README, and loads nothing from elsewhere."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert f"(docs/images/{name}.svg)" in readme
    assert "url(" not in (IMAGES / f"{name}.svg").read_text("utf-8").replace("url(#", "")
