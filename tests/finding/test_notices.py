"""An agency that knows a child is told who looked for it and decides; whoever looked hears nothing
until it asks them to get in touch."""

import logging
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from amparo.access import NotFound, Refused
from amparo.audit.models import Line
from amparo.casefile import actions, upkeep
from amparo.casefile.models import WrappedKey
from amparo.finding.kept.keeping import KEPT
from amparo.finding.models.notices import Notice, Search
from amparo.finding.search import notices, sealed_search, searching
from amparo.finding.search.reach import REACH
from amparo.finding.search.searching import settle
from amparo.finding.search.typed import read
from amparo.people.models import User
from tests.casefile.conftest import the_cast
from tests.casefile.making import a_case, a_concern
from tests.casefile_pages.conftest import sign_in as sign_in
from tests.cast import Cast

NAME = "Amina Ndiaye"


@pytest.fixture
def cast(db: None) -> Cast:
    KEPT.forget()
    REACH.forget()
    return the_cast()


@pytest.fixture(autouse=True)
def anchors_apart(settings, tmp_path):
    """A tick also anchors the log: in a home of its own, not in that of all tests."""
    settings.AMPARO_HOME = tmp_path


@pytest.fixture
def case(cast: Cast):
    return a_child(cast)


def a_child(cast, name=NAME, **more):
    return a_case(cast, identity={"names": [{"name": name}], "apparent_age": 13}, **more)


def look(user, text=NAME, **more):
    return settle(by=user, typed=read(text, 2026), **more)


def told() -> list[Notice]:
    """What is told once everything that waits was looked through."""
    KEPT.up_to_date()
    upkeep.tick()
    return list(Notice.objects.order_by("searched_at"))


# Who is told


def test_the_agency_that_knows_the_child_is_told_who_searched_and_for_what(cast, case):
    look(cast.outsider, purpose="family_looks")
    [notice] = told()
    assert (notice.case_id, notice.person_id) == (case.id, cast.outsider.id)
    assert (notice.agency_id, notice.role) == (cast.outsider.agency_id, "caseworker")
    assert notice.purpose == "family_looks"
    for user in (cast.supervisor, cast.caseworker):
        assert list(notices.for_agency(user)) == [notice]


@pytest.mark.parametrize("name", ["Amina", "أمينة", "am"])
def test_one_word_means_nobody_in_particular_and_tells_nobody(cast, case, name):
    assert not look(cast.outsider, name).tells
    assert told() == []


def test_a_number_alone_means_somebody(cast):
    assert look(cast.outsider, "A1234567").tells
    assert look(cast.outsider, "+221 77 123 45 67").tells


def test_typing_tells_nobody(cast, case):
    searching.while_typing(by=cast.outsider, typed=read(NAME, 2026))
    assert told() == []
    assert not Search.objects.exists()


def test_a_name_that_fits_in_part_tells_nobody(cast):
    a_child(cast, "Binta Ndiaye")
    look(cast.outsider, NAME)
    assert told() == []


def test_whoever_finds_the_case_themselves_is_nobodys_news(cast, case):
    found = look(cast.caseworker).results
    assert [one.head.reference for one in found.found] == [case.reference]
    assert told() == []


def test_a_colleague_who_may_not_see_the_case_is_told_of_too(cast, case):
    look(cast.colleague)
    [notice] = told()
    assert notice.person_id == cast.colleague.id


def test_whoever_works_on_a_case_without_its_identity_cannot_guess_the_name_by_its_log(cast, case):
    actions.involve(
        by=cast.caseworker,
        case=case,
        role="caseworker",
        sections=["protection"],
        ground="best_interests",
        person=cast.outsider,
    )
    assert look(cast.outsider).results.found == ()
    assert told() == []
    assert not Line.objects.filter(verb="search_told").exists()


def test_a_barred_person_who_looks_for_the_child_is_named_as_barred(cast, case):
    actions.bar(by=cast.supervisor, case=case, person=cast.colleague, reason="A cousin of hers.")
    assert look(cast.colleague).results.found == ()
    [notice] = told()
    assert notice.barred
    assert [one.id for one in notices.for_agency(cast.supervisor)] == [notice.id]


def test_a_colleague_who_searched_first_does_not_hide_who_is_barred(cast, case):
    actions.bar(by=cast.supervisor, case=case, person=cast.outsider, reason="A cousin of hers.")
    for user in (cast.outside_supervisor, cast.outsider, cast.outsider):
        look(user)
    assert [(one.person_id, one.barred) for one in told()] == [
        (cast.outside_supervisor.id, False), (cast.outsider.id, True),
    ]  # fmt: skip


