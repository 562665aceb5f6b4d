"""What the start page holds for each role, the most urgent part first.

Somebody with several roles has the parts of each. What is in a part comes from `queries_*`; nothing
is decided here but the order.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from amparo import terms
from amparo.access import Person, can_act, may_record
from amparo.casefile import (
    addresses,
    beside,
    drafting,
    drafts,
    protocols,
    queries,
    queries_counts,
    queries_watch,
    queries_work,
)
from amparo.casefile.crowds import crowds_waiting
from amparo.casefile.forms_concern import DRAFT
from amparo.casefile.forms_paper import PaperConcernForm
from amparo.casefile.models import TO_TRIAGE
from amparo.casefile.navigation import reads_cases, works_on_cases
from amparo.casefile.queries import CaseFilters
from amparo.casefile.queries_agencies import mechanism_load
from amparo.casefile.views import DutyView, Head
from amparo.casefile.wording import form_label, label, source_of
from amparo.people import confirming
from amparo.people import queries as people
from amparo.people.models import User
from amparo.terms.messages import N_

SHOWN = 10
REPORT = "casefile/home_report.html"
OWED_SHOWN, AT_ONCE = 25, 8
DIMENSIONS = (
    ("state", "case_state", N_("State")),
    ("standing", "standing", N_("Identification status")),
    ("age_band", "age_band_of_child", N_("Age")),
    ("sex", "sex", N_("Sex")),
    ("movement", "movement", N_("Movement")),
    ("risk", "risk_level", N_("Risk")),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the start page: its template and what stands in it.

    `at_once`: something in it cannot wait.
    """

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    at_once: bool = False


Maker = Callable[[User, Person], Iterator[Part]]


def parts(user: User, person: Person) -> list[Part]:
    """The parts for this person, in order; a part that cannot wait comes before all others."""
    found = [part for make in _IN_ORDER for part in make(user, person)]
    return sorted(found, key=lambda part: not part.at_once)


def _unfinished(user: User, _person: Person) -> Iterator[Part]:
    """Forms left half-filled: a lost session loses nothing."""
    found = []
    for kind, reference, saved_at in drafts.drafts_of(user):
        if kind == DRAFT:
            called, href = _("Report of a concern"), reverse("casefile:report")
        elif kind == PaperConcernForm.kept_as:
            called, href = _("Report of a concern, from paper"), reverse(PaperConcernForm.shown_at)
        elif not reference and (other := beside.unfinished(kind)):
            called, href = _(other.label), other.href
        elif reference and (called := drafting.name_of(kind)):
            href = drafting.address(reference, kind)
        else:
            continue
        found.append({"label": called, "href": href, "case": reference, "saved_at": saved_at})
    if found:
        yield Part("casefile/home_unfinished.html", {"drafts": found})


def _owed(user: User, person: Person) -> Iterator[Part]:
    """What is owed today, overdue first, each with the one button that meets it."""
    if not works_on_cases(person) or person.roles == {"child"}:
        return  # a child owes nobody anything
    owed = queries_work.owed_today(user, OWED_SHOWN)
    counts = queries_work.owed_counts(user)
    # Whoever takes up concerns has them in a part of their own.
    duties = [_owed_duty(duty, person) for duty in owed if duty.code != "triage"]
    yield Part(
        "casefile/home_owed.html",
        {
            "first": duties[:AT_ONCE],
            "rest": duties[AT_ONCE:],
            "overdue": counts["overdue"],
            "today": counts["today"],
            "more": counts["overdue"] + counts["today"] > len(owed),
            "of_agency": "supervisor" in person.roles,
            "works_cases": bool(person.roles & {"caseworker", "supervisor"}),
        },
    )


def _watched(user: User, person: Person) -> Iterator[Part]:
    """Children punished though they may be victims, about to turn 18, or with people nobody
    verified.
    """
    watch = queries_watch.watch(user)
    context: dict[str, Any] = {
        "punished": watch.punished,
        "turning": watch.turning,
        "everywhere": queries_watch.punished_everywhere(user),
        "unverified": queries_watch.unverified_cases(user),
    }
    if any(context.values()):
        context |= {"more": watch.more, "most": queries_work.CAP}
        mine = "" if "supervisor" in person.roles else "&mine=yes"
        context["relations_href"] = f"{reverse('casefile:cases')}?unverified=yes{mine}"
        yield Part("casefile/home_watch.html", context)


def _owed_duty(duty: DutyView, person: Person) -> dict[str, Any]:
    may = duty.form is not None and may_record(person, duty.form.kind)
    whose = duty.assigned_to if "supervisor" in person.roles else ""
    return {
        "view": duty,
        "why": " · ".join(filter(None, (whose, source_of(duty)))),
        "button": form_label(duty.form.kind) if duty.form and may else "",
        "href": addresses.meeting(duty) if may else "",
        "case": _page_of(duty.case),
    }


