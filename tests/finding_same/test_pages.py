"""The screens: the queue, the comparison covered and uncovered, the decision and its undoing."""

import pytest
from django.urls import reverse

from amparo.audit.models import Line
from amparo.casefile import actions as record
from amparo.finding.models.suggestions import DecidedPair
from amparo.finding.same import actions, looking
from tests.casefile.making import a_case
from tests.casefile_pages.conftest import sign_in as sign_in
from tests.finding_same.conftest import HERE, bring_in


@pytest.fixture
def both(cast, here, there):
    bring_in(cast, there, cast.caseworker)
    looking.look()
    return here, there


def address(name, both):
    return reverse(f"finding:same_{name}", args=[case.reference for case in both])


def revealed():
    return Line.objects.filter(verb="identity_revealed").count()


def test_the_queue_shows_pairs_to_who_may_know_both_and_to_nobody_else(cast, both, sign_in):
    queue = reverse("finding:same_queue")
    shown = sign_in(cast.caseworker).get(queue).content.decode()
    assert both[0].reference in shown
    assert both[1].reference in shown
    assert "Diallo" not in shown
    for other in (cast.outsider, cast.colleague):
        page = sign_in(other).get(queue).content.decode()
        assert "Nothing to decide" in page
        assert both[0].reference not in page
        assert both[1].reference not in page


def test_the_start_page_says_how_many_wait(cast, both, sign_in):
    assert "may be one child" in sign_in(cast.caseworker).get("/").content.decode()
    assert "may be one child" not in sign_in(cast.outsider).get("/").content.decode()


def test_the_children_stay_covered_until_asked_for_and_that_is_logged(cast, both, sign_in):
    client = sign_in(cast.caseworker)
    covered = client.get(address("compare", both)).content.decode()
    assert "Diallo" not in covered
    assert revealed() == 0
    shown = client.post(address("compare", both)).content.decode()
    assert "Fatoumata Diallo" in shown
    assert "فاتو ديالو" in shown
    assert 'dir="auto"' in shown
    assert revealed() == 2


def test_a_decision_is_made_and_undone_on_the_same_page(cast, both, sign_in):
    client = sign_in(cast.caseworker)
    said = {"result": "same", "reason": "The same passport."}
    answer = client.post(address("decide", both), said, follow=True)
    page = answer.content.decode()
    assert "Decided: Same child" in page
    assert "The same passport." in page
    assert not _queue(client, both)
    page = client.post(address("undo", both), {"undo-reason": "Sisters."}, follow=True)
    assert "Undone" in page.content.decode()
    assert "Sisters." in page.content.decode()
    assert not DecidedPair.objects.exists()
    assert _queue(client, both)


def _queue(client, both):
    return both[0].reference in client.get(reverse("finding:same_queue")).content.decode()


@pytest.mark.parametrize(
    "said", [{}, {"result": "same"}, {"reason": "x"}, {"result": "maybe", "reason": "x"}]
)
def test_half_an_answer_is_asked_again_with_what_was_typed(cast, both, sign_in, said):
    answer = sign_in(cast.caseworker).post(address("decide", both), said)
    assert answer.status_code == 422
    assert not DecidedPair.objects.exists()


@pytest.mark.parametrize("name", ["outsider", "colleague", "teacher", "police", "administrator"])
@pytest.mark.parametrize("page", ["compare", "decide", "undo"])
def test_for_others_the_pair_is_not_there(cast, both, sign_in, name, page):
    client = sign_in(getattr(cast, name))
    said = {"result": "same", "reason": "x", "undo-reason": "x"}
    assert client.post(address(page, both), said).status_code == 404
    assert revealed() == 0


def test_a_second_person_is_asked_for_where_a_child_would_have_five_cases(cast, sign_in):
    first, *others = [a_case(cast, identity=HERE) for _each in range(5)]
    for other in others[:3]:
        actions.decide(by=cast.caseworker, one=first, other=other, result="same", reason="Hers.")
    both, client = (first, others[3]), sign_in(cast.caseworker)
    said = {"result": "same", "reason": "Hers, too."}
    answer = client.post(address("decide", both), said)
    assert answer.status_code == 422
    assert "more than four cases" in answer.content.decode()
    said["agreed_by"] = str(cast.supervisor.id)
    assert client.post(address("decide", both), said).status_code == 302


def test_two_cases_are_compared_by_their_references(cast, both, sign_in):
    client, queue = sign_in(cast.caseworker), reverse("finding:same_queue")
    asked = {"one": both[0].reference.lower(), "other": both[1].reference}
    assert client.get(queue, asked).url == address("compare", both)
    assert client.get(queue, {**asked, "other": both[0].reference}).status_code == 422
    assert client.get(queue, {**asked, "other": "7K3Q-9M2X-5"}).status_code == 422


def test_the_case_page_tells_of_the_other_case_and_what_is_met_there(cast, both, sign_in):
    here, there = both
    client = sign_in(cast.caseworker)
    assert "Compare with" in client.get(f"/cases/{here.reference}/").content.decode()
    presumed = {"standing": "presumed", "authority": "social_services"}
    record.append(by=cast.caseworker, case=here, kind="standing_decided", body=presumed)
    appointed = {"guardian": "Office of guardians"}
    record.append(by=cast.caseworker, case=there, kind="guardian_appointed", body=appointed)
    actions.decide(by=cast.caseworker, one=here, other=there, result="same", reason="Hers.")
    page = client.get(f"/cases/{here.reference}/").content.decode()
    assert "This child also has case" in page
    assert there.reference in page
    assert "Met already, in the other case" in page
    other = sign_in(cast.outsider).get(f"/cases/{there.reference}/").content.decode()
    assert here.reference not in other
    assert "This child also has case" not in other
