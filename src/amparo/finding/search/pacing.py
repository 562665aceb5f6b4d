"""Answers of the search take no less than a fixed time, so that how long one took tells nothing.

Cases of others are never among what is looked through for an answer; but a name that somebody bears
is looked up in another way than one that nobody bears. What differs is a few thousandths of a
second, and disappears in this pause.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse

Page = Callable[..., HttpResponse]
AT_LEAST = 0.06  # seconds; nobody feels it


def no_sooner(page: Page) -> Page:
    """A page whose answer comes AT_LEAST after it was asked for; GET is no search."""

    @wraps(page)
    def paced(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        until = time.monotonic() + AT_LEAST
        response = page(request, *args, **kwargs)
        if request.method == "POST":
            time.sleep(max(0.0, until - time.monotonic()))
        return response

    return paced
