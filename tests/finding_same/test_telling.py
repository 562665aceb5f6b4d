"""Where nobody may know both children, the agency that was there first is told, and nobody else."""

from amparo.casefile import queries_case
from amparo.finding.models.notices import Notice
from amparo.finding.models.suggestions import Suggestion
from amparo.finding.same import looking, queries
from amparo.finding.search import notices
from tests.casefile_pages.conftest import sign_in as sign_in
from tests.finding_same.conftest import bring_in


def look():
    while looking.look():
        pass


def test_the_agency_that_was_there_first_is_told_and_decides(cast, here, there):
    look()
    [notice] = Notice.objects.all()
    assert (notice.case, notice.agency) == (here, there.agency)
    assert list(notices.for_agency(cast.caseworker)) == [notice]
    assert not notices.for_agency(cast.outsider).exists()
    assert notices.contacts(cast.outsider) == []
    notices.decide(by=cast.caseworker, notice_id=notice.id, contact=True)
    [asked] = notices.contacts(cast.outsider)
    assert (asked.agency, asked.own_reference) == ("social_services", there.reference)


def test_nobody_is_told_where_somebody_may_decide(cast, here, there):
    bring_in(cast, there, cast.caseworker)
    look()
    assert Suggestion.objects.count() == 1
    assert not Notice.objects.exists()
    assert len(queries.waiting(cast.caseworker)) == 1


def test_it_is_told_once(cast, here, there):
    look()
    looking.wait([here.id, there.id], here.created_at)
    look()
    assert Notice.objects.count() == 1


def test_the_log_of_the_case_does_not_tell_its_readers(cast, here, there):
    look()
    for user, case in ((cast.caseworker, here), (cast.outsider, there)):
        seen = [line.verb for line in queries_case.who_has_seen(user, case)]
        assert "same_child_told" not in seen


def test_the_words_on_the_pages_are_not_those_of_a_search(cast, here, there, sign_in):
    look()
    page = sign_in(cast.caseworker).get("/notices/").content.decode()
    assert "has a record that may be of this child" in page
    notices.decide(by=cast.caseworker, notice_id=Notice.objects.get().id, contact=True)
    page = sign_in(cast.outsider).get("/").content.decode()
    assert "they may know a child of yours" in page
    assert here.reference not in page
