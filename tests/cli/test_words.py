"""What the command line says of what can be, and how it shows what differs."""

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varaamo_sync.conformance import Verdict
from varaamo_sync.findings import Level, Owner, Severity
from varaamo_sync.goal import Ground, NextAction, Outlook, Prospect, Reason, Source, Stage, Turn
from varaamo_sync.model import (
    LANGS,
    AccessType,
    BookingForm,
    BookingKind,
    Earlier,
    GoalRule,
    Lang,
    Login,
    Payment,
    Phase,
    PriceUnit,
    Wanted,
)
from varaamo_sync.plan import Action
from varaamo_sync.report import SectionKind, Subject
from varaamo_sync.sync import LeftReason, Status, Surprise
from varaamo_sync.words import Theme
from varaamo_sync_cli.render.plan.plan_full import WIDTH
from varaamo_sync_cli.render.value_text import preview_change
from varaamo_sync_cli.workspace.catalogue.schemas import list_schemas
from varaamo_sync_cli.workspace.health.checks import State

TOLD = [
    ("commands/plan", "action", set(Action)),
    ("commands/plan", "earlier", set(Earlier) - {Earlier.NONE}),
    ("commands/push", "outcome", set(Status)),
    ("commands/pull", "left", set(LeftReason)),
    ("report/standing", "stage", set(Stage)),
    ("report/standing", "reason", set(Reason)),
    ("report/standing", "outlook", set(Outlook)),
    ("report/standing", "source_of_counts", set(Source)),
    ("report/standing", "phase", {*Phase, "unknown"}),
    ("report/standing", "prospect", set(Prospect)),
    ("report/standing", "ground", set(Ground)),
    ("report/standing", "step", set(NextAction)),
    ("commands/push", "count", set(Status)),
    ("commands/push", "surprise", set(Surprise)),
    ("report/standing", "turn", set(Turn)),
    ("report/document", "section", set(SectionKind)),
    ("report/document", "rule", set(GoalRule)),
    ("report/differences", "subject", set(Subject)),
    ("values", "unit", set(PriceUnit)),
    ("values", "access_by", set(AccessType)),
    ("values", "kind", set(BookingKind)),
    ("values", "login", set(Login)),
    ("values", "form", set(BookingForm)),
    ("values", "payment", set(Payment)),
    ("values", "wanted", set(Wanted)),
    ("commands/validate", "owner", set(Owner)),
    ("commands/validate", "level", set(Level)),
    ("commands/validate", "severity", set(Severity)),
    ("commands/doctor", "state", set(State)),
    ("commands/conformance", "verdict", set(Verdict)),
]


@pytest.mark.parametrize(("theme", "table", "members"), TOLD)
def test_whatever_can_be_has_a_word(theme: str, table: str, members: set[StrEnum]) -> None:
    """Every member has a word in each language, and no word is of a member that is gone."""
    for lang in LANGS:
        assert members == set(Theme(theme).table(table, lang))


@pytest.mark.parametrize("lang", LANGS)
def test_every_schema_is_told(lang: Lang) -> None:
    """Each published schema has a line in the list, and no line is of one that is gone."""
    assert list_schemas() == sorted(Theme("commands/schemas").table("schema", lang))


def test_the_columns_of_a_plan_stay_straight() -> None:
    """What is done with a room fits into its column in every language."""
    tables = [Theme("commands/plan").table("action", lang) for lang in LANGS]

    assert max(len(word) for table in tables for word in table.values()) <= WIDTH


@given(st.text(), st.text(), st.text())
def test_two_texts_that_differ_are_shown_where_they_differ(
    start: str, one: str, other: str
) -> None:
    """Two texts whose words differ never look the same in a plan."""
    before, after = f"{start}a{one}", f"{start}b{other}"

    shown = preview_change(before, after, "fi")

    assert shown[0] != shown[1]
    assert all(len(text) <= 61 for text in shown)
