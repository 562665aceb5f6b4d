"""Keys lie apart from what they open."""

import pytest
from django.apps import apps
from django.db import connections, models

from amparo.web.models import DeploymentMark
from amparo.web.router import KeysApart

ROUTER = KeysApart()
OWN_TABLES = {"django_migrations", "sqlite_sequence", "web_deploymentmark"}


def key_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if getattr(model, "key_store", False)]


def test_there_is_a_key_store_to_keep_apart() -> None:
    assert key_models() != []


@pytest.mark.django_db
def test_the_key_store_has_the_wrapped_keys_and_nothing_else() -> None:
    tables = set(connections["keys"].introspection.table_names())
    assert tables - OWN_TABLES == {model._meta.db_table for model in key_models()}


@pytest.mark.django_db
def test_the_database_of_the_record_has_no_key() -> None:
    tables = set(connections["default"].introspection.table_names())
    assert tables & {model._meta.db_table for model in key_models()} == set()


def test_reading_and_writing_a_key_goes_to_the_key_store() -> None:
    for model in key_models():
        assert ROUTER.db_for_read(model) == "keys"
        assert ROUTER.db_for_write(model) == "keys"
    assert ROUTER.db_for_read(DeploymentMark) is None


def test_the_mark_of_a_deployment_stands_in_both() -> None:
    for alias in ("default", "keys"):
        assert ROUTER.allow_migrate(alias, "web", "deploymentmark")
