"""What each case is found by, sealed: the index in memory is made from this at every start."""

from django.db import models


class SealedCard(models.Model):
    """The card of one case, under the second key of that case: without that key it is nothing.

    Folded from the timeline, and made anew by `amparo rebuild`. `sealed` is empty where there is
    nothing to be found by, or where the key is gone. `changed` rises with every change, in the
    order in which changes were kept, so that who has seen one has seen all before it.
    """

    case = models.OneToOneField("casefile.Case", models.CASCADE, primary_key=True, related_name="+")
    changed = models.BigIntegerField(unique=True)
    key_id = models.UUIDField(null=True)
    sealed = models.BinaryField()

    privacy = {
        "case": "operational",
        "changed": "operational",
        "key_id": "operational",
        "sealed": "identifying",
    }
