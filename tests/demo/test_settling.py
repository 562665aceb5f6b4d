"""Who lives in the made-up country once it is settled, and where it may be made at all."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from amparo.audit.models import Line
from amparo.demo import actions
from amparo.demo.country import lysandra
from amparo.demo.settling import settle
from amparo.people import queries
from amparo.people.models import User

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_settling_leaves_a_line_for_every_account_role_and_agency() -> None:
    settle(lysandra(), datetime.now(UTC) - timedelta(days=600))
    said = Counter(Line.objects.values_list("verb", flat=True))
    assert said["agency_created"] == 14
    assert said["user_invited"] == said["invitation_accepted"] == 38
    assert said["mechanism_founded"] == 1


def test_nobody_confirmed_their_own_role_or_one_they_gave() -> None:
    settle(lysandra(), datetime.now(UTC) - timedelta(days=600))
    for user in User.objects.prefetch_related("grants"):
        for grant in user.grants.all():
            assert grant.confirmed_by_id not in (user.id, grant.granted_by_id) or (
                grant.confirmed_by_id is None
            )
    assert not queries.waiting_for_confirmation().exists()


def test_a_database_for_real_children_is_refused(settings: object) -> None:
    settings.AMPARO_MODE = "real"
    with pytest.raises(actions.CountryRefused, match="real children"):
        list(actions.make_country(cases=1, seed=1))
    assert not User.objects.exists()


def test_progress_is_told_as_it_goes() -> None:
    seen: list[tuple[int, int]] = []
    list(actions.make_country(cases=60, seed=1, progress=lambda *told: seen.append(told)))
    assert seen == [(50, 60), (60, 60)]


def test_dawn_is_never_in_the_future() -> None:
    early = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
    assert actions.dawn(early) == datetime(2026, 5, 3, 6, 0, tzinfo=UTC)
    assert actions.dawn(early + timedelta(hours=9)) == datetime(2026, 5, 4, 6, 0, tzinfo=UTC)
