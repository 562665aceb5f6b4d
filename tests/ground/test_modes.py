"""A made-up country and real children never share a database."""

from uuid import uuid4

import pytest
from pytest_django import Settings

from amparo.web import ground
from amparo.web.models import DeploymentMark

pytestmark = pytest.mark.django_db


def marked(mode: str, *, same: bool = True) -> None:
    deployment = uuid4()
    for alias in ground.DATABASES:
        belongs = deployment if same else uuid4()
        DeploymentMark.objects.using(alias).create(mode=mode, deployment=belongs)


def test_a_database_of_the_made_up_country_is_refused_for_real_children(
    settings: Settings,
) -> None:
    marked("demo")
    settings.AMPARO_MODE = "real"
    with pytest.raises(ground.NotReady, match="made-up country") as caught:
        ground.refuse_other_mode()
    assert "\n" not in str(caught.value)


def test_a_database_of_real_children_is_refused_by_a_demo(settings: Settings) -> None:
    marked("real")
    settings.AMPARO_MODE = "demo"
    with pytest.raises(ground.NotReady, match="for real children: demo mode refuses it"):
        ground.refuse_other_mode()


def test_nothing_is_made_in_a_database_of_the_other_mode(settings: Settings) -> None:
    marked("real")
    settings.AMPARO_MODE = "demo"
    with pytest.raises(ground.NotReady):
        ground.make()


def test_a_key_store_of_another_deployment_is_refused() -> None:
    marked("demo", same=False)
    with pytest.raises(ground.NotReady, match="do not belong together"):
        ground.refuse_other_mode()


def test_a_database_whose_key_store_was_lost_is_refused() -> None:
    marked("demo")
    DeploymentMark.objects.using("keys").all().delete()
    with pytest.raises(ground.NotReady, match="do not belong together"):
        ground.refuse_other_mode()


def test_a_new_database_takes_the_mode_that_makes_it(settings: Settings) -> None:
    settings.AMPARO_MODE = "real"
    ground.mark()
    marks = [ground.read_mark(alias) for alias in ground.DATABASES]
    assert [mark.mode for mark in marks if mark] == ["real", "real"]
    assert len({mark.deployment for mark in marks if mark}) == 1


def test_marking_again_changes_nothing() -> None:
    ground.mark()
    before = ground.read_mark("default")
    ground.mark()
    after = ground.read_mark("default")
    assert before is not None
    assert after is not None
    assert before.deployment == after.deployment
