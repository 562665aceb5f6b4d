"""What is looked up once while a page is read, and anew by everything that writes."""

import pytest
from django.test import Client

from amparo.people.models import RoleGrant
from amparo.people.queries import roles_of
from amparo.people.remembering import each, once, while_reading
from tests.casefile_pages.case_world import signed_in
from tests.cast import Cast, make_cast


def looked_up(method: str | None) -> int:
    times = []
    with while_reading(method):
        for _ in range(3):
            once(("key",), lambda: times.append(1))
    return len(times)


def test_a_page_that_is_read_looks_up_once() -> None:
    assert looked_up("GET") == 1


def test_a_request_that_writes_looks_up_anew() -> None:
    assert looked_up("POST") == 3


def test_nothing_is_remembered_beyond_the_page() -> None:
    with while_reading("GET"):
        once(("key",), lambda: "old")
    assert once(("key",), lambda: "new") == "new"


def test_of_several_only_those_are_looked_up_that_were_not_yet() -> None:
    asked: list[set[int]] = []

    def look_up(missing: set[int]) -> dict[int, str]:
        asked.append(missing)
        return {one: str(one) for one in missing if one != 3}

    with while_reading("GET"):
        assert each(("numbers",), {1, 3}, look_up) == {1: "1"}
        assert each(("numbers",), {1, 2, 3}, look_up) == {1: "1", 2: "2"}
    assert asked == [{1, 3}, {2}]
    assert each(("numbers",), {1}, look_up) == {1: "1"}


def test_one_page_inside_another_remembers_by_itself() -> None:
    with while_reading("GET"):
        once(("key",), lambda: "outer")
        with while_reading("GET"):
            assert once(("key",), lambda: "inner") == "inner"
        assert once(("key",), lambda: "again") == "outer"


@pytest.mark.django_db(databases=["default", "keys"])
def test_a_role_that_ended_opens_nothing_on_the_next_page() -> None:
    cast: Cast = make_cast()
    client: Client = signed_in(cast.supervisor)
    assert client.get("/concerns/").status_code == 200
    RoleGrant.objects.filter(user=cast.supervisor, role="supervisor").update(
        ended_at=cast.supervisor.invited_at
    )
    assert "supervisor" not in roles_of(cast.supervisor)
    assert client.get("/concerns/").status_code == 403
