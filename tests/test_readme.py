import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clock import now
from varaamo_sync.sandbox import Sandbox, running

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """Serve a fresh sandbox on this machine."""
    sandbox = Sandbox(tmp_path / "sandbox.db", clock=now)
    with running(sandbox) as url:
        yield url
    sandbox.close()


def snippets(language: str) -> list[str]:
    """Return the code blocks of the README in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("number", [0, 1])
def test_the_python_of_the_readme_runs(
    number: int,
    served: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Both snippets, sync and async, do the main job as they stand."""
    shutil.copytree(
        ROOT / "examples" / "helsinki",
        tmp_path / "examples" / "helsinki",
        ignore=shutil.ignore_patterns(".varaamo-sync"),
    )
    monkeypatch.chdir(tmp_path)
    scope: dict[str, object] = {"url": served}

    exec(compile(snippets("python")[number], "README.md", "exec"), scope)
    if number == 1:
        import asyncio

        asyncio.run(scope["main"]())  # type: ignore[operator]

    assert "not_met" in capsys.readouterr().out


def test_the_room_of_the_readme_is_complete(tmp_path: Path) -> None:
    """The room that the README shows takes about twelve lines and could be published."""
    import textwrap

    from tests.make import NOW
    from varaamo_sync import Severity
    from varaamo_sync.catalogue_files import read_catalogue
    from varaamo_sync.rules import check

    (entry,) = snippets("yaml")
    head = "format: 1\nservice_unit: NUP\nvenues:\n"
    head += "  - tprek: demo-001\n    name: {fi: Talo}\n    rooms:\n"
    (tmp_path / "catalogue.yaml").write_text("format: 1\nid: demo\n", encoding="utf-8")
    (tmp_path / "nup.yaml").write_text(head + textwrap.indent(entry, " " * 6), encoding="utf-8")
    reading = read_catalogue(tmp_path)

    assert reading.findings == ()
    assert reading.catalogue is not None
    errors = [f for f in check(reading.catalogue, now=NOW) if f.severity is Severity.ERROR]
    assert [] == errors
    assert len(entry.splitlines()) <= 12
