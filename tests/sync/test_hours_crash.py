"""A push of opening hours is killed with SIGKILL at random moments, and resumed until it is done."""

import json
import os
import random
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.clock import real_time
from tests.sync.pushers import Pushers, pushers
from tests.sync.test_fences import ENVIRONMENT, catalogue_folder, room_entry
from varaamo_sync.hours import CreatePeriod, DatePeriod, ReadPeriods, ReadResources, ResourceId
from varaamo_sync.hours.client import HoursClient
from varaamo_sync.sandbox import FaultPlan, Sandbox, running
from varaamo_sync.sandbox.faults.plan import Cut, Status

RUNS = int(os.environ.get("VARAAMO_SYNC_HOURS_KILLS", "10"))
"""Kills in all: 10 in the test suite, 200 under ``make chaos``."""

KILLS_PER_TOWN = 5

TOKEN = "sandbox-hours-token"
HOURS = (
    {"periods": [{"mon": "8-16"}, {"tue": "8-16"}], "exceptions": {"2027-07-01..2027-07-31": "closed"}},
    {"periods": [{"mon": "8-18"}, {"tue": "9-18"}, {"wed": "8-16"}]},
)
"""What the catalogue says, in turns: each push makes, changes and deletes periods."""

MARKS = ({"1", "2", "e20270701-31"}, {"1", "2", "3"})


def bad_day(seed: int) -> FaultPlan:
    """Return faults of a bad network: answers get lost, with and without the write."""
    on = ("hours_writes",)
    return FaultPlan(
        seed=seed,
        faults=(
            Cut(stored=True, probability=0.1, operations=on),
            Cut(probability=0.05, operations=on),
            Status(status=502, probability=0.05, operations=on),
        ),
    )


def push_hours(started: Pushers, folder: Path, url: str, dies_at: int) -> int:
    """Push hours, and kill the process as soon as so many writes have reached the other side."""
    place = [str(folder), "--url", url, "--hours-url", f"{url}/hauki"]
    push = started.start(["hours", "push", *place, "--yes", "--quiet", "--allow", "NUP=9"])
    return push.end() if dies_at < 0 else _killed(push, dies_at)
