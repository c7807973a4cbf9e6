from hypothesis import given
from hypothesis import strategies as st

from varaamo_sync.findings import Finding, Level, Owner, Severity
from varaamo_sync.model import ServiceUnit
from varaamo_sync.rules.levers import Share, leverage

SWEDISH, ENGLISH = "description-missing-sv", "description-missing-en"
UNITS = {"k": ServiceUnit.KIR, "n": ServiceUnit.NUP, "m": ServiceUnit.NUP}


def broken(rule: str, key: str | None, severity: Severity = Severity.ERROR) -> Finding:
    """Return a finding in a room, whose key begins with a letter for its service unit."""
    unit = UNITS[key[0]] if key else None
    return Finding(rule=rule, severity=severity, level=Level.PUBLISH, key=key, unit=unit)


findings = st.lists(
    st.builds(
        broken,
        st.sampled_from([SWEDISH, ENGLISH, "type-missing", "yaml-tab"]),
        st.sampled_from([None, "k1", "n1", "n2", "m1"]),
        st.sampled_from(Severity),
    )
)


def test_a_rule_unlocks_the_rooms_that_wait_for_nothing_else() -> None:
    """Rooms are counted once for each rule, and as *alone* where no other rule blocks them."""
    found = leverage(
        [
            broken(SWEDISH, "k1"),
            broken(SWEDISH, "n1"),
            broken(SWEDISH, "n1"),
            broken(SWEDISH, "n2"),
            broken("type-missing", "n2"),
        ]
    )
    swedish, other = found.rules

    assert (3, SWEDISH, Owner.TRANSLATOR) == (found.blocked, swedish.rule, swedish.owner)
    assert Share(3, 2) == swedish.total
    assert {ServiceUnit.KIR: Share(1, 1), ServiceUnit.NUP: Share(2, 1)} == swedish.units
    assert ("type-missing", Share(1, 0)) == (other.rule, other.total)


def test_an_owner_unlocks_what_several_of_their_rules_block() -> None:
    """A room that waits for two translations waits for the translator alone."""
    found = leverage([broken(SWEDISH, "n1"), broken(ENGLISH, "n1")])

    assert [Share(1, 0)] * 2 == [lever.total for lever in found.rules]
    assert [(Owner.TRANSLATOR, Share(1, 1))] == [(w.owner, w.total) for w in found.owners]


def test_what_blocks_nothing_unlocks_nothing() -> None:
    """Warnings, hints and findings of no room are no levers."""
    found = leverage(
        [
            broken(SWEDISH, "n1", Severity.WARNING),
            broken(SWEDISH, "n1", Severity.HINT),
            broken("yaml-tab", None),
        ]
    )

    assert (0, (), ()) == (found.blocked, found.owners, found.rules)


def test_a_room_that_could_not_be_read_is_unlocked_by_nothing_alone() -> None:
    """What else is wrong with such a room nobody knows, so nothing is promised."""
    found = leverage([broken("value-whole", "n1")], unread=["n1"])

    assert [Share(1, 0)] == [lever.total for lever in found.rules]
    assert [(Owner.COORDINATOR, Share(1, 0))] == [(w.owner, w.total) for w in found.owners]


@given(findings)
def test_shares_add_up(found: list[Finding]) -> None:
    """No room is unlocked by two things alone, and service units add up to the whole."""
    result = leverage(found)

    for causes in (result.rules, result.owners):
        assert sum(cause.total.alone for cause in causes) <= result.blocked
        for cause in causes:
            assert cause.total.rooms == sum(share.rooms for share in cause.units.values())
            assert cause.total.alone == sum(share.alone for share in cause.units.values())


@given(findings)
def test_the_best_comes_first(found: list[Finding]) -> None:
    """Levers are in the order of what they unlock alone, then of the rooms they hold back."""
    shares = [(lever.total.alone, lever.total.rooms) for lever in leverage(found).rules]

    assert sorted(shares, reverse=True) == shares
