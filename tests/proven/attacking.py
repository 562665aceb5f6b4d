"""What the tests of attacks share: words, counts, and pages compared word for word."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from amparo.casefile.models import Case, Entry
from tests.cast import PASSWORD, address

UNKNOWN = "2222-2222-2"  # written correctly, and nobody's
MISTYPED = "2222-2222-3"
NEW_WORDS = "another lamp behind the mill"
NOW: dict[str, Any] = {"occurred_at_how": "now"}


def count() -> tuple[int, int]:
    """How many entries and cases there are: the same before and after what was refused."""
    return Entry.objects.count(), Case.objects.count()


def word_for_word(text: str) -> str:
    """A page without what differs each time: the token of its forms, the reference asked for."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    return re.sub(r"\w{4}-\w{4}-\w", "REFERENCE", text)


def sign_in(client: Client, **more: Any) -> Any:
    """The teacher signs in as people do; `more` is what else the form carries."""
    said = {"email": address("teacher"), "password": PASSWORD, **more}
    return client.post(reverse("people:sign_in"), said)
