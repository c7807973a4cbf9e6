"""Several catalogues at once, and only what changes brought: a repository of many cities."""

import json
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from junitparser import JUnitXml

from tests.cli.conftest import Run
from tests.cli.faulty import FILES, room, rooms, write
from tests.cli.test_validate_forms import FINDINGS, annotations, refused


@pytest.fixture
def cities(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a git repository with two catalogues of one id, and work in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for city in ("espoo", "vantaa"):
        write(tmp_path / city)
    git("init", "--quiet", "--initial-branch", "main")
    commit("first")
    return tmp_path


def git(*words: str) -> None:
    """Run git in the working folder."""
    subprocess.run(["git", *words], check=True, capture_output=True)


def commit(message: str) -> None:
    """Commit all that there is."""
    git("add", "--all")
    who = ("-c", "user.name=a", "-c", "user.email=a@example.invalid")
    git(*who, "commit", "--quiet", "--allow-empty", "--message", message)


def worse(city: str) -> None:
    """Let a room of a catalogue want more people at least than at most."""
    text = FILES["kir.yaml"].replace("{min: 1, max: 20}", "{min: 9, max: 5}")
    Path(city, "kir.yaml").write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("cities", "english")
def test_each_catalogue_is_told_below_its_folder(cli: Run) -> None:
    """First how they stand together; a catalogue that was named twice is looked at once."""
    ran = cli("validate", "espoo", "vantaa", "espoo")
    alone = cli("validate", "vantaa").out

    assert 1 == ran.code
    assert ran.out.startswith("2 catalogues: 8 errors, 2 warnings, 0 hints.\n\nespoo:\n4 errors")
    assert f"\n\nvantaa:\n{alone}" in ran.out


@pytest.mark.usefixtures("cities")
def test_json_of_several_is_what_its_schema_says(cli: Run) -> None:
    """Each has its folder; a finding is found by both."""
    told = cli("validate", "espoo", "vantaa", "--format", "json").out
    made = json.loads(told)

    assert [] == refused(FINDINGS, Draft202012Validator, told)
    assert ["espoo", "vantaa"] == [each["path"] for each in made["catalogues"]]
    assert (True, 8) == (made["failed"], made["counts"]["errors"])


@pytest.mark.usefixtures("cities")
def test_findings_of_two_catalogues_never_collide(cli: Run) -> None:
    """Though both have one id: fingerprints, categories of SARIF and cases of JUnit differ."""
    found = {form: cli("validate", "espoo", "vantaa", "--format", form).out for form in FORMS}
    runs = json.loads(found["sarif"])["runs"]
    marks = [r["partialFingerprints"]["varaamoSync/v1"] for run in runs for r in run["results"]]
    issues = [issue["fingerprint"] for issue in json.loads(found["gitlab"])]
    suites = JUnitXml.fromstring(found["junit"].encode())
    cases = [(case.classname, case.name) for suite in suites for case in suite]

    assert ["varaamo-sync/espoo/testi/", "varaamo-sync/vantaa/testi/"] == [
        run["automationDetails"]["id"] for run in runs
    ]
    for each in (marks, issues, cases, [suite.name for suite in suites]):
        assert len(set(each)) == len(each) > 1
    alone = cli("validate", "vantaa", "--format", "gitlab").out
    assert {issue["fingerprint"] for issue in json.loads(alone)} < set(issues)


FORMS = ("sarif", "gitlab", "junit")


@pytest.mark.usefixtures("cities")
def test_annotations_of_several_share_the_limit(cli: Run) -> None:
    """The worst of all come first, each with the path of its file."""
    many = [room(f"nup-{n}", f"Sali {n}", capacity="{min: 9, max: 5}") for n in range(9)]
    for city in ("espoo", "vantaa"):
        write(Path(city), nup=rooms("NUP", *many))
    told = cli("validate", "espoo", "vantaa", "--format", "github").out
    found = annotations(told.partition("::group")[0])

    assert 10 == sum(kind == "error" for kind, _, _ in found)
    assert {"espoo/nup.yaml", "espoo/kir.yaml"} == {
        of["file"] for _, of, _ in found if "line" in of
    }
    assert 10 == told.partition("::group")[2].count("vantaa/")


@pytest.mark.usefixtures("cities", "english")
def test_markdown_of_several_names_each(cli: Run) -> None:
    """The summary of a job has a table for each catalogue and severity."""
    told = cli("validate", "espoo", "vantaa", "--format", "markdown").out

    assert told.startswith("### 2 catalogues: 8 errors")
    assert "#### vantaa – Errors: 4\n" in told
    assert "| `vantaa/nup.yaml:26` | nup-kerho: " in told


@pytest.mark.usefixtures("cities", "english")
def test_a_file_stands_for_its_catalogue(cli: Run) -> None:
    """A hook hands over files; those of no catalogue are nobody's."""
    Path("muu.yaml").write_text("a: 1\n", encoding="utf-8")
    one = cli("validate", "vantaa/nup.yaml", "muu.yaml", "vantaa/kir.yaml")
    none = cli("validate", "muu.yaml")

    assert cli("validate", "vantaa").out == one.out
    assert (0, "0 catalogues: 0 errors, 0 warnings, 0 hints.\n") == (none.code, none.out)


@pytest.mark.usefixtures("cities", "english")
@pytest.mark.parametrize("name", ["lomake.xlsx", "espoo/LOMAKE.ODS", "tilat.csv"])
def test_a_form_is_no_catalogue_without_errors(cli: Run, name: str) -> None:
    """Who checks a form is told which command does that, and never that nothing is wrong."""
    Path(name).write_bytes(b"PK")
    ran = cli("validate", name)

    assert (2, "") == (ran.code, ran.out)
    assert f"{name} is a form" in ran.err
    assert f"varaamo-sync import {name} --into FOLDER --dry-run" in ran.err


@pytest.mark.usefixtures("cities", "english")
def test_only_what_changes_brought_is_told(cli: Run) -> None:
    """Findings that a branch began with are known; catalogues that it left alone are not read."""
    git("checkout", "--quiet", "-b", "work")
    unchanged = cli("validate", "espoo", "--changed-since", "main")
    worse("espoo")
    made = json.loads(cli("validate", "espoo", "--changed-since", "main", "--format", "json").out)
    both = cli("validate", "espoo", "vantaa", "--changed-since", "main")
    commit("worse")
    after = cli("validate", "espoo", "--changed-since", "main", "--format", "json")
    of_head = cli("validate", "espoo", "vantaa", "--changed-since", "HEAD")

    new = [f["rule"] for f in made["findings"] if not f["known"]]
    assert (0, ["capacity-min-over-max"]) == (unchanged.code, new)
    assert 5 == sum(f["known"] for f in made["findings"])
    assert "1 catalogue has not changed and was not looked at." in both.out
    assert both.out.startswith("1 catalogue: 1 error")
    assert made == json.loads(after.out)
    assert (0, "0 catalogues: 0") == (of_head.code, of_head.out[:15])


@pytest.mark.usefixtures("cities", "english")
def test_changes_are_counted_from_where_the_branch_began(cli: Run) -> None:
    """What came to the other branch meanwhile is not a change of this one."""
    git("checkout", "--quiet", "-b", "work")
    git("checkout", "--quiet", "main")
    write(Path("espoo"), kir=rooms("KIR", room("kir-lukusali", "Lukusali")))
    commit("mended on main")
    git("checkout", "--quiet", "work")

    assert 0 == cli("validate", "espoo", "vantaa", "--changed-since", "main").code


@pytest.mark.usefixtures("cities", "english")
def test_a_new_catalogue_is_all_new(cli: Run) -> None:
    """Where there was none before, everything is told; files that git does not know count."""
    write(Path("kauniainen"))
    told = cli("validate", "kauniainen", "espoo", "--changed-since", "main").out

    assert told.startswith("1 catalogue: 4 errors")


@pytest.mark.usefixtures("english")
def test_before_the_first_commit_everything_is_new(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hook of a repository that begins compares with nothing; a mistyped name stays one."""
    monkeypatch.chdir(tmp_path)
    write(Path("espoo"))
    git("init", "--quiet", "--initial-branch", "main")
    first = cli("validate", "espoo", "--changed-since", "HEAD")
    wrong = cli("validate", "espoo", "--changed-since", "main")

    assert (1, 2) == (first.code, wrong.code)
    assert first.out.startswith("4 errors")
    assert "git knows no branch or commit" in wrong.err


@pytest.mark.usefixtures("english")
def test_a_hook_of_a_linked_work_tree_tells_the_same(
    cli: Run, cities: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There git says to hooks which repository they work in; a folder says it, too, and better."""
    git("worktree", "add", "--quiet", "../beside")
    monkeypatch.chdir(cities.parent / "beside")
    worse("espoo")
    monkeypatch.setenv("GIT_DIR", str(cities / ".git" / "worktrees" / "beside"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(cities / ".git" / "worktrees" / "beside" / "index"))
    ran = cli("validate", "espoo", "vantaa", "--changed-since", "HEAD")

    assert ran.out.startswith("1 catalogue: 1 error,"), ran.out + ran.err


@pytest.mark.usefixtures("cities", "english")
def test_what_cannot_be_read_is_told_of_what_has_changed(cli: Run) -> None:
    """A file that was broken before still hides its rooms, so it is told with other changes."""
    write(Path("espoo"), kir="format: 1\nvenues: [")
    commit("broken")
    Path("espoo/nup.yaml").write_text(rooms("NUP", room("nup-sali", "Sali")), encoding="utf-8")
    made = json.loads(cli("validate", "espoo", "--changed-since", "HEAD", "--format", "json").out)

    assert ["kir.yaml"] == [f["file"] for f in made["findings"] if not f["known"]]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("espoo", "--changed-since", "nowhere"), "git knows no branch or commit “nowhere”"),
        (("espoo", "--changed-since", "--output=hit"), "“--output=hit”"),
        (("espoo", "nowhere", "--changed-since", "main"), "nowhere"),
        (("espoo", "vantaa", "--baseline", "a.json"), "A baseline is of one catalogue"),
        (("espoo", "vantaa", "--write-baseline", "a.json"), "A baseline is of one catalogue"),
        (("espoo", "vantaa", "--format", "xlsx", "--output", "a.xlsx"), "findings of one cat"),
    ],
)
@pytest.mark.usefixtures("english")
def test_what_does_not_go_together_is_refused(
    cli: Run, cities: Path, words: tuple[str, ...], said: str
) -> None:
    """Each with its reason, and nothing is written."""
    ran = cli("validate", *words)

    assert 2 == ran.code
    assert said in ran.err
    assert {"espoo", "vantaa", ".git"} == {path.name for path in cities.iterdir()}


