"""What gates ask: named questions about the history before a step and about the step itself.

Each has the words that say what is missing. A question about a detail that a plan cannot hold yet
is not asked of `step_planned`. Neighbours: `gate_steps` says which entries a gate looks at, `gates`
puts both to work. See docs/protocol.md.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from amparo.journey import Entry, History, covering
from amparo.protocol.engine import DutyOccurrence, duties, in_force
from amparo.protocol.fulfilment import about
from amparo.protocol.gate_steps import BEFORE, PLANNED, STEP_OF_SOLUTION
from amparo.protocol.grounds import is_beyond_appearance, is_law_enforcement
from amparo.protocol.model import DutyRule, GateRule, Protocol
from amparo.terms.messages import N_


@dataclass(frozen=True)
class Question:
    """One gate asked about one step: the history as it was when the step occurred."""

    history: History
    entry: Entry
    rule: GateRule
    protocols: Sequence[Protocol]

    @property
    def at(self) -> datetime:
        """When the step occurs, at the latest."""
        return self.entry.occurred.latest

    @property
    def planned(self) -> bool:
        """Whether the step is only planned."""
        return self.entry.kind == PLANNED

    @cached_property
    def solution(self) -> str | None:
        """The solution that the step is about."""
        if self.planned:
            return STEP_OF_SOLUTION.get(self.entry.body["step"])
        chosen = self.entry.says("solution") or self.entry.says("chosen")
        return str(chosen) if chosen else None

    def any(self, *kinds: str, **says: object) -> bool:
        """Whether such an entry holds."""
        return bool(self.history.timeline.of(*kinds, **says))


@dataclass(frozen=True, slots=True)
class Asked:
    """Something a gate asks for: whether it holds, and what to say when it does not."""

    missing: str
    holds: Callable[[Question], bool]


def _given(name: str) -> Callable[[Question], bool]:
    def holds(q: Question) -> bool:
        value = q.entry.says(name)
        return q.planned or bool(value.strip() if isinstance(value, str) else value)

    return holds


def _is_true(name: str) -> Callable[[Question], bool]:
    return lambda q: q.planned or q.entry.says(name) is True


def _heard(entry: Entry) -> bool:
    """Whether a guardian was heard: agreed, or had their question or objection answered."""
    if entry.says("answered") is False:
        return False
    return entry.says("answered") is True or entry.says("view") == "agrees"


def _guardian_heard(q: Question) -> bool:
    return any(_heard(entry) for entry in q.history.timeline.of("guardian_consulted"))


def _guardian_agrees(q: Question) -> bool:
    views = [e.says("view") for e in q.history.timeline.of("guardian_consulted") if e.says("view")]
    return bool(views) and views[-1] == "agrees"


def _challengeable(q: Question) -> bool:
    return q.entry.says("child_told") is True and _lies_ahead("challenge_until")(q)


def _lies_ahead(name: str) -> Callable[[Question], bool]:
    def holds(q: Question) -> bool:
        until = q.entry.moment(name, q.history.zone)
        return until is not None and until.latest > q.entry.occurred.earliest

    return holds


def _beyond_appearance(q: Question) -> bool:
    return is_beyond_appearance(_intercepted(q, "grounds"))


def _by_law_enforcement(q: Question) -> bool:
    return is_law_enforcement(_intercepted(q, "by") or q.entry.agency)


def _intercepted(q: Question, name: str) -> str:
    return str((q.entry.says("intercepted") or {}).get(name) or "")


def _relation_assessed(q: Question) -> bool:
    return any(
        e.says("relation_verified") is not None for e in q.history.timeline.of("person_linked")
    )


def _authority_or_review(q: Question) -> bool:
    if str(q.entry.says("authorised_by") or "").strip():
        return True
    review, within = q.entry.moment("review_by", q.history.zone), q.rule.within
    return review is not None and within is not None and review.earliest <= within.after(q.at)


def _risk_recent(q: Question) -> bool:
    if q.rule.within is None:
        return q.any("risk_assessed")
    since = q.rule.within.before(q.entry.occurred.earliest)
    return any(e.occurred.latest >= since for e in q.history.timeline.of("risk_assessed"))


def _no_protection_need(q: Question) -> bool:
    if q.history.foreign == "no" or q.entry.agreed_by:
        return True
    asked = q.history.timeline.of("protection_need_asked")
    return bool(asked) and asked[-1].says("wish") == "no"


def _child_heard_on(*topics: str) -> Callable[[Question], bool]:
    return lambda q: any(e.says("topic") in topics for e in q.history.timeline.of("view_recorded"))


def _family_not_involved(q: Question) -> bool:
    assessed = q.history.timeline.of("family_assessed")
    return bool(assessed) and assessed[-1].says("involvement_in_trafficking") == "none"


def _determinations(q: Question) -> list[Entry]:
    return [
        e
        for e in q.history.timeline.of("best_interests_decided", level="determination")
        if e.id != q.entry.id
    ]


def _chose_it(q: Question) -> bool:
    made = _determinations(q)
    return bool(made) and made[-1].says("chosen") == q.solution


def _told_of_it(q: Question) -> bool:
    made = _determinations(q)
    if not made:
        return False
    told_at = made[-1].moment("child_told_at", q.history.zone)
    if told_at is not None and told_at.earliest <= q.at:
        return True
    told = q.history.timeline.of("information_given")
    return any(
        e.occurred.latest >= made[-1].occurred.earliest and about(e, "decision") for e in told
    )


def _appeal_over(q: Question) -> bool:
    made = _determinations(q)
    until = made[-1].moment("appeal_until", q.history.zone) if made else None
    over = until is not None and until.latest < q.entry.occurred.earliest
    return over and not q.history.appeal_pending


def _factors_addressed(q: Question) -> bool:
    addressed = {e.says("factor") for e in q.history.timeline.of("factor_addressed")}
    return all(e.says("factor") in addressed for e in q.history.timeline.of("factor_recorded"))


def _reflection_over(q: Question) -> bool:
    presumed, within = q.history.presumed, q.rule.within
    if presumed and within and within.after(presumed.occurred.latest) <= q.entry.occurred.latest:
        return True
    wish = _wish_after_advice(q, "return")
    return wish is not None and wish.says("heard_apart") is True and _guardian_agrees(q)


def _wish_after_advice(q: Question, topic: str) -> Entry | None:
    """The child's last view on something, if it is for it and not from before any legal advice."""
    views = q.history.timeline.of("view_recorded", topic=topic)
    advice = [e.occurred.earliest for e in q.history.timeline.of("legal_aid_given")]
    if not views or not advice or views[-1].says("wish") != "for":
        return None
    return views[-1] if min(advice) <= views[-1].occurred.latest else None


