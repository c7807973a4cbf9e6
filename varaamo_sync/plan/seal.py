"""What a plan rests on, so that one that was saved is carried out only while that still holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Self

from varaamo_sync.errors import PlanStale, part
from varaamo_sync.plan.changes import Plan, RoomPlan
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.state.values import encode
from varaamo_sync.words import Phrase


@dataclass(frozen=True, slots=True)
class Seal:
    """What a plan rests on.

    Attributes:
        origin: Booking system that it is for.
        catalogue: Id of the catalogue that it is of.
        digest: Digest of the catalogue's files.
        today: Day in Helsinki for which it holds, as ISO 8601.
        rooms: Fingerprint of what each room's part rests on, by key.
    """

    origin: str
    catalogue: str
    digest: str
    today: str
    rooms: Mapping[str, str]

    @classmethod
    def of(cls, plan: Plan, digest: str) -> Self:
        """Return what a plan rests on.

        Args:
            plan: The plan.
            digest: Digest of the catalogue's files (``Reading.digest``).
        """
        rooms = {planned.key: _fingerprint(planned) for planned in plan.rooms}
        rooms |= {item.key: f"archive {item.remote.ext_uuid}" for item in plan.to_archive}
        return cls(plan.origin, plan.catalogue, digest, plan.today.isoformat(), rooms)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Return what ``as_dict`` returned.

        Raises:
            ValueError: It is something else.
        """
        rooms = values.get("rooms")
        texts = {name: values.get(name) for name in ("origin", "catalogue", "digest", "today")}
        if not (isinstance(rooms, Mapping) and all(isinstance(t, str) for t in texts.values())):
            raise ValueError("not what a plan rests on")
        return cls(**{name: str(text) for name, text in texts.items()}, rooms=rooms)

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return asdict(self)

    def require(self, now: Seal) -> None:
        """Make sure that everything is as it was.

        Args:
            now: What the plan would rest on if it were made now, in the same way.

        Raises:
            PlanStale: Something moved; the error names what.
        """
        if self.catalogue != now.catalogue:  # no room of it is worth comparing
            raise PlanStale([part("moved-catalogue", planned=self.catalogue, now=now.catalogue)])
        moved: list[Phrase] = []
        if self.origin != now.origin:
            moved.append(part("moved-origin", planned=self.origin, now=now.origin))
        if self.digest != now.digest:
            moved.append(part("moved-edited"))
        if self.today != now.today:
            moved.append(part("moved-day"))
        keys = sorted(self.rooms.keys() | now.rooms.keys())
        changed = (key for key in keys if self.rooms.get(key) != now.rooms.get(key))
        moved += [part("moved-room", key=key) for key in changed]
        if moved:
            raise PlanStale(moved)


def _fingerprint(planned: RoomPlan) -> str:
    remote, space = planned.pair.remote, planned.pair.space
    values = {path: encode(value) for path, value in remote.values.items()} if remote else {}
    rests_on = {
        "action": planned.action.value,
        "draft": planned.draft,
        "changes": [[c.path, encode(c.before), encode(c.after)] for c in planned.changes],
        "conflicts": [[c.path, encode(c.before), encode(c.after)] for c in planned.conflicts],
        "images": planned.images,
        "remote": [remote.pk, remote.ext_uuid, remote.is_draft] if remote else None,
        "values": values,
        "spaces": sorted(remote.spaces) if remote else None,
        "space": [space.pk, space.parent, space.area, space.max_persons] if space else None,
        "space_name": dict(space.name) if space else None,
    }
    text = json.dumps(rests_on, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
