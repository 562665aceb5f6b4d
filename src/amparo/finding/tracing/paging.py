"""What the pages of tracing share: which posts are kept from logs and kept through a sign-in, and
what of a refusal is said beside the form.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from amparo.access import Refused
from amparo.casefile.again import keeps_what_was_typed
from amparo.ui.forms import AmparoForm

Page = Callable[..., HttpResponse]
# Refusals that are about who asks, not about what was written.
NOT_FOR_THEM = frozenset({
    "not_your_match", "role_may_not_act", "authority_may_not_trace", "not_involved", "barred",
})  # fmt: skip


def typed(page: Page) -> Page:
    """A page to which somebody sends what they wrote."""
    return sensitive_post_parameters()(keeps_what_was_typed(require_POST(page)))


def typed_or_read(page: Page) -> Page:
    """The same where GET shows the form."""
    methods = require_http_methods(["GET", "POST"])
    return sensitive_post_parameters()(keeps_what_was_typed(methods(page)))


def say_in(form: AmparoForm, refusal: Refused) -> None:
    """Say on the form why it was refused. Raises it anew where it is about who asks."""
    if refusal.hidden or refusal.code in NOT_FOR_THEM:
        raise refusal
    form.refuse(refusal)


def number_of(request: HttpRequest, parameter: str = "page") -> str:
    """Which page of a list is asked for; whatever it says, the paginator finds one."""
    return request.GET.get(parameter, "1")[:6]
