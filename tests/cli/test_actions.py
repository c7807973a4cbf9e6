"""The actions, as far as they go without a code host: their files, their steps, their comment."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from check_jsonschema.builtin_schemas import get_builtin_schema
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from tests.cli.conftest import ROOT
from tests.cli.faulty import write
from tests.clock import now
from varaamo_sync.model import LANGS
from varaamo_sync.sandbox import Sandbox, running

FILES = {"validate": ROOT / "action.yml", "plan": ROOT / "actions" / "plan" / "action.yml"}
ACTIONS = {
    name: YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    for name, file in FILES.items()
}


def script(name: str) -> ModuleType:
    """Return a script of the actions as a module."""
    spec = spec_from_file_location(Path(name).stem, ROOT / "actions" / name)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


INSTALL, VALIDATE, COMMENT = script("install.py"), script("validate.py"), script("plan/comment.py")


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Give the settings of a runner that works in a repository with the faulty catalogue."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    write(tmp_path / "tilat")
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": 7}}), encoding="utf-8")
    return {
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_REPOSITORY": "kaupunki/tilat",
        "GITHUB_API_URL": "https://host.example.invalid/api/v3",
        "RUNNER_TEMP": str(tmp_path / "temp"),
        "RUNNER_TOOL_CACHE": str(tmp_path / "tools"),
    }


def settings_of(action: str, inputs: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of an action's last step, with inputs as a workflow gives them."""
    said = ACTIONS[action]
    given = {name: spec["default"] for name, spec in said["inputs"].items()} | inputs
    known = {f"inputs.{name}": value for name, value in given.items()}
    known |= {
        "github.token": "t",
        "steps.place.outputs.python": sys.executable,
        "steps.found.outputs.python-path": sys.executable,
        "github.action_path": str(FILES[action].parent),
    }
    env = said["runs"]["steps"][-1]["env"]
    return {
        name: re.sub(r"\$\{\{ (.*?) \}\}", lambda match: known[match[1]], text)
        for name, text in env.items()
    }


def validate(runner: Mapping[str, str], **inputs: str) -> tuple[int, str]:
    """Run the last step of the action in this process; return its code and what it printed."""
    named = {name.replace("_", "-"): text for name, text in ({"path": "tilat"} | inputs).items()}
    out = io.StringIO()
    with redirect_stdout(out):
        code = VALIDATE.main({**runner, **settings_of("validate", named)})
    return code, out.getvalue()


def outputs(runner: Mapping[str, str]) -> dict[str, str]:
    """Return the outputs that a step has given."""
    text = Path(runner["GITHUB_OUTPUT"]).read_text(encoding="utf-8")
    return dict(line.split("=", 1) for line in text.splitlines())


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_is_what_the_official_schema_says(name: str) -> None:
    """Code hosts accept the files of the actions."""
    schema = get_builtin_schema("vendor.github-actions")

    assert [] == [error.message for error in Draft7Validator(schema).iter_errors(ACTIONS[name])]


@pytest.mark.parametrize("name", ACTIONS)
def test_every_input_and_output_of_an_action_is_used(name: str) -> None:
    """Each input reaches the last step, which gives each output."""
    said = ACTIONS[name]
    *_, last = said["runs"]["steps"]
    script = (FILES[name].parent / re.search(r"PATH/(.*?)\"", last["run"])[1]).read_text("utf-8")  # type: ignore[index]

    assert {f"${{{{ inputs.{one} }}}}" for one in said["inputs"]} <= set(last["env"].values())
    for one, spec in said["outputs"].items():
        assert f"${{{{ steps.{last['id']}.outputs.{one} }}}}" == spec["value"]
        assert one in script


def test_the_actions_install_in_the_same_way() -> None:
    """What stands in two files is the same but for where the script lies."""
    of_plan = json.dumps(ACTIONS["plan"]["runs"]["steps"][:-1]).replace("../../", "")

    assert json.dumps(ACTIONS["validate"]["runs"]["steps"][:-1]) == of_plan