def test_a_barred_supervisor_is_not_told(cast, case):
    actions.bar(by=cast.caseworker, case=case, person=cast.supervisor, reason="Her brother.")
    look(cast.outsider)
    assert len(told()) == 1
    assert not notices.for_agency(cast.supervisor).exists()


@pytest.mark.parametrize(
    "name", ["colleague", "outsider", "outside_supervisor", "guardian", "police", "coordinator"]
)
def test_only_a_supervisor_and_the_responsible_worker_read_notices(cast, case, name):
    look(cast.outsider)
    [notice] = told()
    assert not notices.for_agency(getattr(cast, name)).exists()
    with pytest.raises(NotFound):
        notices.decide(by=getattr(cast, name), notice_id=notice.id, contact=True)


def test_never_more_than_one_notice_for_case_agency_and_day(cast, case):
    for _again in range(3):
        look(cast.outsider)
        told()
    look(cast.outside_supervisor)
    look(cast.colleague)
    assert {notice.agency_id for notice in told()} == {
        cast.outsider.agency_id,
        cast.colleague.agency_id,
    }
    assert Notice.objects.count() == 2


def test_a_concern_that_waits_is_told_to_the_agency_where_it_waits(cast):
    concern = a_concern(cast, identity={"names": [{"name": NAME}]})
    look(cast.outsider)
    [notice] = told()
    assert notice.case_id == concern.id
    assert notices.for_agency(cast.supervisor).get() == notice


def test_the_purpose_said_afterwards_reaches_those_told_already(cast, case):
    settled = look(cast.outsider)
    told()
    searching.say_purpose(by=cast.outsider, search_id=settled.id, purpose="family_looks")
    assert Notice.objects.get().purpose == "family_looks"
    searching.say_purpose(by=cast.colleague, search_id=settled.id, purpose="other")
    searching.say_purpose(by=cast.outsider, search_id=settled.id, purpose="<script>")
    assert Notice.objects.get().purpose == "family_looks"


# Immigration enforcement


def of_immigration(cast, authority):
    agency = cast.agencies["other_agency"]
    agency.authority = authority
    agency.save(update_fields=["authority"])
    return User.objects.select_related("agency").get(id=cast.outside_supervisor.id)


@pytest.mark.parametrize("authority", ["immigration", "border"])
def test_immigration_enforcement_never_searches_whatever_the_role(cast, case, authority, sign_in):
    supervisor = of_immigration(cast, authority)
    with pytest.raises(Refused):
        look(supervisor)
    assert "data-finder" not in sign_in(supervisor).get("/").content.decode()
    assert told() == []


@pytest.mark.parametrize("authority", ["immigration", "border"])
def test_immigration_enforcement_is_never_told(cast, authority, sign_in):
    here = cast.agencies["other_agency"]
    a_concern(cast, identity={"names": [{"name": NAME}]}, agency=here)
    supervisor = of_immigration(cast, authority)
    look(cast.caseworker)
    assert told() == []
    assert sign_in(supervisor).get("/notices/").status_code == 404


# What is kept


def test_what_was_asked_is_sealed_until_it_was_looked_through_and_then_destroyed(
    cast, case, django_capture_on_commit_callbacks
):
    keys = WrappedKey.objects.count()
    look(cast.outsider, "Zqnobody Zqatall")
    search = Search.objects.get()
    assert b"Zqnobody" not in bytes(search.sealed)
    assert sealed_search.opened(search).name == "Zqnobody Zqatall"
    assert WrappedKey.objects.count() == keys + 1
    with django_capture_on_commit_callbacks(execute=True):
        told()
    search.refresh_from_db()
    assert bytes(search.sealed) == b""
    assert search.key_id is None
    assert WrappedKey.objects.count() == keys


def test_the_log_holds_codes_and_never_what_was_typed(cast, case):
    look(cast.outsider)
    notices.decide(by=cast.supervisor, notice_id=told()[0].id, contact=False)
    asked = Line.objects.filter(verb__in=("search_told", "search_answered"))
    lines = list(asked.order_by("sequence"))
    assert [line.case_id for line in lines] == [case.id, case.id]
    assert [line.actor_id for line in lines] == [None, cast.supervisor.id]
    assert not [line for line in Line.objects.all() if "amina" in str(line.detail).lower()]
    assert not Line.objects.filter(actor_id=cast.outsider.id, case_id=case.id).exists()


