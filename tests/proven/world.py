"""One case with somebody in every chair, a concern that waits, an emergency, and what stands open
in the administration: everything that an address of Amparo can be about.

Each person on the case is given the sections of `GIVEN` and nothing else. What is written into it
are the marked values of `planting`, so that whoever comes upon one knows where it came from.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amparo.access import SECTIONS
from amparo.casefile import actions, actions_concern, actions_looking
from amparo.casefile.models import BreakGlass, Case, Entry, Involvement
from amparo.finding.models import Notice, Search, TracingMatch, TracingRequest
from amparo.finding.tracing import comparing, outside, taking
from amparo.finding.tracing.content import read
from amparo.finding.tracing.waiting import WAITING
from amparo.frontdoor import actions as doors
from amparo.helpline import actions as telephone
from amparo.helpline.models import Call
from amparo.people import actions as accounts
from amparo.people import sessions
from amparo.people.models import Agency, RoleGrant, User
from amparo.release.rapporteur import actions as reporting
from amparo.release.rapporteur.models import Recommendation
from amparo.statistics import actions as figures
from amparo.statistics.models import EarlyWarning, SeriesBreak, WhatHappened
from tests.cast import PASSWORD, Cast, address, make_cast
from tests.conftest import DATABASES
from tests.proven import planting

EMERGENCY = "Her brother called: she is to be sent away tonight and nobody answers."
# Who was brought into the case by its caseworker, and for what.
GIVEN = {
    "guardian": frozenset(SECTIONS),
    "lawyer": frozenset(SECTIONS),
    "provider": frozenset({"whereabouts"}),
    "police": frozenset({"justice", "coded"}),
    "prosecutor": frozenset({"justice", "coded"}),
    "competent_authority": frozenset({"identity", "protection", "coded"}),
    "panel": frozenset({"protection", "health"}),
    "focal_point": frozenset({"identity"}),
}
# Whoever works on the case: those brought in, and the agency that took it up.
READS = {"caseworker": frozenset(SECTIONS), "supervisor": frozenset(SECTIONS), **GIVEN}


@dataclass(frozen=True)
class World:
    """What there is. `token` is the invitation of `newcomer`, `grant` a role of theirs that waits
    to be confirmed, `vacant` an agency in which nobody works, `call` one that the operator took,
    `door` the front door of a school, `search` one of the caseworker's, `notice` that the outsider
    looked for the child, `contact` that the other agency asks the caseworker to get in touch,
    `request` that of a family that looks for the child of
    `case`, `match` the two together, `sender` an organisation that may send such requests;
    `break_of_series`, `warning` and what happened `afterwards` what an analyst noted,
    `recommendation` what the rapporteur recommended.
    """

    cast: Cast
    case: Case
    entry: Entry
    identity: Entry
    involvement: Involvement
    concern: Case
    elsewhere: Case
    glass: BreakGlass
    newcomer: User
    token: str
    grant: RoleGrant
    vacant: Agency
    call: Call
    door: doors.Opened
    search: Search
    notice: Notice
    contact: Notice
    request: TracingRequest
    match: TracingMatch
    sender: outside.Opened
    break_of_series: SeriesBreak
    warning: EarlyWarning
    afterwards: WhatHappened
    recommendation: Recommendation

    def user(self, name: str) -> User | None:
        """Somebody of the cast; None for `nobody`."""
        return self.cast.everybody().get(name)


def _what_an_analyst_notes(cast: Cast) -> tuple[SeriesBreak, EarlyWarning, WhatHappened]:
    mark = figures.mark_break(
        by=cast.analyst,
        said=figures.BreakSaid(kind="law_changed", on=date(2022, 3, 1), text="A new law"),
    )
    warning = figures.note_warning(
        by=cast.analyst,
        said=figures.WarningSaid(
            about="conflict", issuer="UNICEF", issued=date(2022, 3, 1), place="UKR",
            text="Children leave alone.",
        ),
    )  # fmt: skip
    afterwards = figures.note_what_happened(
        by=cast.analyst,
        warning=warning.id,
        said=figures.AfterwardsSaid(result="in_part", on=date(2023, 3, 1), text="In part."),
    )
    return mark, warning, afterwards


def _what_is_recommended(cast: Cast) -> Recommendation:
    said = reporting.Recommended(language="en", text="Hear every child.", addressed="court")
    return reporting.recommend(by=cast.rapporteur, year=2024, said=said)


def make_world() -> World:
    """The world, through the same actions as anybody's. Needs the database."""
    cast = make_cast()
    case = _a_lived_case(cast)
    newcomer, token, grant = _a_newcomer(cast)
    glass = actions_looking.break_glass(
        by=cast.colleague, reference_text=case.reference, reason=EMERGENCY
    )
    elsewhere = _a_case_elsewhere(cast)
    search, notice, contact = _searches(cast, case, elsewhere)
    request = _a_family_that_looks(cast, case)
    entries = {entry.kind: entry for entry in Entry.objects.filter(case=case).order_by("sequence")}
    break_of_series, warning, afterwards = _what_an_analyst_notes(cast)
    return World(
        cast=cast,
        break_of_series=break_of_series,
        warning=warning,
        afterwards=afterwards,
        recommendation=_what_is_recommended(cast),
        case=case,
        entry=entries["contact_made"],
        identity=entries["identity_recorded"],
        involvement=case.involvements.get(role="provider"),
        concern=a_planted_concern(cast),
        elsewhere=elsewhere,
        glass=glass,
        newcomer=newcomer,
        token=token,
        grant=grant,
        vacant=accounts.create_agency(
            by=cast.administrator, name="vacant", authority="ngo", neutral_name="Families"
        ),
        call=_a_planted_call(cast),
        door=doors.open_door(
            by=cast.supervisor,
            institution="The school on the hill",
            channel="school",
            agency=cast.agencies["social_services"],
        ),
        search=search,
        notice=notice,
        contact=contact,
        request=request,
        match=TracingMatch.objects.get(request=request, case=case),
        sender=outside.open_sender(by=cast.supervisor, name="The Red Cross"),
    )


