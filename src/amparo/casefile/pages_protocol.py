"""The protocol in force, for everybody who is signed in: what is owed, and what is asked.

Shown as it is, from room `protocol`; times that are this project's own say so.
"""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from amparo.casefile import protocols, wording
from amparo.casefile.wording import OUR_OWN
from amparo.protocol import Definition, Duration, DutyRule, GateRule
from amparo.terms.messages import N_
from amparo.ui import formats

DAY = 24
LONGEST_IN_HOURS = 72
VARIANTS = {
    "urgent": N_("urgent: %(time)s"),
    "high": N_("high risk: %(time)s"),
    "medium": N_("medium risk: %(time)s"),
    "low": N_("low risk: %(time)s"),
    "unknown": N_("unknown risk: %(time)s"),
}


@login_required
@require_GET
def protocol(request: HttpRequest) -> HttpResponse:
    """The newest version in full, and the versions before it."""
    versions = protocols.in_force()
    newest = versions[-1]
    context = {
        "protocol": newest,
        "duties": [_duty(rule) for rule in newest.duties.values()],
        "gates": [_gate(rule) for rule in newest.gates.values()],
        "definitions": [_definition(one) for one in newest.definitions.values()],
        "versions": list(reversed(versions)),
    }
    return render(request, "casefile/protocol.html", context)


def _duty(rule: DutyRule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "owed": rule.owed,
        "by": rule.by,
        "time": said(rule.within),
        "variants": [_(VARIANTS[v]) % {"time": said(t)} for v, t in rule.variants.items()],
        "repeats": said(rule.repeats_within or rule.within) if rule.repeats else "",
        "source": "" if rule.source == OUR_OWN else rule.source,
        "time_is_ours": not rule.time_from_source,
    }


def _gate(rule: GateRule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "asks": rule.asks,
        "time": said(rule.within) if rule.within else "",
        "second_person": rule.second_person,
        "source": "" if rule.source == OUR_OWN else rule.source,
    }


ASKED = {
    ("act", "needed"): N_("an act: recruiting, moving, handing over, housing or receiving"),
    ("act", "none_known"): N_("no act known"),
    ("purpose", "needed"): N_("a purpose of exploitation"),
    ("movement", "needed"): N_("movement, within a country or across a border"),
    ("movement", "across_a_border"): N_("a border crossed"),
    ("means", "needed"): N_("a means such as force or deceit"),
    ("means", "for_adults"): N_("of adults alone, a means such as force or deceit"),
    ("crossing", "needed"): N_("brought across unlawfully, for gain"),
}


def _definition(one: Definition) -> dict[str, Any]:
    asked = [_(words) for (name, how), words in ASKED.items() if getattr(one, name) == how]
    counted = [
        wording.label(name, code)
        for name in ("act", "purpose")
        for code in getattr(one, f"{name}s")
    ]
    return {
        "code": one.code,
        "name": one.name,
        "asked": asked,
        "counted": counted,
        "source": one.source,
    }


def said(length: Duration) -> str:
    """A length of time in words: hours up to three days, then days; months apart."""
    if not length.hours and not length.months:
        return _("at once")
    parts = []
    if length.months:
        months = ngettext("%(n)s month", "%(n)s months", length.months)
        parts.append(months % {"n": formats.number(length.months)})
    if length.hours > LONGEST_IN_HOURS and length.hours % DAY == 0:
        days = length.hours // DAY
        parts.append(ngettext("%(n)s day", "%(n)s days", days) % {"n": formats.number(days)})
    elif length.hours:
        hours = ngettext("%(n)s hour", "%(n)s hours", length.hours)
        parts.append(hours % {"n": formats.number(length.hours)})
    return _(" and ").join(parts)
