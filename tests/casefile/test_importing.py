"""A timeline imported whole equals the same entries appended one by one."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from amparo.access import Refused
from amparo.audit import verify
from amparo.audit.models import Line
from amparo.casefile import actions, keeping, models, rebuilding, timelines
from amparo.casefile.actions_looking import see_case
from amparo.casefile.importing import Imported, ImportedCase, import_timeline, import_timelines
from amparo.casefile.keyring import Keyring
from amparo.casefile.models import Case, Entry, SealedSituation
from amparo.casefile.rules import NewEntry
from amparo.journey import JourneyError
from tests.casefile.making import CONCERN, IDENTITY, a_case, unguarded

START = timezone.now() - timedelta(days=20)


def imported(author, kind, hours, section="", supersedes=None, despite=None, **body):
    at = START + timedelta(hours=hours)
    new = NewEntry(kind, body, at, uuid4(), supersedes, despite or {}, "", section, at)
    return Imported(author, new)


def a_timeline(cast, case_id_free=True):
    worker = {"agency": str(cast.caseworker.agency_id), "person": str(cast.caseworker.id)}
    sections = ["protection", "identity", "health", "legal", "whereabouts", "coded", "justice"]
    told = imported(cast.caseworker, "missing_reported", 30)
    return [
        imported(cast.teacher, "concern_reported", 0, **CONCERN),
        imported(cast.teacher, "identity_recorded", 0, **IDENTITY),
        imported(cast.caseworker, "case_opened", 1),
        imported(cast.caseworker, "case_assigned", 1, to=str(cast.caseworker.id)),
        imported(
            cast.caseworker,
            "involvement_started",
            1,
            role="caseworker",
            sections=sections,
            ground="best_interests",
            **worker,
        ),
        imported(
            cast.caseworker, "standing_decided", 5, standing="presumed", authority="social_services"
        ),
        imported(cast.caseworker, "risk_assessed", 6, trigger="periodic", level="high"),
        told,
        imported(cast.caseworker, "missing_reported", 30, supersedes=told.new.entry_id),
        imported(cast.caseworker, "guardian_appointed", 40, guardian=str(cast.guardian.id)),
        imported(
            cast.caseworker,
            "step_planned",
            41,
            step="testimony",
            despite={"testimony_safe": "soon"},
        ),
        imported(cast.caseworker, "note_added", 50, section="health", text="a cough"),
    ]


def everything(case):
    """All that is derived from a case, without the numbers of rows."""
    case = Case.objects.get(id=case.id)
    ring = Keyring.of([case.id])
    kept = keeping.Kept([case.id])
    situation = SealedSituation.objects.get(case=case)
    rows = {
        model.__name__: sorted(
            str({name: value for name, value in row.items() if name not in ("id", "case_id")})
            for row in kept.of(model, case.id)
        )
        for model in keeping.INDEXES
    }
    columns = {
        field.attname: getattr(case, field.attname)
        for field in Case._meta.concrete_fields
        if field.attname not in ("id", "reference", "created_at", "last_digest")
    }
    return rows, columns, keeping.kept_situation(situation, ring)


def test_an_imported_timeline_equals_the_same_entries_appended(cast, monkeypatch):
    entries = a_timeline(cast)
    one = import_timeline(
        by=cast.caseworker, entries=entries, triage_agency=cast.agencies["social_services"]
    )
    by_import = everything(one)
    sealed = {entry.id: (entry.kind, entry.section) for entry in one.entries.all()}
    with unguarded():
        one.entries.all().delete()
    from amparo.casefile import actions_concern
    from amparo.casefile.appending import CaseFile, writing

    case = Case.objects.create(
        reference="2222-2222-2",
        created_at=START,
        triage_agency=one.triage_agency,
        agency=one.triage_agency,
        reported_by=cast.teacher,
    )
    ring = Keyring()
    ring.new_case(case.id)
    ring.keep()
    for each in entries:
        with writing(each.author):
            file = CaseFile.lock(case.id, each.author)
            file.add(each.new, trusted=True)
            file.save("entry_appended")
    by_append = everything(case)
    assert by_import[0] == by_append[0]
    assert by_import[1] == by_append[1]
    assert by_import[2] == by_append[2]
    assert sealed == {entry.id: (entry.kind, entry.section) for entry in case.entries.all()}
    assert actions_concern.OF_A_REPORT


def test_an_imported_case_is_whole_worked_on_and_logged_in_one_line(cast):
    before = Line.objects.count()
    case = import_timeline(
        by=None, entries=a_timeline(cast), triage_agency=cast.agencies["social_services"]
    )
    assert Line.objects.count() == before + 1
    assert verify.verify().whole
    assert [one for one in rebuilding.rebuild() if one.differences] == []
    assert see_case(by=cast.caseworker, case=case).head.standing == "presumed"
    actions.append(by=cast.caseworker, case=case, kind="missing_found", body={})
    assert verify.verify().whole
    assert case.reported_by_id == cast.teacher.id
    assert case.created_at == START


def test_either_all_timelines_are_imported_or_none(cast):
    agency = cast.agencies["social_services"]
    good = ImportedCase(a_timeline(cast), agency)
    stranger = {"agency": str(uuid4()), "role": "provider", "sections": ["health"]}
    wrong = imported(cast.caseworker, "involvement_started", 2, ground="legal_duty", **stranger)
    bad = ImportedCase([*a_timeline(cast), wrong], agency)
    with pytest.raises(JourneyError):
        import_timelines(by=None, cases=[good, bad])
    assert not Case.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("kind", "body"),
    [("no_such_kind", {}), ("missing_reported", {"nonsense": 1}), ("entry_withdrawn", {})],
)
def test_what_could_not_be_recorded_cannot_be_imported(cast, kind, body):
    entries = [*a_timeline(cast), imported(cast.caseworker, kind, 3, **body)]
    with pytest.raises(JourneyError):
        import_timeline(by=None, entries=entries, triage_agency=cast.agencies["social_services"])


def test_a_correction_of_a_missing_entry_is_not_imported(cast):
    wrong = imported(cast.caseworker, "missing_reported", 3, supersedes=uuid4())
    with pytest.raises(JourneyError, match="missing"):
        import_timeline(
            by=None,
            entries=[*a_timeline(cast), wrong],
            triage_agency=cast.agencies["social_services"],
        )


def test_nobody_is_imported_as_deciding_for_another_authority(cast):
    wrong = imported(
        cast.caseworker,
        "standing_decided",
        3,
        standing="identified",
        authority="competent_authority",
    )
    with pytest.raises(Refused):
        import_timeline(
            by=None,
            entries=[*a_timeline(cast), wrong],
            triage_agency=cast.agencies["social_services"],
        )


def test_an_imported_concern_joins_the_case_it_names(cast, case):
    agency = cast.agencies["social_services"]
    joined = [
        imported(cast.teacher, "concern_reported", 0, **{**CONCERN, "urgent": True}),
        imported(cast.caseworker, "concern_joined", 2, case=case.reference),
    ]
    concern = import_timeline(by=None, entries=joined, triage_agency=agency)
    assert concern.state == models.JOINED
    assert timelines.sources_of([case.id])[case.id][0].reference == concern.reference
    case.refresh_from_db()
    assert case.urgent
    nowhere = [joined[0], imported(cast.caseworker, "concern_joined", 2, case="2222-2222-2")]
    nowhere[0] = imported(cast.teacher, "concern_reported", 0, **CONCERN)
    with pytest.raises(JourneyError, match="not here"):
        import_timeline(by=None, entries=nowhere, triage_agency=agency)
    assert a_case(cast)
