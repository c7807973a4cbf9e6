"""Shows the plan in the summary of the job, and in one comment of the pull request."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import httpx

from varaamo_sync.model import LANGS, Lang
from varaamo_sync.words import Theme
from varaamo_sync_cli.main import run
from varaamo_sync_cli.media.workflow import command

say = Theme("commands/actions")

_OPTIONS = ("target", "url", "unit", "lang")
_PLANNED = (0, 1, 3)
"""Exit codes of a plan that was made: nothing to do, files that cannot be read, something to do."""
_PENDING = 3
_NOT_ALLOWED = (403, 404)
_READING_ONLY = (401, *_NOT_ALLOWED)
_UNWRITTEN = 74
"""Exit code of a command whose output could not be written."""
_PAGE = 100


def main(settings: Mapping[str, str], *, transport: httpx.BaseTransport | None = None) -> int:
    """Plan, show the plan, and return the exit code.

    Args:
        settings: Settings of the process.
        transport: What carries requests to the code host; by default the network.
    """
    code, told = make_plan(settings)
    if code not in _PLANNED:
        return code
    with Path(settings["GITHUB_STEP_SUMMARY"]).open("a", encoding="utf-8") as summary:
        summary.write(told)
    with Path(settings["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as output:
        output.write(f"pending={str(code == _PENDING).lower()}\n")
    number = pull_request(settings)
    if number is not None and settings.get("INPUT_COMMENT") == "true":
        problem = comment_on(number, told, settings, transport, new=code != 0)
        if problem:
            return problem
    fails = settings.get("INPUT_FAIL_ON_PENDING") == "true" or code != _PENDING
    return code if fails else 0


def _lang(settings: Mapping[str, str]) -> Lang:
    found: Lang = "fi"
    for lang in LANGS:
        if settings.get("INPUT_LANG") == lang:
            found = lang
    return found


def make_plan(settings: Mapping[str, str]) -> tuple[int, str]:
    """Return the exit code of ``plan``, and the plan as Markdown that fits into a comment."""
    words = []
    for name in _OPTIONS:
        if value := settings.get(f"INPUT_{name.upper()}", ""):
            words += [f"--{name}={value}"]
    told = io.StringIO()
    with redirect_stdout(told):
        path = settings.get("INPUT_PATH") or "."
        code = run(["plan", *words, "--format", "markdown", "--exit-code", "--", path])
    return code, told.getvalue()


def mark_of(settings: Mapping[str, str]) -> str:
    """Return the line by which the comment is known again; another plan has another one."""
    asked = "\0".join(
        settings.get(f"INPUT_{name}", "") for name in ("PATH", "TARGET", "URL", "UNIT")
    )
    return f"<!-- varaamo-sync plan {hashlib.sha256(asked.encode()).hexdigest()[:16]} -->"


def pull_request(settings: Mapping[str, str]) -> int | None:
    """Return the number of the pull request that this run is for, if it is for one."""
    event = json.loads(Path(settings["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    number = event.get("pull_request", {}).get("number")
    return number if isinstance(number, int) else None


def comment_on(
    number: int,
    told: str,
    settings: Mapping[str, str],
    transport: httpx.BaseTransport | None,
    *,
    new: bool,
) -> int:
    """Write the comment, or say why it is not there; return the exit code that follows from it.

    A run that may not write has done all that it could. Where the code host fails, an older comment
    may tell of another plan, so that the step fails, too.
    """
    try:
        with _client(settings, transport) as client:
            written = publish(client, number, told, mark_of(settings), settings, new=new)
    except httpx.HTTPStatusError as error:
        answer = error.response
        if answer.status_code not in _NOT_ALLOWED:
            return _tell_failure(f"{answer.status_code} {answer.reason_phrase}", settings)
        written = False
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, TypeError) as error:
        return _tell_failure(str(error) or type(error).__name__, settings)
    if not written:
        _annotate("notice", say("no_comment", _lang(settings)))
    return 0


def _tell_failure(reason: str, settings: Mapping[str, str]) -> int:
    _annotate("error", say("comment_failed", _lang(settings), reason=reason))
    return _UNWRITTEN


def _annotate(kind: str, text: str) -> None:
    sys.stdout.write(f"{command(kind, text, title='varaamo-sync')}\n")


def publish(
    client: httpx.Client,
    number: int,
    told: str,
    mark: str,
    settings: Mapping[str, str],
    *,
    new: bool,
) -> bool:
    """Write the comment, or write it anew where it is there; tell whether that was allowed.

    Args:
        client: The code host.
        number: The pull request.
        told: The plan.
        mark: The line by which the comment is known again.
        settings: Settings of the process.
        new: Whether a comment is made where there is none: not for a plan without anything to do.

    Raises:
        HTTPError: The code host could not be used.
    """
    base = f"/repos/{settings['GITHUB_REPOSITORY']}/issues"
    author = settings.get("INPUT_AUTHOR") or "github-actions[bot]"
    body = {"body": f"{mark}\n{told}"}
    ours = (
        one
        for one in _comments(client, f"{base}/{number}/comments")
        # Whoever may comment can write our mark; only our own comment is written anew.
        # Of somebody who has left the host there is no user.
        if (one["body"] or "").startswith(mark) and (one["user"] or {}).get("login") == author
    )
    if there := next(ours, None):
        answer = client.patch(f"{base}/comments/{there['id']}", json=body)
    elif new:
        answer = client.post(f"{base}/{number}/comments", json=body)
    else:
        return True
    if answer.status_code in _READING_ONLY:
        return False  # a pull request from a fork: its token may only read
    answer.raise_for_status()
    return True


def _comments(client: httpx.Client, path: str) -> Iterator[dict[str, Any]]:
    page = 1
    while True:
        answer = client.get(path, params={"per_page": _PAGE, "page": page})
        answer.raise_for_status()
        found = answer.json()
        if not isinstance(found, list):
            raise TypeError(f"{answer.url.path}: no list")
        yield from found
        if len(found) < _PAGE:
            return
        page += 1


def _client(settings: Mapping[str, str], transport: httpx.BaseTransport | None) -> httpx.Client:
    headers = {
        "Authorization": f"Bearer {settings.get('INPUT_TOKEN', '')}",
        "Accept": "application/vnd.github+json",
    }
    return httpx.Client(
        base_url=settings["GITHUB_API_URL"], headers=headers, transport=transport, timeout=30
    )


if __name__ == "__main__":
    sys.exit(main(os.environ))
