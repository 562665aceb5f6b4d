"""Rates, and who is found more often: both of a population that is pasted, read once, not kept."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amparo.people.models import User
from amparo.statistics import actions, laid_out, showing
from amparo.statistics.drawing.paper import LettersMissing
from amparo.statistics.facts.columns import MISSING, column
from amparo.statistics.figures import sentences, wording
from amparo.statistics.figures.comparing import NotComparable
from amparo.statistics.forms_brought import BroughtForm, RateForm, ReferenceForm
from amparo.statistics.pages_table import counting, facts_of, handed_out, said, shown
from amparo.statistics.tables import disproportion, populations
from amparo.statistics.tables.asked import EthicsReview
from amparo.statistics.tables.axes import AXES, COMMUNITY
from amparo.statistics.tables.disproportion import FIELDS, OverRepresentation
from amparo.statistics.tables.making import POPULATION
from amparo.statistics.tables.refused import NotAskable
from amparo.ui import formats

FORMS = ("csv", "json", "pdf")
Answer = Callable[[User, Any], HttpResponse | dict[str, Any]]


@login_required
@require_http_methods(["GET", "POST"])
def rates(request: HttpRequest) -> HttpResponse:
    """For every 100,000. A form of its own: the address of a table cannot carry a population."""
    kind = request.POST.get("as", "")

    def answer(user: User, form: RateForm) -> HttpResponse | dict[str, Any]:
        pasted = form.cleaned_data["text"].encode()
        method = form.cleaned_data["method"]
        population = populations.read(pasted, method=method, reference_for=POPULATION)
        found = showing.table(user, form.asked(), population)
        return handed_out(found, kind, "rates") if kind in FORMS else shown(found)

    return _brought(request, RateForm, "rates", answer)


@login_required
@require_http_methods(["GET", "POST"])
def who(request: HttpRequest) -> HttpResponse:
    """Over-representation among known cases."""

    def answer(user: User, form: ReferenceForm) -> dict[str, Any]:
        pasted = form.cleaned_data["text"].encode()
        reference = disproportion.read(pasted, kind=form.cleaned_data["kind"])
        asked = form.asked()
        found = showing.over_represented(user, asked, reference)
        if COMMUNITY.intersection(one.factor for one in found):
            actions.record_review(by=user, on=form.cleaned_data["review_on"])
        return _compared(found) | {"review": asked.review and _reviewed(asked.review)}

    return _brought(request, ReferenceForm, "who", answer)


def _brought(
    request: HttpRequest, form_of: type[BroughtForm], here: str, answer: Answer
) -> HttpResponse:
    """The form, and below it what `answer` gives for a user and a valid form; refused, the form
    says why and keeps what was pasted."""
    user = counting(request)
    sent = request.method == "POST"
    form = form_of(request.POST) if sent else form_of()
    facts = facts_of(user)
    context: dict[str, Any] = {"form": form, "facts": facts, "here": here}
    if not sent:
        form.errors.clear()
    elif form.is_valid() and facts:
        try:
            found = answer(user, form)
        except (NotAskable, NotComparable) as refusal:
            form.blame(refusal, said(refusal))
        except LettersMissing as missing:
            form.blame(missing, [str(missing)])
        else:
            if isinstance(found, HttpResponse):
                return found
            context |= found
    context |= _written() if facts else {}
    return render(request, f"statistics/{here}.html", context)


def _written() -> dict[str, Any]:
    """How the lines are written here: the place, and the codes with what they mean."""
    ages = AXES["age_band"].bands
    return {
        "place": showing.place(),
        "sexes": _named("sex", column("victims", "sex").codes),
        "bands": _named("age_band", [band.code for band in ages if band.high is not None]),
        "factors": _named("factors", column("victims", "factors").codes),
    }


def _named(axis: str, codes: Any) -> list[tuple[str, str]]:
    return [(code, wording.code_in_words(axis, code)) for code in codes if code not in MISSING]


def _compared(found: list[OverRepresentation]) -> dict[str, Any]:
    """What is said of detection stands above the table, and the other notes below it."""
    notes = dict.fromkeys(note for one in found for note in laid_out.in_words(one.notes))
    detection = _(disproportion.DETECTION)
    heads = _heads(any(one.ratio.interval for one in found))
    return {
        "heads": heads,
        "columns": list(heads.values()),
        "found": [_row(one) for one in found],
        "detection": detection,
        "few": any(one.ratio.value is None for one in found),
        "notes": [note for note in notes if note != detection],
    }


def _heads(intervals: bool) -> dict[str, str]:
    """What each column is called; where the reference is a full count there are no intervals."""
    names = {
        "what": _("What"),
        "ratio": _("Times as often"),
        "interval": _("Interval"),
        "among": _("Among known cases"),
        "reference": _("In the reference population"),
        "field": _("In whose hands"),
    }
    return {key: name for key, name in names.items() if intervals or key != "interval"}


def _reviewed(review: EthicsReview) -> str:
    named = {"body": review.body, "day": formats.day(review.on)}
    return _("Community is shown after the ethics review by %(body)s, %(day)s.") % named


def _row(one: OverRepresentation) -> dict[str, Any]:
    interval = one.ratio.interval
    return {
        "name": wording.code_in_words("factors", one.factor),
        "ratio": laid_out.short(one.ratio),
        "interval": _("%(low)s to %(high)s")
        % {"low": wording.decimal(interval.low), "high": wording.decimal(interval.high)}
        if interval
        else "",
        "among": laid_out.short(one.among_known),
        "reference": wording.percent(one.in_reference),
        "too_broad": one.too_broad,
        "field": capfirst(_(FIELDS[one.domain])) if one.domain else "",
        "sentence": sentences.sentence(one.ratio),
    }
