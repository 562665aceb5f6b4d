"""What the page of a case shows, made ready from what one person may see of it (`views`).

No rule stands here: `queries` decided what is in a view. This turns it into steps, cards and lines;
`pages_case` answers requests, the templates lay it out.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from amparo import terms
from amparo.casefile import addresses, drafting, saying, wording
from amparo.casefile.journey_steps import Reached, journey_steps
from amparo.casefile.rules import BY_ACTION_ONLY, WITHDRAWAL
from amparo.casefile.saying import Line
from amparo.casefile.views import CaseView, DutyView, EntryView
from amparo.people.models import User
from amparo.terms.messages import N_
from amparo.ui.journey_drawing import Step

CASE_TEAM = frozenset({"caseworker", "supervisor"})
DECIDES = "competent_authority"  # nobody decides in its place
LATER = timedelta(hours=24)
INVOLVING = frozenset({"involvement_started", "involvement_ended", "access_barred"})
DANGER = frozenset({
    "missing_reported", "liberty_taken", "removal_threatened", "access_barred",
    "returned_to_exploitation", "identity_exposed", "reprisal_reported",
})  # fmt: skip
WARM = frozenset({
    "concern_reported", "view_recorded", "missing_found", "liberty_restored",
    "guardian_appointed", "solution_started",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tab:
    """One part of the case page; `kinds` are those whose entries it shows, newest first."""

    code: str
    label: str
    kinds: frozenset[str] = frozenset()
    sign: str = ""


TABS: dict[str, Tab] = {
    tab.code: tab
    for tab in (
        Tab("", N_("Overview")),
        Tab("timeline", N_("Timeline")),
        Tab("duties", N_("What is owed")),
        Tab("people", N_("People"), frozenset({
            "identity_recorded", "person_linked", "contact_made", "contact_agreed",
            "guardian_appointed", "guardian_ended", "guardian_consulted", "parents_assessed",
            "family_assessed", "tracing_opened", "tracing_answered", "tracing_ruled_out",
        })),
        Tab("plan", N_("Plan"), frozenset({
            "need_found", "service_given", "plan_made", "plan_reviewed", "conference_held",
            "factor_recorded", "factor_addressed", "step_planned", "followed_up",
        })),
        Tab("decisions", N_("Decisions"), frozenset({
            "standing_decided", "age_considered", "best_interests_decided", "solution_started",
            "view_recorded", "guardian_consulted", "protection_need_asked", "stay_regularised",
            "focal_point_contacted", "focal_point_ruled_out", "appeal_lodged", "appeal_decided",
            "complaint_made", "complaint_answered", "duty_not_possible", "case_opened",
            "case_closed", "case_reopened",
        })),
        Tab("documents", N_("Documents"), frozenset({"document_recorded"})),
        Tab("involvement", N_("Involvement and consent")),
        Tab("seen", N_("Who has seen this"), sign="eye"),
    )
}  # fmt: skip
OF_ENTRIES = ("people", "plan", "decisions", "documents")


@dataclass(frozen=True, slots=True)
class EntryCard:
    """One entry as the timeline shows it."""

    view: EntryView
    label: str
    by: str
    tone: str
    lines: list[Line]
    passed: list[tuple[str, str]]
    agreed_by: str
    may_change: bool

    @property
    def id(self) -> UUID:
        return self.view.id

    @property
    def anchor(self) -> str:
        return f"entry-{self.view.id}"

    @property
    def is_struck(self) -> bool:
        """Whether it was replaced or withdrawn; a withdrawal itself is never struck through."""
        return self.view.corrected_by is not None

    @property
    def from_paper(self) -> bool:
        """Whether it was written on paper first, and typed in later."""
        return bool((self.view.body or {}).get("on_paper"))

    @property
    def recorded_later(self) -> bool:
        """Whether it was recorded so much later than it happened that the reader should know."""
        return self.view.recorded_at - self.view.occurred.latest > LATER


@dataclass(frozen=True, slots=True)
class DutyCard:
    """One duty as it is shown, with the way to the form that meets it, where the reader may."""

    view: DutyView
    why: str
    source: str
    button: str
    href: str
    set_aside: str


def tabs(view: CaseView, current: str) -> list[dict[str, Any]]:
    """The tabs that this reader has any use for."""
    return [
        {
            "label": _(tab.label),
            "href": addresses.case(view.head.reference, tab.code),
            "current": tab.code == current,
            "count": (len(view.open_duties) or None) if tab.code == "duties" else None,
            "sign": tab.sign,
        }
        for tab in TABS.values()
        if has_tab(view, tab.code)
    ]


def has_tab(view: CaseView, code: str) -> bool:
    """Whether a tab is for this reader."""
    if code == "seen":
        return view.can("see_who_has_seen")
    if code == "involvement":
        return "protection" in view.sections or view.can("see_who_has_seen")
    if code in OF_ENTRIES and "protection" not in view.sections:
        return any(entry.kind in TABS[code].kinds for entry in view.entries)
    return code in TABS


def steps(view: CaseView) -> list[Step]:
    """The child's journey, as far as this reader may see it, for the drawing."""
    counted = [entry for entry in view.entries if entry.holds]
    reached = journey_steps(counted, view.duties, view.situation, view.sections)
    forms = {duty.view.code: duty.href for duty in duty_cards(view)}
    return [_step(one, view, forms) for one in reached]


