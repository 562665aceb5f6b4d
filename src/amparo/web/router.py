"""Decides which tables live in the key store: those whose model says `key_store = True`.

Keys are kept in a database of their own, so that they can be backed up apart and for a short time.
"""

from typing import Any

from django.apps import apps
from django.db.models import Model

KEYS = "keys"
BOTH = {("web", "deploymentmark")}


class KeysApart:
    """Wrapped keys in `keys`, everything else in `default`, the deployment's mark in both."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        return KEYS if getattr(model, "key_store", False) else None

    db_for_write = db_for_read

    def allow_relation(self, first: Model, second: Model, **hints: Any) -> bool | None:
        same = getattr(first, "key_store", False) == getattr(second, "key_store", False)
        return None if same else False

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **hints: Any
    ) -> bool | None:
        if (app_label, model_name) in BOTH:
            return True
        keys_table = hints.get("key_store") or _is_key_table(app_label, model_name)
        return (db == KEYS) == bool(keys_table)


def _is_key_table(app_label: str, model_name: str | None) -> bool:
    # A migration hands over a model of its own making, without our attribute: ask the real one.
    if model_name is None:
        return False
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError:
        return False
    return bool(getattr(model, "key_store", False))
