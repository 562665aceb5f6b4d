"""Whatever is refused is in the log, once: the page that says so must not promise too much."""

import pytest

from amparo.audit.models import Line
from tests.casefile_pages.conftest import SignIn
from tests.cast import Cast

pytestmark = [pytest.mark.django_db]


@pytest.mark.parametrize("path", ["/concerns/", "/administration/people/", "/emergency/"])
def test_a_page_that_is_refused_is_in_the_log_once(cast: Cast, sign_in: SignIn, path: str) -> None:
    before = Line.objects.filter(verb="refused").count()
    response = sign_in(cast.teacher).get(path)
    if response.status_code == 404:
        pytest.fail(f"no such page: {path}")
    assert response.status_code == 403
    kept = Line.objects.filter(verb="refused")[before:]
    assert [line.actor_id for line in kept] == [cast.teacher.id]


def test_a_case_that_one_may_not_know_about_is_in_the_log_once(cast: Cast, sign_in: SignIn) -> None:
    from tests.casefile.making import a_case

    case = a_case(cast)
    response = sign_in(cast.outsider).get(f"/cases/{case.reference}/")
    assert response.status_code == 404
    kept = Line.objects.filter(verb="refused", actor_id=cast.outsider.id)
    assert [line.case_reference for line in kept] == [case.reference]
