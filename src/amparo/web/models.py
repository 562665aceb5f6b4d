"""The mark that a database carries: what it was made for. See `deployment` for who looks at it."""

from uuid import uuid4

from django.db import models


class DeploymentMark(models.Model):
    """One row in each of the two databases; the same `deployment` in both, or they do not belong
    together."""

    mode = models.CharField(max_length=4)
    deployment = models.UUIDField(default=uuid4)
    made_at = models.DateTimeField(auto_now_add=True)

    privacy = {"id": "public", "mode": "public", "deployment": "public", "made_at": "public"}
