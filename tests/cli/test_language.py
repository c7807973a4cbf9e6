"""The language of a run: --lang, the setting, the catalogue, the system, Finnish, in this order."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from varaamo_sync_cli.console.run_language import current_language, set_language_of_run

SETTING = "VARAAMO_SYNC_LANG"


@pytest.fixture
def swedish(tmp_path: Path) -> Path:
    """Give a catalogue that speaks Swedish."""
    folder = tmp_path / "katalog"
    folder.mkdir()
    (folder / "catalogue.yaml").write_text("format: 1\nid: k\nlang: sv  # vi\n", encoding="utf-8")
    return folder


def chosen(*arguments: object) -> str:
    """Return the language that a run with some arguments has."""
    set_language_of_run([str(argument) for argument in arguments])
    return current_language()


def test_what_is_asked_for_goes_first(swedish: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--lang wins over the setting, the catalogue and the system, in either form; the last wins."""
    monkeypatch.setenv(SETTING, "sv")
    monkeypatch.setenv("LC_ALL", "sv_FI.UTF-8")

    assert "en" == chosen("validate", swedish, "--lang", "en")
    assert "fi" == chosen("--lang=en", "validate", swedish, "--lang=fi")


def test_the_setting_goes_before_the_catalogue(
    swedish: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """VARAAMO_SYNC_LANG wins over what a catalogue says."""
    monkeypatch.setenv(SETTING, "en")

    assert "en" == chosen("validate", swedish)


def test_the_catalogue_goes_before_the_system(
    swedish: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The catalogue that is named, else that of the current folder, wins over the system."""
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert "sv" == chosen("validate", swedish)
    assert "sv" == chosen("sandbox", "hours", "x", f"--path={swedish}")
    assert "en" == chosen("validate", swedish.parent)

    monkeypatch.chdir(swedish)
    assert "sv" == chosen("validate")


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"LANG": "sv_FI.UTF-8"}, "sv"),
        ({"LC_MESSAGES": "en_US", "LANG": "sv_FI"}, "en"),
        ({"LC_ALL": "fi_FI@euro", "LC_MESSAGES": "en_US"}, "fi"),
        ({"LC_ALL": "", "LANG": "en"}, "en"),
        ({"LC_ALL": "C", "LANG": "en_US.UTF-8"}, "fi"),
        ({"LANG": "C.UTF-8"}, "fi"),
        ({"LANG": "POSIX"}, "fi"),
        ({"LANG": "de_DE.UTF-8"}, "fi"),
        ({"LANG": "Swedish_Finland.1252"}, "sv"),
        ({"LANG": ""}, "fi"),
    ],
)
def test_the_system_goes_before_finnish(
    environment: dict[str, str], lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """LC_ALL, LC_MESSAGES, LANG; a bare system, or one of another language, speaks Finnish."""
    monkeypatch.chdir(tmp_path)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert lang == chosen("validate")


@pytest.mark.parametrize(
    "text", ["lang: de\n", "id: x\n", "texts:\n  lang: sv\n", "lang: [sv]\n", "\ufffe"]
)
def test_a_catalogue_that_says_nothing_leaves_it_to_the_system(
    tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is no language of ours, or not said at the top, counts for nothing here."""
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    (tmp_path / "catalogue.yaml").write_text(text, encoding="utf-16")
    assert "en" == chosen("validate", tmp_path)
    (tmp_path / "catalogue.yaml").write_text(text, encoding="utf-8")
    assert "en" == chosen("validate", tmp_path)


def test_errors_before_a_command_is_parsed_speak_it_too(
    cli: Run, swedish: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong call is told in the language that the right one would have had."""
    assert cli("valdate", "--lang", "sv").err.startswith("fel: ")
    assert cli("validate", swedish, "--formt", "x").err.startswith("fel: ")
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert cli("validate", "--level").err.startswith("error: ")


@pytest.mark.parametrize("before", [True, False])
def test_the_language_may_stand_before_the_command(cli: Run, before: bool) -> None:
    """--lang is taken by the program and by each command."""
    words = ["--lang", "sv", "rules"] if before else ["rules", "--lang", "sv"]

    assert cli("rules", "--lang", "sv").out == cli(*words).out != cli("rules").out


def test_the_field_is_one_of_the_catalogue(cli: Run, started: Path) -> None:
    """A catalogue that names its language is read, and everything is told in it."""
    file = started / "catalogue.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("\nlang: fi\n", "\nlang: en\n"), encoding="utf-8")
    told = cli("validate", started)

    assert told.out == cli("validate", started, "--lang", "en").out
    assert told.out != cli("validate", started, "--lang", "fi").out


def test_another_language_is_a_finding(cli: Run, started: Path) -> None:
    """A catalogue that names a language that we do not speak is told so."""
    file = started / "catalogue.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("\nlang: fi\n", "\nlang: de\n"), encoding="utf-8")

    assert "lang" in cli("validate", started, "--format", "json").out
