"""No answer, log line, e-mail, address, error page or file says a name, a birth date, a contact or
a place of a child, except to somebody entitled who asked for it."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command

from amparo.audit import triggers
from tests.cast import PASSWORD
from tests.conftest import DATABASES
from tests.proven import planting
from tests.proven.answers import UNCOVERS
from tests.proven.keeping import WAL, everything_kept
from tests.proven.planting import PLANTED, Needle, found_in, found_plainly
from tests.proven.walking import TYPED, WRONG_PASSWORD, Walk, walk
from tests.proven.world import READS, World, make_world, session_of
from tests.settings import MASTER_KEY

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """A world that is really written, so that its bytes lie on the disk."""
    from amparo.finding.kept.keeping import KEPT

    KEPT.forget()
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        try:
            yield make_world()
        finally:
            for alias in DATABASES:
                with triggers.lifted(alias):
                    call_command("flush", database=alias, interactive=False, verbosity=0)
            KEPT.forget()


@pytest.fixture(scope="module")
def sessions(world: World) -> dict[str, str]:
    return {name: session_of(user) for name, user in world.cast.everybody().items()}


@pytest.fixture(scope="module")
def walked(world: World, sessions: dict[str, str]) -> Walk:
    return walk(world, sessions)


@pytest.fixture(scope="module")
def kept(walked: Walk) -> list[tuple[str, bytes]]:
    return list(everything_kept())


# Pages


def test_what_was_planted_is_shown_to_whoever_may_read_it(walked: Walk) -> None:
    """Else the rest of this file would prove nothing."""
    shown = {(answer.name, needle) for answer in walked.answers for needle in answer.says()}
    for section, mark in planting.MARKS.items():
        for name, given in READS.items():
            reads = section in given and (section != "identity" or name in UNCOVERS)
            assert ((name, Needle(section, mark)) in shown) == reads, (name, section)
    for needle in (*planting.WHERE, *planting.SAID):
        assert ("caseworker", needle) in shown
    guardian = {needle for name, needle in shown if name == "guardian"}
    assert guardian & set(planting.BIRTH)
    assert guardian >= set(planting.IDENTIFYING) - set(planting.BIRTH)


def test_no_answer_says_more_than_its_reader_was_given(walked: Walk) -> None:
    leaks = [(answer.name, answer.asked, answer.says_too_much()) for answer in walked.answers]
    assert not [leak for leak in leaks if leak[2]]


def test_what_somebody_typed_comes_back_to_nobody_else(walked: Walk) -> None:
    authors = {answer.name for answer in walked.typed_at}
    others = [
        (answer.name, answer.asked)
        for answer in walked.answers
        if answer.name not in authors - {"nobody"} and TYPED.value.casefold() in answer.text
    ]
    assert not others


def test_no_error_page_says_what_was_planted(walked: Walk) -> None:
    statuses = {answer.status for answer in walked.typed_at}
    assert {400, 401, 403, 404, 422, 500} <= statuses
    for answer in walked.typed_at:
        if answer.status >= 400 and answer.name != "teacher":
            assert not answer.says(planting.IDENTIFYING), answer.asked


def test_a_fault_of_ours_shows_neither_its_words_nor_its_place(walked: Walk) -> None:
    [fault] = [answer for answer in walked.typed_at if answer.status == 500]
    assert "cannot fold" not in fault.text
    assert "traceback" not in fault.text
    assert TYPED.value.casefold() not in fault.text


def test_no_address_on_any_page_holds_anything_planted(walked: Walk) -> None:
    """Not even on a page that shows it: an address is kept in histories and logs."""
    for answer in walked.answers:
        assert not answer.links_to(), (answer.name, answer.asked)


# Logs and messages


def test_no_log_line_says_anything_planted_or_typed(walked: Walk) -> None:
    assert "Internal Server Error" in walked.logged
    assert not found_in(walked.logged.encode(), (*PLANTED, TYPED))


def test_no_log_line_says_a_password_a_key_or_an_invitation(
    world: World, sessions: dict[str, str], walked: Walk
) -> None:
    secrets = [PASSWORD, WRONG_PASSWORD, settings.SECRET_KEY, MASTER_KEY.decode(), world.token]
    needles = [Needle("secret", secret) for secret in (*secrets, *sessions.values())]
    assert not found_in(walked.logged.encode(), needles)


def test_no_message_says_anything_planted(walked: Walk) -> None:
    assert not found_in(walked.mailed.encode(), (*PLANTED, TYPED))


# What is kept


def test_nothing_kept_says_anything_planted_or_typed(kept: list[tuple[str, bytes]]) -> None:
    needles = (*PLANTED, TYPED)
    look = {where: found_plainly if where.startswith(WAL) else found_in for where, _what in kept}
    assert not [(where, found) for where, what in kept if (found := look[where](what, needles))]


def test_nothing_kept_lets_the_birth_date_be_reckoned(kept: list[tuple[str, bytes]]) -> None:
    assert not [where for where, what in kept if found_in(what, planting.RECKONED)]


def test_nothing_kept_says_a_password(kept: list[tuple[str, bytes]]) -> None:
    needles = [Needle("secret", secret) for secret in (PASSWORD, WRONG_PASSWORD)]
    assert not [(where, found) for where, what in kept if (found := found_in(what, needles))]


def test_no_database_holds_the_master_key(kept: list[tuple[str, bytes]]) -> None:
    needles = [Needle("secret", secret) for secret in (MASTER_KEY.decode(), settings.SECRET_KEY)]
    outside = [(where, what) for where, what in kept if not where.startswith("keys/")]
    assert not [(where, found) for where, what in outside if (found := found_in(what, needles))]


def test_no_database_holds_the_token_of_an_invitation(
    world: World, kept: list[tuple[str, bytes]]
) -> None:
    needles = [Needle("secret", world.token)]
    assert not [(where, found) for where, what in kept if (found := found_in(what, needles))]
