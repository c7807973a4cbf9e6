"""Where an optional library is missing, Python is told which extra brings it, at every door."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT
from varaamo_sync.errors import ExtraMissing, UsageError
from varaamo_sync.extras import EXTRAS, missing_extra, needing

DOORS = {
    "sandbox": [
        "from varaamo_sync.sandbox import Sandbox",
        "from varaamo_sync.sandbox import SandboxTransport",
        "from varaamo_sync.sandbox import running",
    ],
    "sheets": [
        "from varaamo_sync.workbooks import make_template",
        "from varaamo_sync.workbooks import export_workbook",
        "import varaamo_sync.workbooks as w; w.write_lists([w.ListSheet('a', (), ())])",
        "import varaamo_sync.workbooks as w; w.write_translations([], 'sv')",
        "import varaamo_sync.workbooks as w; w.annotate(open({book!r}, 'rb').read(), [])",
        "import varaamo_sync.workbooks as w; w.read_book({book!r})",
    ],
    "board": ["from varaamo_sync.board import board_app", "import varaamo_sync.board"],
    "slides": [
        "from varaamo_sync.report.slides import write_slides; write_slides(None)",
    ],
    "postgres": ["from varaamo_sync.store import Store; Store('postgresql://a@h/x')"],
    "keyring": [],
    "procrastinate": ["from varaamo_sync.jobs import check_cron; check_cron('0 5 * * *')"],
    "telemetry": ["from varaamo_sync.telemetry import instrument; instrument()"],
}
"""What needs an extra, by its name; the keyring is asked by the command line alone."""

WITHOUT = """
import json, sys
told = []
for missing, doors in json.loads(sys.argv[1]):
    hidden = ("varaamo_sync", *missing)
    for name in [name for name in sys.modules if name.partition(".")[0] in hidden]:
        del sys.modules[name]
    sys.modules.update(dict.fromkeys(missing))
    for door in doors:
        try:
            exec(door)
        except Exception as error:
            bases = [base.__name__ for base in type(error).__mro__]
            told.append([door, bases, str(getattr(error, "fix", None) or error)])
        else:
            told.append([door, [], "nothing"])
    for name in missing:
        del sys.modules[name]
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, list[str], str]]:
    """Use each door while the libraries of its extra are hidden; tell what came of it."""
    from varaamo_sync.workbooks import make_template

    book = tmp_path_factory.mktemp("extras") / "book.xlsx"
    book.write_bytes(make_template().data)
    asked = [
        (EXTRAS[extra], [door.format(book=str(book)) if "{" in door else door for door in doors])
        for extra, doors in DOORS.items()
    ]
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT, json.dumps(asked)],
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[tuple[str, list[str], str]] = json.loads(ran.stdout)
    return found


def test_every_door_names_the_extra_that_it_needs(
    told: list[tuple[str, list[str], str]],
) -> None:
    """No bare ``ModuleNotFoundError`` reaches a program: the error says what to install."""
    extras = [extra for extra, doors in DOORS.items() for _ in doors]

    for extra, (door, bases, fix) in zip(extras, told, strict=True):
        assert f"pip install 'varaamo-sync[{extra}]'" in fix, (door, fix)
        assert {"UsageError", "StoreUnusable"} & set(bases), door


def test_the_extras_are_those_of_the_package() -> None:
    """Each extra that a user may install is known, with words, and all of them are in ``all``."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    offered = set(project["optional-dependencies"]) - {"all", "dev", "docs"}
    (all_of_them,) = project["optional-dependencies"]["all"]
    named = re.search(r"\[(.*)\]", all_of_them)

    assert offered == set(EXTRAS) == set(DOORS)
    assert named is not None
    assert offered == set(named[1].split(","))
    for extra in EXTRAS:
        assert extra in str(ExtraMissing(extra).fix)


def test_an_error_of_a_missing_extra_is_an_import_error_too() -> None:
    """Who catches ``ImportError`` around an optional part still does."""
    with pytest.raises(ImportError) as missing, needing("sheets"):
        raise ModuleNotFoundError("no", name="openpyxl.styles")

    assert isinstance(missing.value, UsageError)
    assert missing_extra(missing.value) is None
    assert isinstance(missing_extra(ImportError("no", name="pptx")), ExtraMissing)


def test_another_missing_library_is_no_matter_of_extras() -> None:
    """What no extra brings stays as Python tells it."""
    with pytest.raises(ModuleNotFoundError), needing("sheets"):
        raise ModuleNotFoundError("no", name="nothing_of_ours")

    assert missing_extra(ImportError("no", name="nothing_of_ours")) is None
    assert missing_extra(ValueError("no")) is None


def test_csv_needs_no_extra(tmp_path: Path) -> None:
    """What reads and writes CSV is to be had without openpyxl."""
    script = (
        "import sys; sys.modules['openpyxl'] = None\n"
        "from varaamo_sync.workbooks import export_csv, read_book\n"
        f"read_book({str(tmp_path / 'x.csv')!r})"
    )
    (tmp_path / "x.csv").write_text("a;b\n1;2\n", "utf-8")

    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
