"""What looks like one child is suggested to who may know both, with what speaks for it; it does
nothing by itself."""

from amparo.casefile import actions as record
from amparo.casefile.models import Entry
from amparo.finding.kept.keeping import KEPT
from amparo.finding.models import TracingToCompare
from amparo.finding.models.suggestions import DecidedPair, Suggestion, ToCompare
from amparo.finding.same import keeping, likeness, looking, register
from amparo.finding.same.known import known
from tests.casefile.making import a_case, a_concern
from tests.casefile.test_importing import a_timeline
from tests.casefile.test_importing import imported as imported_entry
from tests.finding_same.conftest import HERE, elsewhere

TWIN = {**HERE, "names": [{"name": "Awa Diallo"}], "documents": []}
OTHER = {"names": [{"name": "Linh Tran"}], "sex": "female", "birth": {"year": 2009}}


def look():
    while looking.look():
        pass
    return {frozenset((one.one_id, one.other_id)) for one in Suggestion.objects.all()}


def test_the_same_child_at_two_agencies_is_suggested_with_what_speaks_for_it(cast, here, there):
    assert look() == {frozenset((here.id, there.id))}
    found = keeping.opened(Suggestion.objects.select_related("one", "other").get())
    assert found.probability > 0.9
    said = {one.field: one.level for one in found.agreements}
    assert said["birth_date"] == "same"
    assert said["document"] in ("same", "near")
    assert not ToCompare.objects.exists()
    assert not DecidedPair.objects.exists()
    assert not Entry.objects.filter(kind="same_child_decided").exists()


def test_what_was_found_is_sealed(cast, here, there):
    look()
    kept = bytes(Suggestion.objects.get().sealed)
    assert b"birth" not in kept
    assert b"Diallo" not in kept


def test_another_child_is_not_suggested(cast, here):
    a_case(cast, identity=OTHER)
    assert look() == set()


def test_a_twin_of_the_same_day_is_not_suggested_as_likely_one_child(cast, here):
    a_case(cast, identity=TWIN)
    look()
    found = Suggestion.objects.select_related("one", "other").first()
    how = keeping.opened(found) if found else None
    assert how is None or (how.siblings and how.probability < 0.5)


def test_a_case_and_the_concern_it_came_from_are_not_two(cast):
    case = a_case(cast, identity=HERE)
    assert look() == set()
    assert case.state == "open"


def test_what_is_recorded_later_is_compared_again_and_may_take_a_suggestion_away(cast, here):
    other = a_case(cast, identity=OTHER)
    look()
    entry = record.append(by=cast.caseworker, case=other, kind="identity_recorded", body=HERE)
    assert look() == {frozenset((here.id, other.id))}
    record.withdraw(by=cast.caseworker, case=other, entry_id=entry.id, reason="Another girl.")
    assert look() == set()


def test_a_concern_that_waits_is_compared_too(cast, here):
    concern = a_concern(cast, identity=HERE)
    assert look() == {frozenset((here.id, concern.id))}


def test_who_is_imported_is_compared_as_if_they_had_been_reported_here(cast, here):
    from amparo.casefile.importing import import_timeline

    entries = [*a_timeline(cast), imported_entry(cast.caseworker, "identity_recorded", 51, **HERE)]
    agency = cast.agencies["social_services"]
    case = import_timeline(by=cast.caseworker, entries=entries, triage_agency=agency)
    assert TracingToCompare.objects.filter(case=case).exists()
    assert frozenset((here.id, case.id)) in look()


def test_the_made_up_country_is_compared_only_when_it_is_rebuilt(cast, here):
    from amparo.casefile.importing import import_timeline

    entries = [*a_timeline(cast), imported_entry(cast.caseworker, "identity_recorded", 51, **HERE)]
    agency = cast.agencies["social_services"]
    case = import_timeline(by=None, entries=entries, triage_agency=agency)
    assert not ToCompare.objects.filter(case=case).exists()
    assert not TracingToCompare.objects.filter(case=case).exists()


def test_a_citizenship_that_both_have_agrees_whatever_else_one_of_them_has(cast):
    one = a_case(cast, identity={**HERE, "citizenships": ["SYR", "LBN"]})
    other = a_case(cast, identity={**HERE, "citizenships": ["SYR"]})
    ours, theirs = (known([one, other])[case.id] for case in (one, other))
    how = likeness.likeness(ours, theirs, likeness.model_for(None, []))
    assert {it.field: it.level for it in how.agreements}["citizenship"] == "same"


def test_the_oldest_stays_the_oldest(cast, here, there):
    look()
    before = Suggestion.objects.get().found_at
    looking.wait([here.id], before)
    look()
    assert Suggestion.objects.get().found_at == before


def test_a_name_in_another_script_is_found(cast, here):
    only = {"names": [{"name": "فاتوماتا ديالو"}], "sex": "female", "birth": HERE["birth"]}
    other = elsewhere(cast, identity=only)
    found = known([here, other])
    assert other.id in register.candidates(KEPT.up_to_date(), found[here.id])
    assert here.id in register.candidates(KEPT.up_to_date(), found[other.id])


def test_brother_or_sister_is_said_where_it_may_as_well_be(cast, here):
    twin = a_case(cast, identity=TWIN)
    found = known([here, twin])
    how = likeness.likeness(*found.values(), likeness.model_for(KEPT.up_to_date(), found.values()))
    assert how.siblings
    assert how.probability < 0.5


def test_how_rare_a_name_is_comes_from_the_register(cast, here, there):
    for _each in range(3):
        a_case(cast, identity={**OTHER, "names": [{"name": "Mariama Diallo"}]})
    found = known([here, a_case(cast, identity=HERE)])
    how = likeness.likeness(*found.values(), likeness.model_for(KEPT.up_to_date(), found.values()))
    rare = {one.field: one.rare for one in how.agreements}
    assert 0 < rare["given_name"] < rare["family_name"] < 1
