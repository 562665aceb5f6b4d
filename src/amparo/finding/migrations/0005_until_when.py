from datetime import timedelta

from django.db import migrations, models

A_YEAR = timedelta(days=365)


def until_a_year_later(apps, schema_editor):
    """What was opened without an end has one now: a year after it was opened."""
    for source in apps.get_model("finding", "TracingSource").objects.all():
        source.ends_on = (source.opened_at + A_YEAR).date()
        source.save(update_fields=["ends_on"])


class Migration(migrations.Migration):

    dependencies = [("finding", "0004_tracing")]

    operations = [
        migrations.AddField("tracingsource", "ends_on", models.DateField(null=True)),
        migrations.RunPython(until_a_year_later, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("tracingsource", "ends_on", models.DateField()),
        migrations.AddField("tracingrequest", "changed_at", models.DateTimeField(null=True)),
        migrations.RemoveConstraint("notice", "notice_once_a_day"),
        migrations.AddConstraint(
            "notice",
            models.UniqueConstraint(
                fields=["case", "agency", "day", "barred"], name="notice_once_a_day"
            ),
        ),
    ]