def _page_of(head: Head) -> str:
    if head.state == TO_TRIAGE:
        return reverse("casefile:concern", args=[head.reference])
    return addresses.case(head.reference)


def _asked(user: User, person: Person) -> Iterator[Part]:
    """What waits for the guardian's answer."""
    if "guardian" in person.roles:
        waiting = [
            {"view": one, "href": addresses.answer(one.case.reference, one.entry_id)}
            for one in queries_work.waiting_for_me(user)
        ]
        yield Part("casefile/home_asked.html", {"waiting": waiting})


def _concerns(user: User, person: Person) -> Iterator[Part]:
    if can_act(person, "triage"):
        waiting = queries.concerns_waiting(user, SHOWN + 1)
        crowds, more = crowds_waiting(user), len(waiting) > SHOWN
        urgent = any(head.urgent for head in waiting) or any(one.urgent for one in crowds)
        yield Part(
            "casefile/home_concerns.html",
            {"waiting": waiting[:SHOWN], "crowds": crowds, "more": more},
            at_once="caseworker" not in person.roles and urgent,
        )


def _to_review(user: User, person: Person) -> Iterator[Part]:
    """What a supervisor looks at: emergencies, gates passed, roles to confirm.

    A guardian is told of the gates that were passed in their cases.
    """
    context: dict[str, Any] = {}
    if can_act(person, "review_break_glass"):
        context["glass"] = queries_work.glass_to_review(user, SHOWN)
    if can_act(person, "see_agency_work") or "guardian" in person.roles:
        context["gates"] = queries_work.gates_passed(user, SHOWN)
    if can_act(person, "confirm_roles") or can_act(person, "confirm_first_supervisor"):
        context["roles"] = len(confirming.to_confirm(user))
    if any(context.values()):
        yield Part("casefile/home_review.html", context)


def _of_other_rooms(user: User, person: Person) -> Iterator[Part]:
    """What higher rooms have for this person."""
    for shown in beside.parts_at_home(user, person):
        yield Part(shown.template, dict(shown.context), shown.at_once)


def _agency(user: User, person: Person) -> Iterator[Part]:
    """How much everybody carries."""
    if "supervisor" in person.roles:
        yield Part("casefile/home_caseload.html", {"loads": queries_work.caseload(user)})
    if can_act(person, "see_mechanism_work"):
        yield Part("casefile/home_mechanism.html", {"loads": mechanism_load(user)})


def _cases(user: User, person: Person) -> Iterator[Part]:
    if reads_cases(person):
        mine = CaseFilters(mine="caseworker" in person.roles and "supervisor" not in person.roles)
        found = queries.my_cases(user, mine, size=SHOWN)
        if found.rows or (works_on_cases(person) and "coordinator" not in person.roles):
            yield Part("casefile/home_cases.html", {"rows": found.rows, "more": found.has_next})


def _report(user: User, person: Person) -> Iterator[Part]:
    """Reporting, and what became of it; the whole page of somebody at the front line."""
    if can_act(person, "report_concern"):
        only = not works_on_cases(person) or "helpline" in person.roles
        context = {"reported": queries.my_concerns(user, SHOWN), "front_line": only}
        if only or context["reported"]:
            yield Part(REPORT, context)


def _in_order(name: str, by: Mapping[str, int | None]) -> list[tuple[str, int | None]]:
    """As the code list has them; what is in no list comes last."""
    place = {code: index for index, code in enumerate(terms.code_list(name))}
    return sorted(by.items(), key=lambda row: place.get(row[0], len(place)))


def _counts(user: User, person: Person) -> Iterator[Part]:
    """Numbers without any child in them; small ones are hidden."""
    if not person.roles & {"analyst", "rapporteur"}:
        return
    counted = queries_counts.counts(user)
    tables = [
        {
            "heading": _(heading),
            "rows": [
                (
                    label(code_list, code)
                    if code in terms.code_list(code_list)
                    else _("Not known"),
                    number,
                )
                for code, number in _in_order(code_list, counted.by[dimension])
            ],
        }
        for dimension, code_list, heading in DIMENSIONS
    ]
    smallest = queries_counts.SMALLEST_SHOWN
    yield Part(
        "casefile/home_counts.html", {"counts": counted, "tables": tables, "smallest": smallest}
    )


def _administration(_user: User, person: Person) -> Iterator[Part]:
    """Accounts, agencies, protocol. No case."""
    if can_act(person, "manage_accounts"):
        newest = protocols.in_force()[-1]
        yield Part(
            "casefile/home_administration.html",
            {
                "people": people.everybody().filter(is_active=True).count(),
                "agencies": people.agencies(only_open=True).count(),
                "waiting": people.waiting_for_confirmation().count(),
                "protocol": newest,
            },
        )


_IN_ORDER: tuple[Maker, ...] = (
    _unfinished,
    _asked,
    _owed,
    _watched,
    _concerns,
    _to_review,
    _of_other_rooms,
    _agency,
    _report,
    _cases,
    _counts,
    _administration,
)