def _searches(cast: Cast, case: Case, elsewhere: Case) -> tuple[Search, Notice, Notice]:
    """What came of searches that were looked through (`finding.notices`)."""
    now = timezone.now()

    def searched(by: User) -> Search:
        return Search.objects.create(
            person=by, agency=by.agency, role="caseworker", at=now, tells=True, looked_at=now
        )

    def told(search: Search, about: Case, **more: Any) -> Notice:
        return Notice.objects.create(
            search=search, case=about, person=search.person, agency=search.agency,
            role=search.role, searched_at=now, day=now.date(), **more,
        )  # fmt: skip

    search = searched(cast.caseworker)
    notice = told(searched(cast.outsider), case)
    decided = {"contact": True, "decided_by": cast.outsider, "decided_at": now}
    return search, notice, told(search, elsewhere, **decided)


def a_planted_concern(cast: Cast) -> Case:
    """What the teacher reports about one child more; it waits in social services."""
    return actions_concern.report_concern(
        by=cast.teacher,
        concern=planting.CONCERN,
        identity=planting.IDENTITY_AS_HEARD,
        whereabouts=planting.WHEREABOUTS,
        reporter=planting.REPORTER,
        agency=cast.agencies["social_services"],
    )


def _a_planted_call(cast: Cast) -> Call:
    """The same, as it was said to the helpline, by somebody who agreed to be known again."""
    bodies = {
        "concern_reported": {**planting.CONCERN, "channel": "helpline"},
        "identity_recorded": planting.IDENTITY_AS_HEARD,
        "whereabouts_noted": planting.WHEREABOUTS,
        "person_linked": planting.REPORTER,
    }
    content = {"bodies": bodies, "agreed": True, "word": planting.CONTACT}
    return telephone.take_call(
        by=cast.operator, call_id=uuid4(), began_at=timezone.now(), urgency="urgent",
        content=content, word=planting.CONTACT,
    )  # fmt: skip


def _a_family_that_looks(cast: Cast, case: Case) -> TracingRequest:
    """Somebody asks for the child by the name of the papers, with a way to reach them."""
    request = taking.take(by=cast.caseworker, content=read(planting.ASKED, timezone.localdate()))
    WAITING.forget()
    WAITING.up_to_date()
    comparing.compare_case(case.id, timezone.now())
    return request


def _a_lived_case(cast: Cast) -> Case:
    case = actions_concern.open_case(
        by=cast.caseworker, case=a_planted_concern(cast), caseworker=cast.caseworker
    )
    for role, sections in GIVEN.items():
        actions.involve(
            by=cast.caseworker,
            case=case,
            role=role,
            sections=sorted(sections),
            ground="best_interests",
            person=getattr(cast, role),
        )
    for kind, body in planting.ENTRIES:
        actions.append(by=cast.caseworker, case=case, kind=kind, body=body)
    need = Entry.objects.get(case=case, kind="need_found")
    corrected = {"service": "education", "urgent": True}
    actions.append(
        by=cast.caseworker, case=case, kind="need_found", body=corrected, supersedes=need.id
    )
    return case


def _a_case_elsewhere(cast: Cast) -> Case:
    """A case of the other agency: nobody of the first one is on it."""
    concern = actions_concern.report_concern(
        by=cast.outsider,
        concern={"channel": "school", "account": "He sleeps in the workshop."},
        agency=cast.agencies["other_agency"],
    )
    return actions_concern.open_case(by=cast.outsider, case=concern, caseworker=cast.outsider)


def _a_newcomer(cast: Cast) -> tuple[User, str, RoleGrant]:
    """Two who were just invited: one has not accepted yet, one waits to be confirmed."""
    invited = accounts.invite(
        by=cast.administrator,
        email=address("newcomer"),
        display_name="newcomer",
        agency=cast.agencies["school"],
        roles=("first_responder",),
    )
    waiting = accounts.invite(
        by=cast.administrator,
        email=address("waiting"),
        display_name="waiting",
        agency=cast.agencies["social_services"],
        roles=("caseworker",),
    )
    accounts.accept_invitation(token=waiting.token, password=PASSWORD)
    return invited.user, invited.token, RoleGrant.objects.get(user=waiting.user)


# At their screens


def session_of(user: User) -> str:
    """The key of a session in which somebody has just signed in."""
    client = Client()
    client.force_login(user, backend=sessions.BACKEND)
    session = client.session
    sessions.mark(session, timezone.now())
    session.save()
    return str(session.session_key)


def browser(session: str | None, **options: bool) -> Client:
    """A browser that shows this session; None for somebody who is not signed in."""
    client = Client(**options)  # type: ignore[arg-type]
    if session is not None:
        client.cookies["sessionid"] = session
    return client


def there(name: str, *arguments: object) -> str:
    """The address of a page of room `casefile`."""
    return reverse(f"casefile:{name}", args=arguments)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside never was, in both databases."""
    with ExitStack() as stack:
        for alias in DATABASES:
            block = transaction.atomic(using=alias)
            # As in Django's own TestCase: what insists on a transaction of its own may have it.
            block._from_testcase = True  # type: ignore[attr-defined]
            stack.enter_context(block)
            stack.callback(transaction.set_rollback, True, using=alias)
        yield