@pytest.mark.usefixtures("cities", "english")
def test_without_git_it_is_told(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The option needs git, and says so."""
    monkeypatch.setenv("PATH", "")
    ran = cli("validate", "espoo", "--changed-since", "main")

    assert (2, True) == (ran.code, "needs the program git" in ran.err)


@pytest.mark.usefixtures("english")
def test_what_git_says_is_told(cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no repository, git's own words are the reason."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    ran = cli("validate", write(Path("espoo")), "--changed-since", "main")

    assert (2, True) == (ran.code, "not a git repository" in ran.err)


@pytest.mark.usefixtures("cities", "english")
def test_a_link_that_leads_out_is_no_file_of_a_catalogue(cli: Run) -> None:
    """What was committed is never written outside of the copy that is made of it."""
    Path("espoo/ulos").symlink_to("/etc")
    commit("a link")
    worse("espoo")

    assert cli("validate", "espoo", "--changed-since", "HEAD").out.startswith("1 error, ")


@pytest.mark.usefixtures("cities", "english")
def test_git_is_asked_once_for_each_catalogue(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether a catalogue has changed is found out when it is chosen, and not again for it."""
    git("checkout", "--quiet", "-b", "work")
    worse("espoo")
    worse("vantaa")
    asked = tmp_path / "asked"
    monkeypatch.setenv("GIT_TRACE", str(asked))
    ran = cli("validate", "espoo", "vantaa", "--changed-since", "main")

    assert 1 == ran.code
    assert 2 == asked.read_text("utf-8").count("built-in: git merge-base")
    assert 2 == asked.read_text("utf-8").count("built-in: git diff")