def _no_claim_pending(q: Question) -> bool:
    asked = q.history.timeline.of("protection_need_asked")
    if q.history.appeal_pending:
        return False
    if not asked or asked[-1].says("outcome"):
        return True
    return asked[-1].says("wish") != "yes" and asked[-1].says("lodged_at") is None


def _measures(q: Question) -> bool:
    if q.planned or q.entry.says("measures"):
        return True
    return any(e.says("measures") for e in q.history.timeline.of("testimony_planned"))


def _died(q: Question) -> bool:
    return bool(q.entry.says("reason") == "died")


def _lost(q: Question) -> bool:
    return bool(q.entry.says("reason") == "lost_contact")


def _no_duty_open(q: Question) -> bool:
    rules = in_force(q.protocols, q.at).duties
    found = duties(q.history.timeline, q.protocols, q.at, q.history.zone)
    return not any(_stands_open(rules[duty.code], duty) for duty in found if duty.code in rules)


def _stands_open(rule: DutyRule, duty: DutyOccurrence) -> bool:
    """Whether a duty keeps a case from being closed safely.

    A review that renews itself each time it is done is always open: it counts when it is overdue.
    """
    renews = rule.repeats or f"kind:{rule.starts}" in rule.met_by
    counts = ("overdue",) if renews else ("open", "overdue")
    return duty.state in counts and not rule.survives_closure


def _attempts_recorded(q: Question) -> bool:
    made = [
        e
        for e in q.history.timeline.of("contact_made")
        if e.says("attempt") or e.says("child_seen") is False
    ]
    return not _lost(q) or len(made) >= q.rule.attempts


def _state_is_over(name: str) -> Callable[[Question], bool]:
    return lambda q: _died(q) or covering(getattr(q.history, name), q.at) is None


