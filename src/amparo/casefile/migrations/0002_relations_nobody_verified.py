import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casefile", "0001_initial"),
        ("people", "0002_training"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="derived",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddIndex(
            model_name="openduty",
            index=models.Index(fields=["code", "agency", "due_at"], name="duty_code"),
        ),
        migrations.CreateModel(
            name="UnverifiedRelation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry_id", models.UUIDField()),
                ("section", models.CharField(max_length=20)),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.agency",
                    ),
                ),
                (
                    "assigned_to",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unverified_relations",
                        to="casefile.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["assigned_to", "case"], name="relation_worker"),
                    models.Index(fields=["agency", "case"], name="relation_agency"),
                ],
            },
        ),
    ]