def _step(one: Reached, view: CaseView, forms: Mapping[str, str]) -> Step:
    return Step(
        label=_(one.place.label),
        state=one.state,
        when=wording.step_when(one.at, one.due_at, view.at),
        href=forms.get(one.duty, ""),
    )


def duty_cards(view: CaseView, states: Iterable[str] = ("open", "overdue")) -> list[DutyCard]:
    """The duties in these states, the earliest due first."""
    wanted = [duty for duty in view.duties if duty.state in states]
    return [_duty_card(duty, view) for duty in sorted(wanted, key=lambda duty: duty.due_at)]


def _duty_card(duty: DutyView, view: CaseView) -> DutyCard:
    form = duty.form if _may_meet(duty, view) else None
    may_set_aside = "duty_not_possible" in view.records
    aside = addresses.record(view.head.reference, "duty_not_possible", duty.code)
    return DutyCard(
        view=duty,
        why=wording.why_owed(duty),
        source=wording.source_of(duty),
        button=wording.form_label(form.kind) if form else "",
        href=addresses.meeting(duty) if form else "",
        set_aside=aside if may_set_aside else "",
    )


def _may_meet(duty: DutyView, view: CaseView) -> bool:
    """Whether the form that meets a duty is one for this reader to fill."""
    if duty.form is None or duty.form.kind not in view.records:
        return False
    return duty.by != DECIDES or DECIDES in view.roles


def entry_cards(
    view: CaseView, reader: User, wanted: Callable[[EntryView], bool]
) -> list[EntryCard]:
    """The wanted entries, newest first."""
    chosen = [entry for entry in reversed(view.entries) if wanted(entry)]
    return with_words(view, reader, chosen)


def is_about_the_child(entry: EntryView) -> bool:
    """Whether an entry says something of the child, and not of who works on the case."""
    return entry.holds and entry.kind not in INVOLVING | {"case_assigned", WITHDRAWAL}


def with_words(view: CaseView, reader: User, entries: list[EntryView]) -> list[EntryCard]:
    """Entries with their bodies in words; names of agencies and people are looked up once."""
    names = saying.names_in(entry.body or {} for entry in entries)
    names |= saying.names_of_ids(entry.agreed_by for entry in entries)
    names |= {str(entry.id): wording.kind_label(entry.kind) for entry in view.entries}
    return [_entry_card(entry, view, reader, names) for entry in entries]


def _entry_card(
    entry: EntryView, view: CaseView, reader: User, names: Mapping[str, str]
) -> EntryCard:
    by = _("%(agency)s, %(person)s") % {"agency": entry.agency, "person": entry.author}
    return EntryCard(
        view=entry,
        label=wording.kind_label(entry.kind),
        by=by if entry.author else entry.agency,
        tone="danger" if entry.kind in DANGER else "warm" if entry.kind in WARM else "",
        lines=saying.lines(entry.kind, entry.body, names) if entry.body else [],
        passed=[(wording.gate_asks(code), why) for code, why in entry.despite.items()],
        agreed_by=names.get(entry.agreed_by, "") if entry.agreed_by else "",
        may_change=may_change(entry, view) and _is_theirs(entry, view, reader),
    )


def may_change(entry: EntryView, view: CaseView) -> bool:
    """Whether to offer to correct or withdraw an entry; the action decides whether one may."""
    own = not entry.joined_from and entry.holds and not entry.erased
    kept_elsewhere = entry.kind in BY_ACTION_ONLY | INVOLVING | {WITHDRAWAL}
    return own and not kept_elsewhere and entry.kind in view.records


def _is_theirs(entry: EntryView, view: CaseView, reader: User) -> bool:
    """Whether to offer a change: of one's own words, or of all to who answers for the case."""
    if entry.author_id == reader.id:
        return True
    if entry.kind == "standing_decided" and entry.agency != reader.agency.name:
        return False
    return not view.by_break_glass and not view.roles.isdisjoint(CASE_TEAM)


def find(view: CaseView, entry_id: UUID) -> EntryView | None:
    return next((entry for entry in view.entries if entry.id == entry_id), None)


def by_month(cards: Iterable[EntryCard]) -> list[tuple[str, list[EntryCard]]]:
    """Cards under the month in which each happened, in the order given."""
    return [
        (month, list(of_month))
        for month, of_month in groupby(
            cards, lambda card: wording.month(card.view.occurred.earliest)
        )
    ]


def sections_there(view: CaseView) -> list[tuple[str, str]]:
    """The sections of the entries that this reader sees, for the filter of the timeline."""
    there = {entry.section for entry in view.entries}
    return [
        (code, text) for code, text in terms.choices("section", wording.language()) if code in there
    ]


def kinds_there(view: CaseView) -> list[tuple[str, str]]:
    """The kinds of the entries that this reader sees, by their label."""
    kinds = {entry.kind for entry in view.entries}
    return sorted(((code, wording.kind_label(code)) for code in kinds), key=lambda one: one[1])


@dataclass(frozen=True, slots=True)
class DraftCard:
    """A half-filled form of this case."""

    label: str
    href: str
    saved_at: datetime


def draft_cards(view: CaseView, rows: Iterable[tuple[str, str, datetime]]) -> list[DraftCard]:
    """What this person began here and did not send; `rows` as `drafts.drafts_of` gives them."""
    cards = []
    for kind, reference, saved_at in rows:
        name = drafting.name_of(kind)
        if reference == view.head.reference and name:
            cards.append(DraftCard(name, drafting.address(reference, kind), saved_at))
    return cards
