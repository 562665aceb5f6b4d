"""Puts requests, explanations and steps into words for the pages."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amparo import terms
from amparo.finding.models import TracingMatch
from amparo.finding.tracing import queries, rules, sides
from amparo.finding.tracing.content import LABELS, Content
from amparo.finding.tracing.forms import CheckForm
from amparo.finding.tracing.proposals import proposal_of
from amparo.finding.tracing.verifying import Checked, results_in
from amparo.terms.messages import N_
from amparo.ui import formats

TABS = {
    rules.OPEN: N_("Open"),
    rules.ANSWERED: N_("Answered"),
    rules.TAKEN_BACK: N_("Taken back"),
}
LEVELS = {
    sides.AGREES: (N_("agrees"), "good", "check"),
    sides.NEARLY: (N_("nearly agrees"), "lead", ""),
    sides.DIFFERS: (N_("differs"), "caution", ""),
}
STRENGTHS = (
    (0.95, N_("Very likely their child"), "good"),
    (sides.STRONG, N_("Likely their child"), "lead"),
    (0.0, N_("Perhaps their child"), "calm"),
)
TONES = {queries.LATE: "danger", queries.TODAY: "warm", queries.VERIFY: "lead"}
_SEEKER = ("seeker_name", "relation", "may_be_contacted", "channel", "from_whom", "their_reference")
_CHILD = ("child_names", "age", "sex", "parents", "siblings", "lost_on", "lost_where", "places",
          "circumstances")  # fmt: skip

Words = dict[str, Any]


def row(one: queries.BoardRow) -> Words:
    """A line of the board."""
    return {
        "request": one.request,
        "waits": _(queries.WAITS[one.waits]),
        "tone": TONES.get(one.waits, ""),
        "late": one.days_late if one.waits == queries.LATE else 0,
        "source": one.request.source.name if one.request.source else "",
    }


def shown(one: queries.Shown) -> Words:
    """A child who may be meant, with its explanation where there is one."""
    strength, parts = one.match.strength / 1000, one.fit.parts if one.fit else ()
    label, tone = next((label, tone) for least, label, tone in STRENGTHS if strength >= least)
    return {
        "match": one.match,
        "reference": one.match.case.reference,
        "label": _(label),
        "tone": tone,
        "percent": one.percent,
        "waits": _(queries.MATCH_WAITS[one.waits]),
        "to_do": one.waits in (queries.DECIDE, queries.SECOND),
        "parts": [_part(part) for part in parts if part.level != sides.MISSING],
        "not_compared": [_(sides.PARTS[p.code]) for p in parts if p.level == sides.MISSING],
        "risk": bool(one.fit and one.fit.risk),
    }


def _part(part: sides.Part) -> Words:
    label, tone, sign = LEVELS[part.level]
    asked, known = part.asked, part.known
    if part.code == sides.SEX:
        asked, known = (_term("sex", code) for code in (asked, known))
    if part.code == sides.WHEN:
        asked, known = (_days(text) for text in (asked, known))
    return {
        "label": _(sides.PARTS[part.code]),
        "level": _(label),
        "tone": tone,
        "sign": sign,
        "asked": asked,
        "known": known,
        "speaks": _speaks(part),
    }


def _speaks(part: sides.Part) -> str:
    if part.weight >= 6:
        return _("speaks strongly for it")
    if part.weight >= 2:
        return _("speaks for it")
    if part.weight > 0:
        return _("speaks a little for it")
    if part.weight <= -2:
        return _("speaks against it")
    return _("speaks a little against it") if part.weight < 0 else _("says nothing")


def lines(content: Content) -> list[Words]:
    """What the family says of the child, without what is empty."""
    return _lines(content, _CHILD)


def seeker_lines(content: Content) -> list[Words]:
    """What they say of themselves."""
    return _lines(content, _SEEKER)


def _lines(content: Content, names: Sequence[str]) -> list[Words]:
    said = ((name, _value(content, name)) for name in names)
    return [{"label": _(LABELS[name]), "texts": texts} for name, texts in said if texts]


def _value(content: Content, name: str) -> list[str]:
    if name in ("relation", "sex"):
        code = getattr(content, name)
        return [_term(name, code)] if code else []
    if name == "may_be_contacted":
        return [_("Yes") if content.may_be_contacted else _("No")]
    if name == "age":
        return ["-".join(dict.fromkeys(map(str, content.ages)))] if content.ages else []
    if name == "lost_on":
        return [_days(" – ".join(content.lost))] if content.lost else []
    value = getattr(content, name)
    return [text for text in value if text] if isinstance(value, tuple) else [value] * bool(value)


def _days(text: str) -> str:
    """A first and a last day in words: a whole month is one, a day too."""
    first, _dash, last = text.partition(" – ")
    return formats.moment({"earliest": first, "latest": last or first}) if first else ""


def _term(listed: str, code: str) -> str:
    return dict(terms.choices(listed, get_language() or "en")).get(code, code)


# Verifying and deciding


def steps(checks: Sequence[Checked], typed: CheckForm | None = None) -> list[Words]:
    """The steps as a checklist, each with every try and a form for the next."""
    stands = rules.verified(results_in(checks))
    return [
        {
            "code": step,
            "label": _(label),
            "help": _(rules.STEP_HELP[step]),
            "done": step in stands,
            "tries": [_try(one) for one in checks if one.step == step],
            "form": typed if typed and typed.step == step else CheckForm(step=step),
            "open": bool(typed and typed.step == step),
        }
        for step, label in rules.STEPS.items()
    ]


def tries(checks: Sequence[Checked]) -> list[Words]:
    """Every try with its step, in their order."""
    return [{**_try(one), "label": _(rules.STEPS[one.step])} for one in checks]


def _try(one: Checked) -> Words:
    return {
        "result": _(rules.RESULTS[one.result]),
        "held": one.result == rules.SOLVED,
        "by": one.by.display_name,
        "at": one.at,
        "how": one.how,
        "asked": one.asked,
        "counts": one.counts,
    }


_CONDITIONS = (
    (N_("Whoever looks is verified: identity, channel and relation"), (rules.SEEKER,)),
    (N_("The child was asked about contact, and does not object"), (rules.WISH, rules.AGAINST)),
    (N_("Whether the family took part was assessed"), (rules.FAMILY,)),
    (N_("Whoever looks may be contacted"), (rules.MAY_NOT_BE_REACHED,)),
)


def conditions(missing: Sequence[str]) -> list[Words]:
    """What has to hold before contact, and whether it does."""
    return [
        {"label": _(label), "holds": not set(codes) & set(missing)} for label, codes in _CONDITIONS
    ]


def proposal(match: TracingMatch) -> Words | None:
    """What was proposed or decided, in words."""
    found = proposal_of(match)
    if found is None:
        return None
    return {
        "label": _(rules.DECISIONS[found.decision]),
        "by": match.decided_by.display_name if match.decided_by else "",
        "at": match.decided_at,
        "agreed_by": match.agreed_by.display_name if match.agreed_by else "",
        "agreed_at": match.agreed_at,
        "reason": found.reason,
        "safe_because": found.safe_because,
        "despite": list((found.despite or {}).values()),
        "waits": not match.agreed_at and found.decision != rules.LATER,
        "later": found.decision == rules.LATER,
    }
