"""What git knows of a catalogue: whether it has changed, and how it was before."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from varaamo_sync.catalogue_files import CATALOGUE
from varaamo_sync.errors import UsageError

_NOT_FOUND = 127
_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX"})
"""What git tells hooks of their repository; a folder says by itself which one is its own.

In a linked work tree git would take the folder for the place where the repository begins.
"""


def changed_base(folder: Path, ref: str) -> str | None:
    """Return the commit that changes are counted from; ``None`` where nothing has changed since.

    Args:
        folder: A catalogue's folder.
        ref: The other branch, a tag or a commit.

    Raises:
        UsageError: git is not there, does not answer for the folder, or knows no such commit.
    """
    base = find_base(folder, ref)
    return base if has_changed(folder, base) else None


def find_base(folder: Path, ref: str) -> str:
    """Return the commit that changes are counted from: where a branch left another one.

    Args:
        folder: A catalogue's folder.
        ref: The other branch, a tag or a commit.

    Raises:
        UsageError: git is not there, does not answer for the folder, or knows no such commit.
    """
    asked = f"{ref}^{{commit}}"
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", asked)
    if commit.returncode == _NOT_FOUND:
        raise UsageError("git-missing")
    if commit.returncode and commit.stderr:  # no repository, or somebody else's
        reason = commit.stderr.decode(errors="replace").strip().splitlines()[0]
        raise UsageError("git-refuses", folder=folder, reason=reason)
    if commit.returncode and ref == "HEAD":  # before the first commit there was nothing
        return _git(folder, "hash-object", "-t", "tree", "--stdin").stdout.decode().strip()
    if commit.returncode:
        raise UsageError("ref-unknown", ref=ref, folder=folder)
    named = commit.stdout.decode().strip()
    common = _git(folder, "merge-base", named, "HEAD")  # a shallow clone knows none
    return common.stdout.decode().strip() if common.returncode == 0 else named


def has_changed(folder: Path, base: str) -> bool:
    """Tell whether a file of a folder is another one than in a commit; new files count."""
    paths = ("-z", "--", ".")
    changed = _git(folder, "diff", "--name-only", "--no-ext-diff", "--no-textconv", base, *paths)
    new = _git(folder, "ls-files", "--others", "--exclude-standard", *paths)
    return bool(changed.stdout or new.stdout or changed.returncode or new.returncode)


@contextmanager
def earlier_copy(folder: Path, base: str) -> Iterator[Path | None]:
    """Give a catalogue as it was in a commit, for a while; ``None`` where there was none."""
    there = _git(folder, "cat-file", "-e", f"{base}:./{CATALOGUE}")
    packed = _git(folder, "archive", "--format=tar", base) if there.returncode == 0 else there
    if packed.returncode:
        yield None
        return
    with TemporaryDirectory(prefix="varaamo-sync-") as name:
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as files:
            files.extractall(name, filter=_unless_it_leads_out)  # noqa: S202  # filtered
        yield Path(name)


def _unless_it_leads_out(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    try:
        return tarfile.data_filter(member, folder)
    except tarfile.FilterError:  # a link to somewhere else is no file of a catalogue
        return None


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    home = folder if folder.is_dir() else Path()
    command = ["git", "-C", str(home), *words]
    kept = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    env = None if "GIT_WORK_TREE" in kept else kept
    try:
        return subprocess.run(  # noqa: S603  # no shell, and a revision is no option
            command, capture_output=True, check=False, stdin=subprocess.DEVNULL, env=env
        )
    except FileNotFoundError:
        return subprocess.CompletedProcess(command, _NOT_FOUND, b"", b"")
