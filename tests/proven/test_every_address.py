"""Role × address × status, for every address there is (`addresses`)."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.proven.addresses import NOT_YET, PEOPLE, STATUS, Line, arguments, lines
from tests.proven.answers import answer_of, ask, log_of_the_server
from tests.proven.planting import found_in
from tests.proven.world import World, browser, undone

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

LINES = lines()
TO_SIGN_IN = "/sign-in/"


def every_address() -> Iterator[str]:
    """The full name of every address that the resolver knows."""
    return _names(get_resolver(), "")


def _names(resolver: URLResolver, space: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name or pattern.pattern}"
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _names(pattern, space + inner)


def sign_of(line: Line, response: HttpResponse) -> str:
    """The sign of `addresses` for an answer; its status where there is no sign for it."""
    if response.status_code == 302:
        location = response["Location"]
        asked_in = location.startswith(f"{TO_SIGN_IN}?next=")
        return "s" if asked_in else ">"
    signs = {status: sign for sign, status in STATUS.items()}
    return signs.get(response.status_code, str(response.status_code))


# The table is whole


def test_every_address_has_a_line_and_every_line_an_address() -> None:
    known, there = {line.name for line in LINES}, set(every_address())
    assert not there - known, f"no line in tests/proven/addresses.py for {sorted(there - known)}"
    assert not known - there, f"no such address any more: {sorted(known - there)}"


def test_no_line_stands_twice() -> None:
    ids = [line.id for line in LINES]
    assert len(ids) == len(set(ids))


def test_the_table_asks_everybody_it_names(world: World) -> None:
    asked = {name for group in PEOPLE for name in group} - {"nobody"}
    assert asked <= set(world.cast.everybody())
    assert PEOPLE[-1] == ("outsider",)


# The table holds


HELD = [
    pytest.param(
        line,
        id=line.id,
        marks=pytest.mark.xfail(strict=True, reason=NOT_YET[line.id]) if line.id in NOT_YET else (),
    )
    for line in LINES
]


@pytest.mark.parametrize("line", HELD)
def test_each_person_gets_what_the_table_says(
    world: World, sessions: dict[str, str], line: Line
) -> None:
    """Nobody is shown a marked value that they were not given, in text or in an address, and none
    is logged. No browser keeps the answer: the next person at this phone must not go back to it.
    """
    got, kept, leaks = {}, [], []
    with log_of_the_server() as log:
        for name in line.signs:
            with undone():
                response = ask(world, sessions.get(name), line, name)
            got[name] = sign_of(line, response)
            if "no-store" not in response.get("Cache-Control", ""):
                kept.append(name)
            answer = answer_of(name, line.id, response)
            leaks += [(name, needle) for needle in (*answer.says_too_much(), *answer.links_to())]
    other = {name: (said, got[name]) for name, said in line.signs.items() if got[name] != said}
    assert not other, f"{line.id}: person: (as the table says, as it was): {other}"
    assert not kept
    assert not leaks
    assert not found_in(log.getvalue().encode())


def test_an_address_answers_no_method_that_is_not_in_the_table(
    world: World, sessions: dict[str, str]
) -> None:
    """Asked by whoever gets most of them, so that nothing but the method can be the reason."""
    wrong = []
    for name in sorted({line.name for line in LINES}):
        taken = {line.method for line in LINES if line.name == name}
        address = reverse(name, args=arguments(world, name))
        for method in {"GET", "POST", "PUT", "DELETE"} - taken:
            for person in ("teacher", "supervisor", "administrator"):
                with undone():
                    answer = browser(sessions[person]).generic(method, address)
                if answer.status_code not in (403, 404, 405):
                    wrong.append((name, method, person, answer.status_code))
    assert not wrong


def test_every_line_that_does_not_hold_yet_is_one_of_the_table() -> None:
    assert set(NOT_YET) <= {line.id for line in LINES}
