"""The ledger on screens: the list, one estimate with its chain, and a text that is checked.

Figures that others published are no secret: whoever is signed in may read them. What is pasted to
be checked is read once, in memory, and kept nowhere.
"""

import io
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from amparo.access import NotFound
from amparo.casefile.again import keeps_what_was_typed
from amparo.statistics.ledger import checking, drawing, glotip
from amparo.statistics.ledger.estimates import (
    Estimate,
    UnknownEstimate,
    estimate,
    estimates,
    groups,
)  # fmt: skip
from amparo.statistics.ledger.sentences import pieces
from amparo.ui.look import AmparoForm

LONGEST_TEXT = 500_000
MOST_SHOWN = 200


class TextForm(AmparoForm):
    """A text to be checked. Nothing is stripped that stands in it."""

    text = forms.CharField(
        label=gettext_lazy("The text"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"class": "textarea ledger__text", "dir": "auto"}),
        error_messages={
            "required": gettext_lazy("Paste a text first."),
            "max_length": gettext_lazy(
                "This text is longer than %(limit_value)d characters. Paste it in parts, or use the"
                " command `amparo figures check`, which takes a text of any length."
            ),
        },
    )


@login_required
@require_GET
def ledger(request: HttpRequest) -> HttpResponse:
    """Every estimate, with what it counts; children first."""
    kept: dict[str, list[Estimate]] = {group: [] for group in groups()}
    for one in estimates():
        kept[one.group].append(one)
    return render(request, "statistics/ledger/list.html", {"groups": kept.items()})


@login_required
@require_GET
def one_estimate(request: HttpRequest, code: str) -> HttpResponse:
    """One estimate: what it counts, how it was made, who quotes it, and how to say it."""
    try:
        one = estimate(code)
    except UnknownEstimate:
        raise NotFound from None
    context = {
        "one": one,
        "chain": drawing.draw(one),
        "chain_said": drawing.summary(one) if one.quotes else "",
        "replaced": estimate(one.replaces) if one.replaces else None,
        "replaced_by": estimate(one.replaced_by) if one.replaced_by else None,
        "apart": [(estimate(other), why) for other, why in one.apart.items()],
        "sentences": _sentences_of(one),
    }
    return render(request, "statistics/ledger/estimate.html", context)


def _sentences_of(one: Estimate) -> list[str]:
    """The numbers of UNODC's report, each in a sentence that can be quoted alone."""
    if one.code != "unodc_2024_detected":
        return []
    return [glotip.sentence(number) for number in glotip.numbers().values()]


@sensitive_post_parameters()
@keeps_what_was_typed
@require_http_methods(["GET", "POST"])
def check_text(request: HttpRequest) -> HttpResponse:
    """Check a text that is pasted; it is kept nowhere."""
    form = TextForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form}
    status = 200
    if form.is_bound:
        if form.is_valid():
            context |= _checked(form.cleaned_data["text"])
        else:
            status = 422
            if len(form.data.get("text", "")) > LONGEST_TEXT:
                context["form"] = _without_text(form)
    return render(request, "statistics/ledger/check.html", context, status=status)


def _without_text(form: TextForm) -> TextForm:
    """A text that is too long is not sent back: the browser has it, and the page stays light."""
    data = form.data.copy()  # type: ignore[attr-defined]
    errors = form.errors["text"]
    data["text"] = ""
    again = TextForm(data)
    again.errors["text"] = errors
    return again


def _checked(text: str) -> dict[str, Any]:
    found = list(checking.check(pieces(io.StringIO(text, newline=None))))
    return {
        "checked": True,
        "found": [
            {"finding": one, "estimate": estimate(one.rule.estimate)} for one in found[:MOST_SHOWN]
        ],
        "count": len(found),
        "more": max(0, len(found) - MOST_SHOWN),
        "language": get_language() or "en",
    }