def test_nothing_of_the_job_is_changed() -> None:
    """No step touches the PATH or the settings of the job, and its Python stays the job's."""
    for file in FILES.values():
        text = file.read_text(encoding="utf-8")
        assert "GITHUB_PATH" not in text
        assert "GITHUB_ENV" not in text
        assert "update-environment: false" in text


def test_the_action_annotates_counts_and_sums_up(runner: dict[str, str]) -> None:
    """With its defaults: annotations, outputs, a summary, and the code of validate."""
    code, out = validate(runner)
    summary = Path(runner["GITHUB_STEP_SUMMARY"]).read_text(encoding="utf-8")

    assert 1 == code
    assert out.startswith("::error file=tilat/nup.yaml,line=36,col=25,title=")
    assert {"errors": "4", "warnings": "1", "sarif": ""} == outputs(runner)
    assert summary.startswith("### 4 virhettä, 1 varoitus")
    assert out.count("::error ") == 4
    assert "| `tilat/nup.yaml:36` | nup-halli: " in summary


def test_the_actions_inputs_reach_validate(runner: dict[str, str]) -> None:
    """Level, service unit, language, SARIF in a folder that is not there yet, several folders."""
    write(Path("toinen"))
    sarif = "out/deep/x.sarif"
    code, out = validate(runner, level="publish", unit="KIR", lang="sv", sarif=sarif)
    log = json.loads(Path(sarif).read_text(encoding="utf-8"))["runs"][0]
    both, _ = validate(runner, path="tilat\ntoinen", fail_on="warning", unit="NUP")

    assert (1, 1) == (code, both)
    assert "::" not in out
    assert ("sv", ["description-missing-sv"]) == (
        log["language"],
        [result["ruleId"] for result in log["results"]],
    )
    assert "sarif=out/deep/x.sarif\n" in Path(runner["GITHUB_OUTPUT"]).read_text("utf-8")
    assert "2 tilaluetteloa: 6 virhettä" in Path(runner["GITHUB_STEP_SUMMARY"]).read_text("utf-8")


def test_inputs_are_never_run_as_code(runner: dict[str, str], tmp_path: Path) -> None:
    """Whatever stands in an input is the folder: no shell and no option is made of it."""
    last = ACTIONS["validate"]["runs"]["steps"][-1]
    text = '$(touch hit)"; touch hit; "`touch hit`'
    step = tmp_path / "step.sh"
    step.write_text(last["run"], encoding="utf-8")
    ran = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", step],
        env=os.environ | runner | settings_of("validate", {"path": text, "baseline": text}),
        capture_output=True,
        check=False,
    )

    assert 2 == ran.returncode, ran.stderr.decode()
    assert (2, False) == (validate(runner, path="--output=hit")[0], Path("hit").exists())
    assert (2, False) == (validate(runner, unit="NUP --output=hit")[0], Path("hit").exists())


def test_the_place_is_of_what_is_installed(runner: dict[str, str], tmp_path: Path) -> None:
    """The same files and Python have one place and key; anything else has another one."""
    INSTALL.main("place", runner)
    first = outputs(runner)
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_text("a", encoding="utf-8")
    marks = {INSTALL.digest(tmp_path, "3.13"), INSTALL.digest(tmp_path, "3.14")}
    (tmp_path / "cli").mkdir()
    (tmp_path / "cli" / "a.py").write_text("b", encoding="utf-8")

    assert first["folder"].startswith(runner["RUNNER_TOOL_CACHE"])
    assert first["python"].startswith(first["folder"])
    assert first["key"].endswith(Path(first["folder"]).name)
    assert 3 == len(marks | {INSTALL.digest(tmp_path, "3.13")})


@pytest.mark.skipif(os.name == "nt", reason="a script of the shell stands for a Python")
def test_what_is_there_is_not_installed_again(tmp_path: Path) -> None:
    """A place whose Python finds the program is used as it is; another one is not believed."""
    python = INSTALL.python_in(tmp_path)
    before = INSTALL.works(tmp_path)
    python.parent.mkdir()
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    INSTALL.install(tmp_path / "nowhere", tmp_path)

    assert (False, True) == (before, INSTALL.works(tmp_path))


