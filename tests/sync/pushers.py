"""Starts pushes quickly: a process that has read the program already forks one for each.

A push of its own process takes a second to start, most of it to read the program. A thousand of
them are killed, and a fork can be killed just as well.
"""

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.program import begin


class Pushers:
    """Asks the process for pushes; several may run at once."""

    def __init__(self, process: "subprocess.Popen[str]", folder: Path) -> None:
        self._process = process
        self._pipes = (folder / f"stdout-{number}" for number in count())

    def start(self, arguments: Sequence[str]) -> "StartedPush":
        """Start a push; what it prints can be read from its ``stdout``."""
        pipe = next(self._pipes)
        os.mkfifo(pipe)
        pid = self.ask("start", {"arguments": list(arguments), "stdout": str(pipe)})
        return StartedPush(pid, self, pipe)

    def ask(self, what: str, said: object) -> int:
        """Ask the process for something, and wait until it is done."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([what, said]) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


class StartedPush:
    """A push that runs."""

    def __init__(self, pid: int, pushers: Pushers, pipe: Path) -> None:
        self._pid = pid
        self._pushers = pushers
        self.stdout = pipe.open(encoding="utf-8")

    def kill(self) -> None:
        """Kill it, unless it has ended."""
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)

    def stop(self) -> None:
        """Let it stand still; it does when this returns."""
        self._pushers.ask("stop", self._pid)

    def go_on(self) -> None:
        """Let it go on."""
        os.kill(self._pid, signal.SIGCONT)

    def end(self) -> int:
        """Read what is left of its output; return its exit code, negative for a signal."""
        self.stdout.read()
        self.stdout.close()
        return self._pushers.ask("end", self._pid)


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
    """Fork a push for each line that asks for one; say its number, and later its exit code."""
    from varaamo_sync_cli import main as program

    begin()
    # What takes long is read once, and what a push keeps in memory is made: by a push.
    with TemporaryDirectory() as folder, redirect_stdout(io.StringIO()):
        catalogue = f"{folder}/catalogue"
        assert 0 == program.run(["init", catalogue])
        assert 0 == program.run(["push", catalogue, "--sandbox", "--quiet"])
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    for line in sys.stdin:
        what, said = json.loads(line)
        if what == "start":
            answer = os.fork()
            if answer == 0:
                os.dup2(os.open(said["stdout"], os.O_WRONLY), 1)
                os._exit(program.run(said["arguments"]))
        elif what == "stop":
            os.kill(said, signal.SIGSTOP)
            os.waitid(os.P_PID, said, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
            answer = said
        else:
            answer = os.waitstatus_to_exitcode(os.waitpid(said, 0)[1])
        answers.write(f"{answer}\n")


if __name__ == "__main__":
    main()
