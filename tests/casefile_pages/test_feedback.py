"""Whoever reported learns on their start page that it was taken up, and never what was found."""

import re

import pytest

from amparo.casefile import actions_concern
from amparo.casefile.models import Case
from tests.casefile.making import a_case, a_concern, record
from tests.cast import Cast, join

REASON = "Her mother was here and it was a game."
TAKEN_UP = "Somebody has taken it up"
CHANGING = re.compile(
    r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]|<time.*?</time>|csrf\S+ value=\S+", re.DOTALL
)


def opened(cast: Cast, concern: Case) -> None:
    case = actions_concern.open_case(by=cast.caseworker, case=concern, caseworker=cast.caseworker)
    record(cast, case, "standing_decided", standing="identified", authority="social_services")


def joined(cast: Cast, concern: Case) -> None:
    actions_concern.join_concern(by=cast.caseworker, concern=concern, case=a_case(cast))


def closed(cast: Cast, concern: Case) -> None:
    actions_concern.close_concern(
        by=cast.caseworker, concern=concern, reason=REASON, agreed_by=cast.colleague
    )


ENDINGS = (opened, joined, closed)


@pytest.fixture
def concern(cast: Cast) -> Case:
    return a_concern(cast)


def page(client, address: str = "/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def part(client) -> str:
    """What the start page says of what was reported."""
    return page(client).partition('id="reported"')[2].partition("</section>")[0]


def test_a_report_that_waits_says_by_when_it_is_to_be_taken_up(cast, sign_in, concern):
    said = part(sign_in(cast.teacher))
    assert concern.reference in said
    assert "It arrived" in said
    assert "to be taken up by" in said
    assert TAKEN_UP not in said


@pytest.mark.parametrize("end", ENDINGS)
def test_the_start_page_says_that_it_was_taken_up_without_a_search(cast, sign_in, concern, end):
    end(cast, concern)
    said = part(sign_in(cast.teacher))
    assert concern.reference in said
    assert TAKEN_UP in said
    assert "to be taken up by" not in said


def test_however_it_ended_the_reporter_reads_the_same_words(cast, sign_in):
    client = sign_in(cast.teacher)
    read = set()
    for end in ENDINGS:
        concern = a_concern(cast)
        end(cast, concern)
        read.add(CHANGING.sub("", page(client, f"/concern/{concern.reference}/")))
        rows = part(client).split("<li")
        [row] = [row for row in rows if f"/concern/{concern.reference}/" in row]
        read.add(CHANGING.sub("", row.partition("</li>")[0]))
    assert len(read) == 2


def test_what_was_found_and_which_case_it_became_stays_unsaid(cast, sign_in, concern):
    case = a_case(cast)
    actions_concern.join_concern(by=cast.caseworker, concern=concern, case=case)
    Case.objects.filter(id=case.id).update(reported_by=None)
    client = sign_in(cast.teacher)
    for address in ("/", f"/concern/{concern.reference}/"):
        said = page(client, address)
        assert case.reference not in said
        assert cast.caseworker.display_name not in said
        assert "Joined" not in said


def test_nobody_else_at_that_school_reads_of_it(cast, sign_in, concern):
    opened(cast, concern)
    another = join(
        cast.administrator, cast.agencies["school"], "another-teacher", "first_responder"
    )
    client = sign_in(another)
    assert concern.reference not in client.get("/", follow=True).content.decode()
    assert client.get(f"/concern/{concern.reference}/").status_code == 404
