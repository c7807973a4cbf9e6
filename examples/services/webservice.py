"""A web service over a catalogue: what is wrong with it, how far it is, and pushing it.

Start it with ``uvicorn --factory webservice:create_app``.
"""

import logging
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Literal
from uuid import uuid4

from fastapi import APIRouter, BackgroundTasks, Depends, FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse
from nightly import Settings, sync_rooms
from pydantic import BaseModel

from varaamo_sync import (
    HELSINKI,
    BookingError,
    Level,
    ServiceUnit,
    Severity,
    VaraamoSyncError,
    check,
    evaluate,
    progress,
)
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.errors import PushRefused
from varaamo_sync.explanations import error_as_dict, explained
from varaamo_sync.goal import Outlook
from varaamo_sync.store import Store
from varaamo_sync.sync import Outcome, Status, survey


class Problem(BaseModel):
    """Something wrong or weak in the catalogue."""

    room: str | None
    rule: str
    severity: Severity
    message: str
    fix: str
    file: str | None
    line: int | None


class UnitCounts(BaseModel):
    """How far the rooms of a service unit are."""

    prepared: int
    in_progress: int
    ready: int
    earlier: int
    unknown: int
    goal: Outlook


class Counts(BaseModel):
    """How far all rooms are."""

    taken: datetime
    goal: Outlook
    complete: bool
    units: dict[ServiceUnit, UnitCounts]


class Push(BaseModel):
    """A push, and what has become of its rooms so far."""

    id: str
    state: Literal["running", "done", "partly", "refused", "failed"] = "running"
    rooms: dict[str, Status] = {}
    message: str | None = None


def now() -> datetime:
    """Return the moment that it is."""
    return datetime.now(HELSINKI)


_log = logging.getLogger(__name__)
router = APIRouter()


def _settings(request: Request) -> Settings:
    found: Settings = request.app.state.settings
    return found


def _pushes(request: Request) -> dict[str, Push]:
    found: dict[str, Push] = request.app.state.pushes
    return found


Where = Annotated[Settings, Depends(_settings)]
Pushes = Annotated[dict[str, Push], Depends(_pushes)]


@router.get("/readiness")
def readiness(where: Where, level: Level = Level.PUBLISH) -> list[Problem]:
    """Say what stands between the rooms and residents."""
    reading = read_catalogue(where.catalogue)
    found = (*reading.findings, *check(reading.usable(), now=now(), level=level))
    return [
        Problem.model_validate(
            finding.as_dict("fi", place=reading.locate(finding.key, finding.path))
        )
        for finding in found
    ]


@router.get("/counts")
def counts(where: Where) -> Counts:
    """Count rooms by stage, from what Varaamo shows right now."""
    catalogue = read_catalogue(where.catalogue).usable()
    with where.client() as api, Store(where.store) as store:
        snapshot = survey(api, catalogue, now=now())
        state = store.state(api.origin, catalogue.id)
        known = {key: item.pairing for key, item in state.remembered().items()}
        made = progress(catalogue, snapshot, known, found=state.earlier())
    goal = evaluate(catalogue.goal, made)
    units = {
        unit: UnitCounts(goal=status.outlook, **asdict(made.counts(unit)))
        for unit, status in goal.units.items()
    }
    return Counts(taken=snapshot.taken, goal=goal.outlook, complete=made.complete, units=units)


@router.post("/pushes", status_code=202)
def begin(where: Where, pushes: Pushes, background: BackgroundTasks) -> Push:
    """Begin to push; ask ``/pushes/{id}`` how it goes."""
    begun = Push(id=uuid4().hex)
    pushes[begun.id] = begun
    background.add_task(_carry_out, begun, where)
    return begun


@router.get("/pushes/{id}")
def look(id: str, pushes: Pushes) -> Push:
    """Tell how a push goes."""
    if id not in pushes:
        raise HTTPException(404, "there is no such push")
    return pushes[id]


def _carry_out(begun: Push, where: Settings) -> None:
    def tell(outcome: Outcome) -> None:
        begun.rooms[outcome.key] = outcome.status

    try:
        result = sync_rooms(where, on_outcome=tell, command="web service")
    except PushRefused as refused:  # somebody else is at it, or too much changes at once
        begun.state, begun.message = "refused", _told(refused)
    except VaraamoSyncError as error:
        begun.state, begun.message = "failed", _told(error)
    except Exception as error:  # noqa: BLE001  # whatever it is, the push runs no more
        _log.exception("push %s failed", begun.id)
        begun.state, begun.message = "failed", f"{type(error).__name__}: see the log"
    else:
        begun.state = "partly" if result.interrupted else "done"


def _told(error: VaraamoSyncError) -> str:
    """Return an error for people who have a page before them, and no command line."""
    return "\n".join(f"{one.what} {one.fix}" for one in explained(error, "fi", audience="web"))


def _tell(_: Request, error: Exception) -> JSONResponse:
    """Answer 502 when the booking system is at fault, else 500; always with what to do."""
    assert isinstance(error, VaraamoSyncError)
    status = 502 if isinstance(error, BookingError) else 500
    return JSONResponse({"error": error_as_dict(error, "fi", audience="web")}, status)


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the service; its settings are those of the environment."""
    app = FastAPI(title="Rooms for Varaamo")
    app.state.settings = settings or Settings.from_environment()
    app.state.pushes = {}
    app.add_exception_handler(VaraamoSyncError, _tell)
    app.include_router(router)
    return app