ASKS: dict[str, Asked] = {
    "more_than_one_method": Asked(
        N_("more than one method"), lambda q: len(set(q.entry.says("methods") or ())) > 1
    ),
    "range_wholly_adult": Asked(
        N_("an estimated range that lies wholly from 18 on"),
        lambda q: (q.entry.says("estimated_low") or 0) >= 18,
    ),
    "guardian_present": Asked(N_("the guardian present"), _is_true("guardian_present")),
    "child_told_and_able_to_challenge": Asked(
        N_("the child told, and able to challenge it until a date"), _challengeable
    ),
    "decided_by_competent_authority": Asked(
        N_("a decision by a competent authority"),
        lambda q: q.entry.says("authority") == "competent_authority",
    ),
    "screening_done": Asked(N_("a screening"), lambda q: q.any("screening_completed")),
    "guardian_heard": Asked(
        N_("the guardian consulted, and answered"), lambda q: _died(q) or _guardian_heard(q)
    ),
    "reasons_given": Asked(N_("the reasons"), _given("grounds")),
    "child_told": Asked(N_("the child told"), _is_true("child_told")),
    "appeal_time_given": Asked(N_("a time to appeal"), _lies_ahead("appeal_until")),
    "law_enforcement_on_intelligence": Asked(
        N_("law enforcement acting on sound intelligence"), _by_law_enforcement
    ),
    "grounds_beyond_age_sex_origin_group": Asked(
        N_("grounds beyond age, sex, origin or group"), _beyond_appearance
    ),
    "relation_assessed": Asked(N_("the relation to the carer assessed"), _relation_assessed),
    "risk_assessed": Asked(N_("risks assessed"), lambda q: q.any("risk_assessed")),
    "authority_decided_or_reviewed_within": Asked(
        N_("a competent authority's decision, or in an emergency its review in time"),
        _authority_or_review,
    ),
    "siblings_together": Asked(
        N_("siblings kept together"), lambda q: q.entry.says("with_siblings") is not False
    ),
    "safeguarding_checked": Asked(
        N_("a safeguarding check that is current"), _is_true("safeguarding_checked")
    ),
    "authorised": Asked(
        N_("who authorised it"),
        lambda q: q.entry.kind == "risk_assessed" or _given("authorised_by")(q),
    ),
    "why_proportionate": Asked(N_("why it is proportionate"), _given("why_proportionate")),
    "review_date": Asked(N_("a date for its review"), _given("review_by")),
    "not_for_want_of_resources": Asked(
        N_("a reason other than a want of resources"),
        lambda q: q.entry.says("for_want_of_resources") is not True,
    ),
    "guardian_appointed": Asked(
        N_("a guardian appointed"), lambda q: covering(q.history.guardian, q.at) is not None
    ),
    "reason_to_ask_again": Asked(N_("a reason to ask again"), _given("reason_to_ask_again")),
    "risk_assessed_within": Asked(N_("risks assessed recently enough"), _risk_recent),
    "no_protection_need_or_lawyer_agrees": Asked(
        N_("international protection asked about and not needed, or a lawyer's agreement"),
        _no_protection_need,
    ),
    "child_heard_on_contact": Asked(
        N_("the child's view on contact"), _child_heard_on("contact", "return")
    ),
    "guardian_agrees": Asked(N_("the guardian's agreement"), _guardian_agrees),
    "child_heard_on_solution": Asked(
        N_("the child's view on solution, return or placement"),
        _child_heard_on("solution", "return", "placement"),
    ),
    "family_not_involved": Asked(
        N_("the family assessed, and not involved in the trafficking"),
        _family_not_involved,
    ),
    "determination_chose_it": Asked(N_("a determination that chose this solution"), _chose_it),
    "child_told_of_decision": Asked(N_("the child told of the decision"), _told_of_it),
    "appeal_time_over": Asked(N_("the time to appeal over"), _appeal_over),
    "received_by_someone": Asked(N_("somebody who received the child"), _given("received_by")),
    "factors_recorded": Asked(
        N_("the factors that led to the trafficking recorded"), lambda q: q.any("factor_recorded")
    ),
    "factors_addressed": Asked(N_("every factor addressed"), _factors_addressed),
    "identification_finished": Asked(
        N_("identification finished"), lambda q: bool(q.history.decided_by_competent_authority)
    ),
    "reflection_time_over": Asked(
        N_("the time for recovery over, or the child's own wish heard apart, after legal advice"),
        _reflection_over,
    ),
    "no_claim_or_appeal_pending": Asked(
        N_("no protection claim or appeal pending"), _no_claim_pending
    ),
    "child_chose_freely": Asked(
        N_("the child's free choice after advice"),
        lambda q: _wish_after_advice(q, "justice") is not None,
    ),
    "lawyer_heard": Asked(N_("a lawyer heard"), lambda q: q.any("legal_aid_given")),
    "measures_in_place": Asked(N_("protective measures in place"), _measures),
    "no_duty_open": Asked(N_("no duty left open"), lambda q: _died(q) or _no_duty_open(q)),
    "not_missing": Asked(N_("the child found"), _state_is_over("missing")),
    "not_detained": Asked(N_("the child at liberty"), _state_is_over("detained")),
    "no_removal_pending": Asked(N_("no removal pending"), _state_is_over("removal")),
    "contact_agreed": Asked(
        N_("how the child can be reached, or reach us, later"),
        lambda q: _died(q) or _lost(q) or q.any("contact_agreed"),
    ),
    "attempts_recorded": Asked(N_("recorded attempts to reach the child"), _attempts_recorded),
}


__all__ = ["ASKS", "BEFORE", "Asked", "Question"]
