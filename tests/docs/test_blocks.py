from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.docs.pages import DOCS, FILES, ROOT

INERT = {"", "text"}
"""Languages of blocks that are no code of ours: pictures, and exchanges with the real server."""

PAGES = sorted(DOCS.rglob("*.md"))
MARKDOWN = sorted(
    [*PAGES, *ROOT.glob("*.md"), *ROOT.glob("examples/**/*.md"), *ROOT.glob("benchmarks/*.md")]
)
_BLOCK = re.compile(r"^(`{3,})(.*)\n((?:.*\n)*?)\1$", re.MULTILINE)
_LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def name(path: Path) -> str:
    """Return how a test calls a page."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_block_is_of_a_language_that_is_tried(path: Path) -> None:
    """No page shows a command or a snippet that no test runs."""
    tried = {"console", *FILES} - {"sh"}
    languages = {language for _, language, _ in _BLOCK.findall(path.read_text("utf-8"))}
    unknown = {language for language in languages if not language.startswith("{")} - tried - INERT

    assert set() == unknown


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_file_that_a_page_shows_can_be_read(path: Path) -> None:
    """The YAML of a page is YAML."""
    for _, language, source in _BLOCK.findall(path.read_text("utf-8")):
        if language == "yaml":
            assert YAML(typ="safe").load(source) is not None


@pytest.mark.parametrize("path", MARKDOWN, ids=name)
def test_links_to_files_lead_somewhere(path: Path) -> None:
    """Every link to a file of the repository finds it."""
    links = _LINK.findall(_BLOCK.sub("", path.read_text("utf-8")))
    local = [link for link in links if "://" not in link and not link.startswith("mailto:")]

    assert [] == [link for link in local if not (path.parent / link).exists()]


@pytest.mark.parametrize(
    ("page", "file", "judge"),
    [
        (
            "check-in-ci.md",
            ".github/workflows/catalogue.yml",
            ("check_jsonschema", "--builtin-schema", "vendor.github-workflows"),
        ),
        (
            "check-in-ci.md",
            ".gitlab-ci.yml",
            ("check_jsonschema", "--builtin-schema", "vendor.gitlab-ci"),
        ),
        (
            "check-in-ci.md",
            ".github/workflows/scanning.yml",
            ("check_jsonschema", "--builtin-schema", "vendor.github-workflows"),
        ),
        (
            "plan-in-pull-requests.md",
            ".github/workflows/plan.yml",
            ("check_jsonschema", "--builtin-schema", "vendor.github-workflows"),
        ),
        ("pre-commit.md", ".pre-commit-config.yaml", ("pre_commit", "validate-config")),
        (
            "pre-commit.md",
            ".pre-commit-config.yaml of many catalogues",
            ("pre_commit", "validate-config"),
        ),
    ],
)
def test_what_is_shown_for_ci_is_valid(
    page: str, file: str, judge: tuple[str, ...], tmp_path: Path
) -> None:
    """The files that pages show for other programs are as those want them."""
    shown = tmp_path / "shown.yml"
    shown.write_text(of_file(page, file), encoding="utf-8")
    judged = subprocess.run(
        [sys.executable, "-m", *judge, str(shown)], capture_output=True, text=True, check=False
    )

    assert 0 == judged.returncode, judged.stdout + judged.stderr


def test_what_is_shown_for_ci_calls_what_there_is() -> None:
    """The hook and the inputs of the action that pages name are offered by the repository."""
    yaml = YAML(typ="safe")
    workflow = yaml.load(of_file("check-in-ci.md", ".github/workflows/catalogue.yml"))
    inputs = yaml.load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    planned = yaml.load(of_file("plan-in-pull-requests.md", ".github/workflows/plan.yml"))
    of_plan = yaml.load((ROOT / "actions" / "plan" / "action.yml").read_text("utf-8"))["inputs"]
    files = (".pre-commit-config.yaml", ".pre-commit-config.yaml of many catalogues")
    hooks = [
        hook
        for file in files
        for hook in yaml.load(of_file("pre-commit.md", file))["repos"][0]["hooks"]
    ]
    template = yaml.load((ROOT / "actions" / "gitlab.yml").read_text("utf-8"))["variables"]
    included = yaml.load(of_file("check-in-ci.md", ".gitlab-ci.yml"))
    offered = yaml.load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))

    assert {hook["id"] for hook in hooks} == {hook["id"] for hook in offered}
    assert set(workflow["jobs"]["validate"]["steps"][1]["with"]) <= set(inputs)
    assert set(planned["jobs"]["plan"]["steps"][1]["with"]) <= set(of_plan)
    assert set(included["variables"]) <= set(template)
    assert (ROOT / included["include"][0]["file"].lstrip("/")).exists()


def of_file(page: str, file: str) -> str:
    """Return the block of a how-to page that is a file."""
    blocks = _BLOCK.findall((DOCS / "how-to" / page).read_text("utf-8"))
    (source,) = (source for _, _, source in blocks if source.startswith(f"# {file}\n"))
    return str(source)
