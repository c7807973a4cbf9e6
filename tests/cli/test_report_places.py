import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from junitparser import JUnitXml

from tests.cli.conftest import Run
from tests.cli.faulty import CATALOGUE, write


def of_sarif(text: str) -> set[str]:
    """Return the places that a report of this form names."""
    (run,) = json.loads(text)["runs"]
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    return {place["artifactLocation"]["uri"] for place in places}


def of_github(text: str) -> set[str]:
    """Return the places that a report of this form names."""
    return set(re.findall(r"^::\w+ file=([^,]+),", text, re.MULTILINE))


def of_gitlab(text: str) -> set[str]:
    """Return the places that a report of this form names."""
    return {issue["location"]["path"] for issue in json.loads(text)}


def of_junit(text: str) -> set[str]:
    """Return the places that a report of this form names."""
    told = "\n".join(
        result.text
        for suite in JUnitXml.fromstring(text.encode())
        for case in suite
        for result in case.result
    )
    return set(re.findall(r"^(\S+?):\d+:\d+: ", told, re.MULTILINE))


PLACES: dict[str, Callable[[str], set[str]]] = {
    "sarif": of_sarif,
    "github": of_github,
    "gitlab": of_gitlab,
    "junit": of_junit,
}


@pytest.fixture(autouse=True)
def _no_runner(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tests away from the runner that runs them."""
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Give a folder with a faulty catalogue two folders down, and another folder beside."""
    write(tmp_path / "town" / "rooms")
    (tmp_path / "elsewhere").mkdir()
    return tmp_path


@pytest.mark.parametrize("form", PLACES)
@pytest.mark.parametrize(
    ("here", "path"),
    [
        (".", "town/rooms"),
        ("town", "rooms"),
        ("town/rooms", "."),
        ("elsewhere", "../town/rooms"),
        ("/", "{root}/town/rooms"),
    ],
)
@pytest.mark.parametrize("told_by", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR", "git", "worktree"])
def test_places_are_relative_to_the_repository_wherever_the_command_runs(
    cli: Run,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: str,
    here: str,
    path: str,
    told_by: str,
) -> None:
    """The runner or git says where the repository begins; the working folder changes nothing."""
    if told_by == "git":
        (repository / ".git").mkdir()
    elif told_by == "worktree":
        (repository / ".git").write_text("gitdir: /somewhere/else\n", encoding="utf-8")
    else:
        monkeypatch.setenv(told_by, str(repository))
    monkeypatch.chdir(repository / here if here != "/" else "/")
    ran = cli("validate", path.format(root=repository), "--format", form)

    assert {"town/rooms/kir.yaml", "town/rooms/nup.yaml"} == PLACES[form](ran.out)


@pytest.mark.parametrize("form", PLACES)
@pytest.mark.parametrize(
    ("here", "path", "leads"),
    [("town", "rooms", "rooms"), ("elsewhere", "../town/rooms", "../town/rooms")],
)
def test_without_a_repository_places_are_relative_to_the_working_folder(
    cli: Run,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: str,
    here: str,
    path: str,
    leads: str,
) -> None:
    """Where nothing says where a repository begins, a place is found from where one stands."""
    monkeypatch.chdir(repository / here)
    ran = cli("validate", path, "--format", form)

    assert {f"{leads}/kir.yaml", f"{leads}/nup.yaml"} == PLACES[form](ran.out)


def test_a_runner_of_another_repository_is_not_believed(
    cli: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workspace that does not hold the catalogue is not its repository; an empty one is none."""
    (repository / ".git").mkdir()
    monkeypatch.setenv("GITHUB_WORKSPACE", str(repository / "elsewhere"))
    monkeypatch.setenv("CI_PROJECT_DIR", "")
    monkeypatch.chdir(repository / "town")
    ran = cli("validate", "rooms", "--format", "gitlab")

    assert {"town/rooms/kir.yaml", "town/rooms/nup.yaml"} == of_gitlab(ran.out)


def test_a_catalogue_behind_a_link_has_the_place_that_git_knows(
    cli: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git holds files under their own names, not under those of links that lead to them."""
    (repository / ".git").mkdir()
    (repository / "link").symlink_to(repository / "town", target_is_directory=True)
    monkeypatch.chdir(repository)
    ran = cli("validate", "link/rooms", "--format", "sarif")

    assert {"town/rooms/kir.yaml", "town/rooms/nup.yaml"} == of_sarif(ran.out)


def test_a_person_is_told_the_place_from_where_they_stand(
    cli: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In text a place can be opened from the working folder, also below a repository."""
    (repository / ".git").mkdir()
    monkeypatch.chdir(repository / "town")

    assert f"rooms{os.sep}kir.yaml:16 kir-lukusali" in cli("validate", "rooms").out
    assert "town/rooms/kir.yaml" not in cli("validate", "rooms").out


def fingerprints(form: str, text: str) -> set[str]:
    """Return what tells findings apart, in the forms that have such a thing."""
    if form == "gitlab":
        return {issue["fingerprint"] for issue in json.loads(text)}
    (run,) = json.loads(text)["runs"]
    return {result["partialFingerprints"]["varaamoSync/v1"] for result in run["results"]}


@pytest.mark.parametrize("form", ["gitlab", "sarif"])
@pytest.mark.parametrize("readable", [True, False])
def test_two_catalogues_of_one_repository_never_share_a_fingerprint(
    cli: Run, repository: Path, form: str, readable: bool
) -> None:
    """The same rule in a room of the same key is another finding in another catalogue."""
    (repository / ".git").mkdir()
    write(repository / "other")
    both = [repository / "town" / "rooms", repository / "other"]
    for number, folder in enumerate(both):
        text = CATALOGUE.replace("testi", f"kaupunki-{number}") if readable else "id: ["
        (folder / "catalogue.yaml").write_text(text, encoding="utf-8")
    first, second = (
        fingerprints(form, cli("validate", folder, "--format", form).out) for folder in both
    )

    assert first
    assert second
    assert set() == first & second
