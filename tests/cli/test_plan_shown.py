"""What a person and a pull request are told of a plan, note by note."""

from dataclasses import replace
from typing import Any

import pytest

from tests.cli.plan_pages import as_markdown
from tests.make import NOW, remote, room, space
from tests.plan.making import broken, kept, matching_space, only, plan, remembered
from tests.plan.test_guard import LIBRARY as OTHER_VENUE
from tests.plan.test_guard import TWO_VENUES
from varaamo_sync.findings import Level
from varaamo_sync.plan import Plan
from varaamo_sync.plan.values import plan_summary
from varaamo_sync.snapshot import PublishingState, ReservationState
from varaamo_sync_cli.render.plan.plan_text import Telling, write_text

DRAFT: dict[str, Any] = {"is_draft": True, "publishing": PublishingState.DRAFT}
PICTURED = room(images=[{"file": "a.jpg"}])
OTHER_TYPE = {"type": "Kokoustila"}
FOREIGN = plan(room(), remotes=[remote(5)], spaces=[space(5, "naapuri:hall")])
SHARING = [remote(5, values={"area": 6}), remote(9, name="Muu", spaces=(5,))]

NOTES = [
    (plan(room()), "create       nup-sali Hall, Arabian nuorisotalo (publish)"),
    (plan(room(wanted="draft")), "(draft)"),
    (plan(PICTURED), "(publish; 1 image)"),
    (plan(room(), spaces=[matching_space()]), "(its space (5) is there, but no room:"),
    (
        plan(room(), spaces=[matching_space()], unfinished=["nup-sali"]),
        "create       nup-sali Hall, Arabian nuorisotalo (publish; its space is there already)",
    ),
    (plan(room(), spaces=[matching_space()], remembered=remembered()), "(archived in the booking"),
    (plan(room(), remotes=[remote(5), remote(6)]), "(several rooms fit: 5, 6)"),
    (
        plan(room(complete=False, area=5, earlier="none"), remotes=SHARING, spaces=[space(5)]),
        "then kept in the store: its space cannot be marked; fields kept as they are: 2)",
    ),
    (
        plan(
            room(),
            remotes=[kept(values={"pricing": ()}, reservation=ReservationState.RESERVATION_CLOSED)],
            spaces=[matching_space()],
        ),
        "(opens for booking)",
    ),
    (
        plan(room(), remotes=[kept(**DRAFT)], spaces=[matching_space(code="")]),
        "≠ Publishing: Varaamo draft, catalogue published",
    ),
    (
        plan(room(), findings=[broken("tprek-missing", Level.DRAFT)]),
        "(not sent: TPREK id of the venue is missing [tprek-missing])",
    ),
    (
        plan(room(), findings=[broken("type-missing", Level.PUBLISH)]),
        "(draft; stays a draft: room type is missing [type-missing])",
    ),
    (
        plan(room(), remotes=[kept(values=OTHER_TYPE)], spaces=[matching_space()]),
        "    Type: Kokoustila → Sali",
    ),
    (plan(remotes=[remote(9, name="Varasto")]), "Not in the catalogue, never touched: 1 (Varasto)"),
    (FOREIGN, "(the room 5 of this name is another catalogue's;"),
    (FOREIGN, "Rooms of another catalogue, never touched: naapuri 1 (Sali)"),
    (
        plan(remotes=[remote(9 + n, name=f"V{n}") for n in range(12)]),
        "never touched: 12 (V0, V1, V2, V3, V4, V5, V6, V7, V8, V9, V10, V11)",
    ),
    (
        plan(room("nup-uusi"), remotes=[kept()], spaces=[matching_space()]),
        "(its key changes: nup-sali → nup-uusi, the room is the same)",
    ),
    (
        plan(room(), remotes=[kept(spaces=(), **DRAFT)], remembered={}),
        "not published: its own space is not attached",
    ),
    (
        plan(
            room(),
            remotes=[kept(), remote(9, name="Sali", spaces=(5,), **DRAFT)],
            spaces=[matching_space()],
            remembered=remembered(),
        ),
        "! nup-sali is there more than once: rooms 5 (shown to residents), 9 (not shown), spaces ",
    ),
    (
        plan(
            room(),
            spaces=[matching_space()],
            remembered=remembered(),
            archived={"nup-sali": NOW},
        ),
        "(we archived it on 2026-11-22; that cannot be undone",
    ),
    (
        plan(
            room(venue=OTHER_VENUE),
            remotes=[kept()],
            spaces=[matching_space()],
            remembered=remembered(),
            venues=TWO_VENUES,
        ),
        "has it in Arabian nuorisotalo (demo-001), the catalogue in Kirjasto (demo-002); rooms are",
    ),
]


