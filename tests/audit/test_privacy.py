"""Every field of every table says how much it can expose."""

from django.db import models

from amparo.audit.privacy import Privacy, unclassified, unclassified_everywhere


def test_every_field_of_every_table_is_classified() -> None:
    assert unclassified_everywhere() == {}


def test_a_field_without_a_class_is_named() -> None:
    class Forgetful(models.Model):
        told = models.CharField(max_length=1)
        untold = models.CharField(max_length=1)
        privacy = {"id": Privacy.PUBLIC, "told": "public", "gone": Privacy.PUBLIC}

        class Meta:
            app_label = "audit"
            managed = False

    try:
        assert unclassified(Forgetful) == ["gone", "untold"]
        Forgetful.privacy = {"id": "secretish", "told": "public", "untold": "public"}
        assert unclassified(Forgetful) == ["id"]
    finally:
        from django.apps import apps

        del apps.all_models["audit"]["forgetful"]
        apps.clear_cache()
