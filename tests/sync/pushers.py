"""Starts pushes quickly: a process that has read the program already forks one for each.

A push of its own process takes a second to start, most of it to read the program. A thousand of
them are killed, and a fork can be killed just as well.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path


class Pushers:
    """Asks the process for pushes."""

    def __init__(self, process: "subprocess.Popen[str]", folder: Path) -> None:
        self._process = process
        self._pipe = folder / "stdout"
        os.mkfifo(self._pipe)

    def start(self, arguments: Sequence[str]) -> "Push":
        """Start a push; what it prints can be read from its ``stdout``."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        asked = {"arguments": list(arguments), "stdout": str(self._pipe)}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        pid = int(self._process.stdout.readline())
        return Push(pid, self._process, self._pipe)


class Push:
    """A push that runs."""

    def __init__(self, pid: int, process: "subprocess.Popen[str]", pipe: Path) -> None:
        self._pid = pid
        self._process = process
        self.stdout = pipe.open(encoding="utf-8")

    def kill(self) -> None:
        """Kill it, unless it has ended."""
        try:
            os.kill(self._pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    def end(self) -> int:
        """Read what is left of its output; return its exit code, negative for a signal."""
        self.stdout.read()
        self.stdout.close()
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())


@contextmanager
def pushers(folder: Path, environment: Mapping[str, str]) -> Iterator[Pushers]:
    """Start the process that forks pushes."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.sync.pushers"],
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            yield Pushers(process, folder)
        finally:
            process.kill()


def main() -> None:
    """Fork a push for each line that asks for one; say its number, then its exit code."""
    import varaamo_sync.booking.client
    import varaamo_sync.store
    import varaamo_sync.sync
    from varaamo_sync_cli import main as program  # what takes long is read once

    assert varaamo_sync.booking.client
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if pid == 0:
            stdout = os.open(asked["stdout"], os.O_WRONLY)
            os.dup2(stdout, 1)
            os._exit(program.run(asked["arguments"]))
        answers.write(f"{pid}\n")
        _, status = os.waitpid(pid, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n")


if __name__ == "__main__":
    main()