@pytest.mark.parametrize(("made", "expected"), NOTES)
def test_whatever_a_plan_knows_of_a_room_is_told(
    made: Plan, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each reason and each intention has its words beside the room."""
    write_text(made, "en", Telling(full=True))
    shown = capsys.readouterr().out

    assert expected in shown
    assert shown.startswith(f"{plan_summary(made, 'en')}\n")


def test_rooms_that_left_are_told_with_what_becomes_of_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Left alone with the way to archive them, or archived when that was asked for."""
    left: dict[str, Any] = {
        "remotes": [remote(9, name="Vanha [sali]")],
        "spaces": [space(9, "demo:nup-vanha")],
    }
    write_text(plan(**left), "en")
    alone = capsys.readouterr().out
    write_text(plan(**left, archive=True), "en")
    archived = capsys.readouterr().out

    assert "left alone in Varaamo: 1 (Vanha [sali] (nup-vanha)). --archive archives" in alone
    assert "- Archived, which cannot be undone: 1 (Vanha [sali] (nup-vanha))\n" in archived
    assert "left alone" not in archived
    assert "left alone in Varaamo: 1 (Vanha \\[sali\\] (nup-vanha))." in as_markdown(
        plan(**left), "en"
    )
    page = as_markdown(plan(**left, archive=True), "en")
    assert "#### Archived, which cannot be undone: 1 room\n\n* **Vanha \\[sali\\]**" in page
    assert "left alone" not in page


def test_what_needs_a_login_is_named_once(capsys: pytest.CaptureFixture[str]) -> None:
    """Fields that were not read are named for all rooms together."""
    there = kept()
    bare = replace(there, values={p: v for p, v in there.values.items() if p != "type"})
    made = plan(room(), remotes=[bare], spaces=[matching_space()])
    write_text(made, "en")

    assert "Not compared without a login: Type\n" in capsys.readouterr().out
    assert ["type"] == made.as_dict()["rooms"][0]["not_compared"]


def test_a_pull_request_shows_what_changes_and_what_is_kept() -> None:
    """What others changed and what changes stand in tables, each with both values."""
    made = plan(
        room(type="Sali"),
        room("nup-b", name={"fi": "B|C"}),
        remotes=[kept(values=OTHER_TYPE)],
        spaces=[matching_space(code="")],
    )
    changed = plan(room(), remotes=[kept(values=OTHER_TYPE)], spaces=[matching_space()])
    told = as_markdown(made, "en")

    assert told.startswith(f"### {plan_summary(made, 'en')}\n\nFor the sandbox, 2026-11-22.\n")
    assert "* **B\\|C, Arabian nuorisotalo** `nup-b`\n" in told
    assert "| room | field | in Varaamo | in the catalogue |\n" in told
    assert "| **Hall, Arabian nuorisotalo** `nup-sali` | Type | Kokoustila | Sali |\n" in told
    assert "Varaamo's values into the catalogue: `varaamo-sync pull`\n" in told
    assert "| room | field | before | after |\n" in as_markdown(changed, "en")
    assert " `nup-sali` | Type | Kokoustila | Sali |\n" in as_markdown(changed, "en")


def test_a_pull_request_shows_why_a_room_opens_or_is_held_back() -> None:
    """A visible room that becomes bookable, and one that is withheld, say so beside their name."""
    opening = plan(
        room(),
        remotes=[kept(values={"pricing": ()}, reservation=ReservationState.RESERVATION_CLOSED)],
        spaces=[matching_space()],
    )
    withheld = plan(room(), findings=[broken("type-missing", Level.PUBLISH)])
    unready = plan(room(), findings=[broken("tprek-missing", Level.DRAFT)])

    assert only(opening).opens
    assert "`nup-sali` – opens for booking | Price |" in as_markdown(opening, "en")
    assert "`nup-sali` – stays a draft: room type is missing \\[type-missing\\]\n" in as_markdown(
        withheld, "en"
    )
    assert "TPREK id of the venue is missing \\[tprek-missing\\]" in as_markdown(unready, "en")


def test_a_pull_request_with_nothing_to_do_is_short() -> None:
    """Without a room to change there is no table."""
    made = plan(room(), remotes=[kept()], spaces=[matching_space()])

    assert "|" not in as_markdown(made, "en")


def test_rooms_of_other_catalogues_are_told_in_every_form(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Text, Markdown and JSON say whose they are, and why a room of that name is a conflict."""
    write_text(FOREIGN, "fi")
    told = (capsys.readouterr().out, as_markdown(FOREIGN, "fi"))

    for text in told:
        assert "samanniminen tila 5 on toisen tilaluettelon" in text
        assert "Toisen tilaluettelon tiloja, näihin ei kosketa: naapuri 1 (Sali)" in text
        assert "Ei luettelossa" not in text
    assert [{"pk": 5, "name": "Sali", "catalogue": "naapuri"}] == FOREIGN.as_dict()["foreign"]
    assert "foreign" == FOREIGN.as_dict()["rooms"][0]["recognised_by"]


def test_the_plan_begins_with_one_line() -> None:
    """The summary counts rooms by what would be done with them, and says no zeros."""
    made = plan(
        room(),
        room("nup-toinen", name={"fi": "Toinen"}),
        findings=[broken("x", Level.DRAFT, key="nup-toinen")],
    )

    assert "Plan: 1 to create, 1 to publish, 1 not ready to be sent." == plan_summary(made, "en")


def test_the_summary_counts_what_a_person_must_look_at() -> None:
    """Unpublishing is named only where it happens; one conflict is one conflict."""
    bare = room(complete=False, wanted="draft")
    hidden = room("nup-toinen", name={"fi": "Toinen"})
    made = plan(
        bare,
        hidden,
        remotes=[kept(made=bare)],
        spaces=[space(5, "demo:nup-sali", name={"fi": "Sali"}), space(6, "demo:nup-toinen")],
    )

    assert "Plan: 1 to unpublish, 1 conflict." == plan_summary(made, "en")
