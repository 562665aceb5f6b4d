"""Who learnt to hear children."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AddField("user", "trained_since", models.DateTimeField(null=True)),
    ]
