"""What nobody outside may learn: whether a child is known, by words, bytes, days or time."""

import json
from datetime import timedelta
from statistics import median
from time import perf_counter

import pytest
from django.test import Client
from django.utils import timezone

from amparo.access import Refused
from amparo.finding.models import TracingMatch, TracingRequest
from amparo.finding.tracing import (
    answering,
    deciding,
    outside,
    queries,
    rules,
    taking,
)
from amparo.finding.tracing.proposals import Proposal
from tests.casefile_pages.conftest import SignIn
from tests.cast import Cast
from tests.tracing.conftest import (
    AUNT,
    NOBODY,
    PROPOSED,
    a_child,
    a_request,
    minutes_pass,
    prepare,
    the_match,
    verify,
)

ROUNDS, NOISE = 40, 1.35


def test_no_answer_goes_out_before_its_day(cast: Cast) -> None:
    request = a_request(cast.outsider)
    for days in (0, 1, rules.ANSWER_DAYS - 1):
        with pytest.raises(Refused) as refused:
            answering.note_sent(
                by=cast.outsider, request_id=request.id, now=timezone.now() + timedelta(days=days)
            )
        assert refused.value.code == "too_early"
    later = timezone.now() + timedelta(days=rules.ANSWER_DAYS + 2)
    [row] = queries.board(queries.requests_of(cast.outsider), later)
    assert (row.waits, row.days_late) == (queries.LATE, 2)
    answering.note_sent(by=cast.outsider, request_id=request.id, now=later)
    assert not queries.requests_of(cast.outsider)


def test_late_ones_stand_first_on_the_board(cast: Cast) -> None:
    now = timezone.now()
    far, late, near = (
        taking.take(by=cast.outsider, content=says_by(days), now=now - timedelta(days=40))
        for days in (300, 2, 60)
    )
    rows = queries.board(queries.requests_of(cast.outsider))
    assert [one.request.id for one in rows] == [late.id, near.id, far.id]


def says_by(days: int):
    from amparo.finding.tracing.content import read

    wished = timezone.localdate() - timedelta(days=40) + timedelta(days=days)
    return read(
        {**AUNT, "answer_by": wished.isoformat()}, timezone.localdate() - timedelta(days=40)
    )


def test_the_letter_is_the_same_bytes_in_every_state_short_of_the_decision(
    cast: Cast, sign_in: SignIn
) -> None:
    """With a child and without, compared, verified, refused, unsafe, proposed: one letter."""
    case = a_child(cast)
    prepare(cast, case)
    client, seen = sign_in(cast.outsider), set()

    def look(request: TracingRequest) -> None:
        page = client.get(f"/tracing/{request.id}/letter/?language=en").content.decode()
        letter = page[page.index("<article") : page.index("</article>")]
        seen.add(letter.replace(request.number, "…"))

    unknown, known = a_request(cast.outsider, **NOBODY), a_request(cast.outsider)
    look(unknown)
    look(known)
    minutes_pass()
    look(unknown)
    look(known)
    verify(cast.outsider, unknown)
    verify(cast.outsider, known)
    look(unknown)
    look(known)
    match = the_match(known)
    for decision in (rules.UNSAFE, rules.CHILD_REFUSES, rules.NOT_THE_CHILD):
        said = Proposal(decision, "No.")
        deciding.propose(by=cast.caseworker, match_id=match.id, proposal=said)
        look(known)
        deciding.agree(by=cast.supervisor, match_id=match.id)
        look(known)
        deciding.undo(by=cast.caseworker, match_id=match.id)
    deciding.propose(by=cast.caseworker, match_id=match.id, proposal=PROPOSED)
    look(known)
    assert len(seen) == 1
    deciding.agree(by=cast.supervisor, match_id=match.id)
    look(known)
    assert len(seen) == 2


@pytest.mark.slow
def test_what_an_organisation_is_told_lasts_as_long_for_a_child_who_is_known(cast: Cast) -> None:
    """The same bytes, and times within noise: nothing is compared while somebody waits."""
    for _number in range(3):
        a_child(cast)
    sender = outside.open_sender(by=cast.supervisor, name="The Red Cross")
    minutes_pass()
    client = Client()
    took: dict[bool, list[float]] = {True: [], False: []}
    told = set()
    for turn in range(2 * ROUNDS):
        known = turn % 2 == 0
        row = (
            AUNT if known else {**AUNT, "child_names": "Xiomara Quispe", "siblings": "Inti Quispe"}
        )
        began = perf_counter()
        response = client.post(
            "/tracing/in/",
            json.dumps(row),
            content_type="application/json",
            headers={"Authorization": f"Bearer {sender.secret}"},
        )
        took[known].append(perf_counter() - began)
        told.add((response.status_code, response.content))
    assert len(told) == 1
    assert not TracingMatch.objects.exists()
    one, other = (median(times) for times in took.values())
    print(f"known {one * 1000:.2f} ms, unknown {other * 1000:.2f} ms")
    assert max(one, other) / min(one, other) < NOISE