def test_a_search_that_cannot_be_looked_through_holds_up_no_other_and_says_nothing(
    cast, case, monkeypatch, caplog
):
    look(cast.colleague)
    look(cast.outsider)
    first = Search.objects.order_by("at").first()
    whole = sealed_search.opened

    def broken(search):
        if search.id == first.id:
            raise ValueError(f"cannot open {NAME}")
        return whole(search)

    monkeypatch.setattr(sealed_search, "opened", broken)
    with caplog.at_level(logging.ERROR):
        assert [notice.person_id for notice in told()] == [cast.outsider.id]
    assert "ValueError" in caplog.text
    assert "Amina" not in caplog.text
    monkeypatch.setattr(sealed_search, "opened", whole)
    assert {notice.person_id for notice in told()} == {cast.outsider.id, cast.colleague.id}


def test_what_never_works_is_given_up_after_a_day(cast, monkeypatch):
    look(cast.outsider)
    KEPT.up_to_date()
    monkeypatch.setattr(sealed_search, "opened", lambda search: 1 / 0)
    tomorrow = timezone.now() + timedelta(days=1, minutes=1)
    notices.look_through(tomorrow)
    assert Search.objects.get().looked_at is not None


def test_how_often_somebody_searched_is_forgotten_after_a_season(cast):
    look(cast.outsider, "Amina")
    Search.objects.update(at=timezone.now() - timedelta(days=91))
    told()
    assert not Search.objects.exists()


# Deciding


def without_tokens(text: str) -> str:
    """A page without what differs each time."""
    return re.sub(r'value="[\w-]{36,}"|<time[^>]*>[^<]*</time>', "", text)


def home(client) -> str:
    return client.get("/").content.decode()


def test_an_undecided_notice_stands_on_the_start_page_of_whoever_decides(cast, case, sign_in):
    look(cast.outsider)
    told()
    for user in (cast.caseworker, cast.supervisor):
        said = home(sign_in(user))
        assert "Somebody looks for a child you know" in said
        assert case.reference in said
    assert "Somebody looks" not in home(sign_in(cast.colleague))
    assert "Somebody looks" not in home(sign_in(cast.outsider))


def test_making_contact_tells_the_searcher_whom_to_call_and_nothing_of_the_case(
    cast, case, sign_in
):
    own = a_concern(cast, agency=cast.agencies["other_agency"])
    look(cast.outsider, purpose="child_before_me", own_case=own)
    [notice] = told()
    client = sign_in(cast.caseworker)
    page = client.get("/notices/").content.decode()
    assert own.reference in page
    assert cast.outsider.email not in page
    client.post(f"/notices/{notice.id}/", {"contact": "yes"})
    page = client.get("/notices/").content.decode()
    assert cast.outsider.email in page
    assert "Somebody looks" not in home(client)
    said = home(sign_in(cast.outsider))
    assert cast.caseworker.email in said
    assert own.reference in said
    assert case.reference not in said
    assert "Ndiaye" not in said


def test_no_contact_tells_nobody_anything(cast, case, sign_in):
    client = sign_in(cast.outsider)
    before = home(client)
    look(cast.outsider)
    [notice] = told()
    sign_in(cast.caseworker).post(f"/notices/{notice.id}/", {"contact": "no"})
    assert without_tokens(home(client)) == without_tokens(before)


def test_a_decision_is_made_once_and_sent_twice_is_once(cast, case):
    look(cast.outsider)
    [notice] = told()
    for _again in range(2):
        notices.decide(by=cast.caseworker, notice_id=notice.id, contact=True)
    assert Line.objects.filter(verb="search_answered").count() == 1
    with pytest.raises(Refused):
        notices.decide(by=cast.supervisor, notice_id=notice.id, contact=False)


@pytest.mark.parametrize("said", ["", "maybe", "True"])
def test_anything_but_a_clear_yes_is_no_contact_yet(cast, case, sign_in, said):
    look(cast.outsider)
    [notice] = told()
    sign_in(cast.caseworker).post(f"/notices/{notice.id}/", {"contact": said})
    notice.refresh_from_db()
    assert notice.contact is None


def test_whom_to_call_is_put_away_by_its_reader_alone(cast, case, sign_in):
    look(cast.outsider)
    [notice] = told()
    notices.decide(by=cast.caseworker, notice_id=notice.id, contact=True)
    assert sign_in(cast.colleague).post(f"/notices/{notice.id}/put-away/").status_code == 404
    client = sign_in(cast.outsider)
    assert "Please get in touch" in home(client)
    client.post(f"/notices/{notice.id}/put-away/")
    assert "Please get in touch" not in home(client)


def test_whoever_was_invited_anew_reads_nothing_of_what_was_before(cast, case, sign_in):
    look(cast.outsider)
    [notice] = told()
    notices.decide(by=cast.caseworker, notice_id=notice.id, contact=True)
    cast.outsider.invited_at = timezone.now()
    cast.outsider.save(update_fields=["invited_at"])
    assert "Please get in touch" not in home(sign_in(cast.outsider))