class Host:
    """A code host with the comments of a pull request.

    Args:
        status: What it answers to whoever writes.
        comments: What is there.
    """

    def __init__(self, *comments: tuple[str, str], status: int = 200) -> None:
        self.comments: list[dict[str, Any]] = [
            {"id": place, "user": {"login": who}, "body": body}
            for place, (who, body) in enumerate(comments)
        ]
        self._status = status
        self.sent: list[tuple[str, str]] = []
        self.tokens: set[str] = set()

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer as GitHub does."""
        self.tokens.add(request.headers["Authorization"])
        if request.method == "GET":
            page, size = (int(request.url.params[name]) for name in ("page", "per_page"))
            return httpx.Response(200, json=self.comments[(page - 1) * size : page * size])
        self.sent.append(
            (f"{request.method} {request.url.path}", json.loads(request.content)["body"])
        )
        return httpx.Response(self._status, json={})


BOT = "github-actions[bot]"
PLAN = "### Suunnitelma: luodaan 1.\n"
MARK = COMMENT.mark_of({"INPUT_PATH": "tilat"})
COMMENTS = "/api/v3/repos/kaupunki/tilat/issues"


def published(runner: Mapping[str, str], host: Host, *, new: bool = True) -> bool:
    """Publish a plan on a host."""
    settings = {**runner, "INPUT_TOKEN": "salaisuus"}
    with COMMENT._client(settings, httpx.MockTransport(host.answer)) as client:
        return bool(COMMENT.publish(client, 7, PLAN, MARK, settings, new=new))


@pytest.mark.parametrize(
    ("there", "sent"),
    [
        ([], f"POST {COMMENTS}/7/comments"),
        ([("a", "hei")] * 250, f"POST {COMMENTS}/7/comments"),
        ([("a", "hei")] * 120 + [(BOT, f"{MARK}\nvanha")], f"PATCH {COMMENTS}/comments/120"),
        ([("a", f"{MARK}\nväärä")], f"POST {COMMENTS}/7/comments"),
        ([(BOT, "<!-- varaamo-sync plan 0 -->\n")], f"POST {COMMENTS}/7/comments"),
    ],
)
def test_there_is_one_comment(
    runner: dict[str, str], there: list[tuple[str, str]], sent: str
) -> None:
    """It is made once and written anew after that; nobody else's is touched."""
    host = Host(*there)

    assert published(runner, host)
    assert [(sent, f"{MARK}\n{PLAN}")] == host.sent
    assert {"Bearer salaisuus"} == host.tokens


def test_a_plan_without_anything_to_do_makes_no_comment(runner: dict[str, str]) -> None:
    """But an earlier comment says so."""
    none, old = Host(), Host((BOT, f"{MARK}\nvanha"))

    assert published(runner, none, new=False)
    assert published(runner, old, new=False)
    assert (0, 1) == (len(none.sent), len(old.sent))


def commented(
    runner: Mapping[str, str], answer: Callable[[httpx.Request], httpx.Response], lang: str = "fi"
) -> tuple[int, str]:
    """Comment on a host that answers in its own way; return the code and what is printed."""
    settings, out = {**runner, "INPUT_LANG": lang}, io.StringIO()
    with redirect_stdout(out):
        carried = httpx.MockTransport(answer)
        code = COMMENT.comment_on(7, PLAN, settings, carried, new=True)
    return code, out.getvalue()


def test_a_token_that_may_only_read_fails_nothing(runner: dict[str, str]) -> None:
    """In a pull request from a fork the plan is in the summary, and a notice says so."""
    assert not published(runner, Host(status=403))
    for answer in (Host(status=403).answer, lambda _: httpx.Response(403, json={})):
        code, said = commented(runner, answer)
        assert (0, True) == (code, said.startswith("::notice title=varaamo-sync::Kommenttia"))


