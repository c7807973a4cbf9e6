from tests.make import remote, room, space
from tests.plan.making import kept, matching_space, only, plan
from varaamo_sync.model import ServiceUnit
from varaamo_sync.plan import Action, Plan


def beside(**options: object) -> Plan:
    """Plan our room beside one of another catalogue, one that left ours, and one of staff."""
    remotes = [
        kept(),
        remote(6, name="Heidän"),
        remote(7, name="Poistunut"),
        remote(8, name="Molempien", spaces=(8, 9)),
        remote(10, name="Varasto"),
    ]
    spaces = [
        matching_space(),
        space(6, "naapuri:heidan-sali"),
        space(7, "demo:poistunut"),
        space(8, "demo:molempien"),
        space(9, "naapuri:molempien"),
        space(10, "51342-0"),
    ]
    return plan(room(), remotes=remotes, spaces=spaces, **options)


def test_rooms_of_other_catalogues_are_named_with_the_catalogue() -> None:
    """They are neither unmanaged nor departed, and each says whose it is."""
    made = beside()

    assert [(6, "naapuri"), (8, "naapuri")] == [
        (item.remote.pk, item.catalogue) for item in made.foreign
    ]
    assert [10] == [remote.pk for remote in made.unmanaged]
    assert ["poistunut"] == [item.key for item in made.departed]


def test_rooms_of_other_catalogues_are_never_archived() -> None:
    """Even one that once was ours too is left to the catalogue whose code it carries."""
    assert [7] == [item.remote.pk for item in beside(archive=True).to_archive]


def test_a_new_room_of_their_name_is_a_conflict() -> None:
    """It is not adopted, and not made a second time beside theirs."""
    made = plan(room(), remotes=[remote(6)], spaces=[space(6, "naapuri:sali")], on_conflict="ours")

    assert Action.CONFLICT is only(made).action
    assert made.empty
    assert ["naapuri"] == [item.catalogue for item in made.foreign]


def test_a_part_of_a_plan_names_those_of_its_venues() -> None:
    """Of a service unit without rooms in the venue, no room of another catalogue is told."""
    made = beside()

    assert 2 == len(made.only([ServiceUnit.NUP]).foreign)
    assert () == made.only([ServiceUnit.KIR]).foreign