def _unreachable(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectTimeout("timed out", request=request)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Host(status=500).answer, "500 Internal Server Error"),
        (Host(status=422).answer, "422 Unprocessable Entity"),
        (lambda _: httpx.Response(401, json={}), "401 Unauthorized"),
        (lambda _: httpx.Response(502, text="<html>"), "502 Bad Gateway"),
        (lambda _: httpx.Response(200, text="<html>"), "Expecting value"),
        (lambda _: httpx.Response(200, json={"message": "x"}), "no list"),
        (_unreachable, "timed out"),
    ],
)
def test_a_host_that_fails_is_told_in_one_line(
    runner: dict[str, str], answer: Any, reason: str, lang: str
) -> None:
    """No traceback: the step fails like a command that could not write, and says what to do."""
    code, said = commented(runner, answer, lang)

    assert (74, 1) == (code, len(said.splitlines()))
    assert said.startswith("::error title=varaamo-sync::")
    assert reason in said


def test_comments_of_people_who_have_left_are_passed_by(runner: dict[str, str]) -> None:
    """Such a comment has no user, and may have no text."""
    host = Host()
    host.comments = [{"id": 1, "user": None, "body": MARK}, {"id": 2, "user": None, "body": None}]

    assert published(runner, host)
    assert f"POST {COMMENTS}/7/comments" == host.sent[0][0]


def test_the_plan_is_summed_up_and_told_in_the_comment(
    runner: dict[str, str], started: Path, tmp_path: Path
) -> None:
    """One plan, in both; a run for no pull request has the summary alone."""
    host = Host()
    carried = httpx.MockTransport(host.answer)
    with Sandbox(tmp_path / "sandbox.db", clock=now) as sandbox, running(sandbox) as url:
        settings = {**runner, **settings_of("plan", {"path": str(started), "url": url})}
        code = COMMENT.main(settings, transport=carried)
        failed = COMMENT.main(settings | {"INPUT_FAIL_ON_PENDING": "true"}, transport=carried)
        silent = COMMENT.main(settings | {"INPUT_COMMENT": "false"}, transport=carried)
        Path(runner["GITHUB_EVENT_PATH"]).write_text("{}", encoding="utf-8")
        of_a_push = COMMENT.main(settings, transport=carried)
    ((_, body),) = host.sent[:1]
    summary = Path(runner["GITHUB_STEP_SUMMARY"]).read_text(encoding="utf-8")

    assert (0, 3, 0, 0, 2) == (code, failed, silent, of_a_push, len(host.sent))
    assert {"pending": "true"} == outputs(runner)
    assert body.split("\n", 1)[1] == summary[: len(summary) // 4]
    assert summary.startswith("### Suunnitelma: luodaan 4")


GITLAB = YAML(typ="safe", pure=True).load((ROOT / "actions" / "gitlab.yml").read_text("utf-8"))


def test_the_template_for_gitlab_is_what_its_schema_says() -> None:
    """GitLab accepts the file that a project includes."""
    schema = get_builtin_schema("vendor.gitlab-ci")

    assert [] == [error.message for error in Draft7Validator(schema).iter_errors(GITLAB)]


@pytest.mark.skipif(os.name == "nt", reason="runners of GitLab in images speak sh")
def test_the_jobs_of_gitlab_run(runner: dict[str, str], tmp_path: Path) -> None:
    """With an installation in its place, the job writes its report and ends as validate does."""
    place = tmp_path / "place"
    place.mkdir()
    (place / "bin").symlink_to(Path(sys.executable).parent)
    said = {"VARAAMO_CATALOGUE": "tilat", "CI_PROJECT_DIR": str(tmp_path), "PLACE": str(place)}
    job = [*GITLAB[".varaamo-sync"]["before_script"], *GITLAB["varaamo-validate"]["script"]]
    ran = subprocess.run(
        ["sh", "-ec", "\n".join(job)],
        env=os.environ | GITLAB["variables"] | said,
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(Path("gl-code-quality-report.json").read_text(encoding="utf-8"))

    assert 1 == ran.returncode, ran.stderr
    assert "tilat/nup.yaml" in {issue["location"]["path"] for issue in found}
