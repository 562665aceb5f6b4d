"""The pictures of docs/tour/: who is at the screen, which page it is, and what was done on it.

They are taken in the made-up country, on one fixed day, in this order; a picture without an address
goes on from where the person before it stopped. What is chosen is chosen by what it is about, so
that another country of the same shape gives the same pictures.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db.models import Count, Q
from django.urls import reverse
from playwright.sync_api import Page

from amparo.casefile import addresses, timelines
from amparo.casefile.actions_looking import see_case
from amparo.casefile.models import BreakGlass, Case
from amparo.casefile.queries_work import waiting_for_me
from amparo.casefile.visibility import visible_to
from amparo.demo.actions import make_country
from amparo.demo.country import lysandra
from amparo.frontdoor.actions import renew_link
from amparo.frontdoor.models import FrontDoor
from amparo.people.models import User
from amparo.people.queries import holders

FOLDER = Path(__file__).parents[2] / "docs" / "tour" / "images"
CASES, SEED, DAY = 60, 15, datetime(2026, 3, 11, 8, 30, tzinfo=UTC)
SCREEN, LOW, TALL, PHONE = (1000, 720), (1000, 560), (1000, 960), (360, 740)
DESK = (1000, 900)
WORRY = "She falls asleep in class and is picked up by a car that is not her family's."
SEEN = "She stands at the gate after school and asks whether she may stay inside."
HEARD = "A girl, whispering. A door, a man's voice. She works in a house and may not go out."
# To whole pixels: letters between two pixels make a picture larger by half.
TO_THE_TOP = "one => scrollTo(0, Math.floor(one.getBoundingClientRect().top + scrollY - 32))"


def somebody(key: str) -> User:
    """Somebody of the made-up country, by the first part of their address."""
    return User.objects.select_related("agency").get(email=lysandra().people[key].email)


def case_of(key: str) -> str:
    """Of the open cases of somebody, one with a child who is missing, else the longest."""
    cases = visible_to(somebody(key)).filter(state="open").annotate(length=Count("entries"))
    return cases.order_by("-missing", "-length", "reference")[0].reference


def settled_case_of(key: str) -> str:
    """The longest of somebody's open cases in which a solution was prepared."""
    cases = visible_to(somebody(key)).filter(state="open", missing=False)
    decided = cases.filter(entries__kind="best_interests_decided").distinct()
    found = (decided or cases).annotate(length=Count("entries")).order_by("-length", "reference")
    return found[0].reference


def reported() -> str:
    """What the nurse has just reported."""
    return Case.objects.order_by("-created_at")[0].reference


def emergency() -> BreakGlass:
    """One that waits for a review."""
    return BreakGlass.objects.filter(reviewed_at=None).order_by("opened_at", "id")[0]


def who_reviews() -> User:
    return holders("supervisor", agency_id=emergency().agency_id)[0]


def answer_asked() -> str:
    """Where the guardian answers what they are asked."""
    waiting = waiting_for_me(somebody("guardian"))
    if waiting:
        return addresses.answer(waiting[0].case.reference, waiting[0].entry_id)
    return addresses.record(case_of("guardian"), "guardian_consulted")


def doubted() -> Case:
    """The case in which an age was considered most often."""
    considered = Count("entries", filter=Q(entries__kind="age_considered"))
    return Case.objects.annotate(number=considered).order_by("-number", "reference")[0]


def who_doubts() -> User:
    """Whoever is responsible for it."""
    worker = doubted().assigned_to
    assert worker
    return worker


def way_in() -> str:
    """Where the link of the front door leads that was opened last."""
    door = FrontDoor.objects.order_by("-opened_at")[0]
    token = renew_link(by=somebody("supervisor"), door=door).token
    return reverse("frontdoor:door", args=[token])


def name_of(reference: str) -> str:
    """What a made-up child is called in full, as far as somebody recorded it."""
    case = Case.objects.get(reference=reference)
    known = timelines.open_case(case.id).timeline().of("identity_recorded")
    names = [one["name"] for entry in known for one in entry.body.get("names") or []]
    return str(max(names, key=len))


# What is done on a page


def leave(_page: Page) -> None:
    """Nothing: the page as it opens."""


def below_the_head(page: Page) -> None:
    """The part of a case, without what every part has above it."""
    page.locator("main nav.tabs").evaluate("tabs => tabs.scrollIntoView()")


def write_a_concern(page: Page) -> None:
    page.locator("[name=account]").fill(WORRY)
    page.locator("[name=how_urgent][value=urgent]").check(force=True)
    page.locator("[name=account]").scroll_into_view_if_needed()


def send(page: Page) -> None:
    page.locator("main form button[type=submit]:not([name])").last.click()
    page.wait_for_url("**/arrived/")


def uncover(page: Page) -> None:
    page.locator("form[action$='/identity/'] button").first.click()
    page.wait_for_url("**/identity/")
    page.locator(".covered--open").first.scroll_into_view_if_needed()


def type_letters(page: Page) -> None:
    page.locator("main input[type=search], main input[name=q]").first.press_sequentially("guard")


def question_for_the_police(page: Page) -> None:
    form = page.locator("main form[data-kind-form]")
    form.locator("[name=occurred_at_how][value=now]").check(force=True)
    form.locator("[name=purpose][value=criminal]").check(force=True)
    form.locator("[name=guardian_present][value=false]").check(force=True)
    form.locator("button[type=submit]:not([name])").last.click()
    page.locator("#gates").wait_for()


def look_first(page: Page) -> None:
    page.locator("form[data-screening] fieldset [value=yes]").first.check()
    page.locator("form[data-screening] fieldset [value=unknown]").nth(1).check()
    page.evaluate("document.activeElement.blur(), scrollTo(0, 0)")


def disagree(page: Page) -> None:
    form = page.locator("main form[data-kind-form]")
    form.locator("[name=view][value=objects]").check(force=True)
    form.locator("[name=text]").fill("The aunt lives next to the workshop. Who has seen her home?")
    page.evaluate("scrollTo(0, 0)")


def show_years(page: Page) -> None:
    page.locator("main form[method=post] button").last.click()
    page.locator(".age__bar").first.wait_for()
    below_the_alarm(page)


def below_the_alarm(page: Page) -> None:
    page.locator("main h1").evaluate(TO_THE_TOP)


def what_it_amounts_to(page: Page) -> None:
    page.locator("main .with-aside").evaluate(TO_THE_TOP)


def open_a_door(page: Page) -> None:
    page.locator("[name=institution]").fill("School at the Old Mill")
    page.locator("[name=channel]").select_option("school")
    page.locator("main form button[type=submit]").click()
    page.locator(".poster").evaluate(TO_THE_TOP)


def write_outside(page: Page) -> None:
    """A child who is known already, which whoever writes cannot know."""
    page.locator("[name=account]").fill(SEEN)
    page.locator("[name=child_name]").fill(name_of(worked()))
    page.locator("[name=account]").scroll_into_view_if_needed()


def follow(page: Page) -> None:
    """Send it, keep the receipt, and look again when somebody has opened the report."""
    page.locator("main form .actions button").click()
    receipt = page.locator("main h2 .reference").first.inner_text()
    see_case(by=somebody("supervisor"), case=Case.objects.get(reference=reported()))
    page.locator("main a[href$='/receipt/']").click()
    page.locator("[name=receipt]").fill(receipt)
    page.locator("main form button").click()
    page.locator("main .notice").first.wait_for()


def look_at_doubles(page: Page) -> None:
    page.locator("#doubles-title").evaluate(TO_THE_TOP)


def listen(page: Page) -> None:
    page.clock.set_fixed_time(DAY + timedelta(minutes=2, seconds=40))
    page.reload()
    page.locator("[name=account]").fill(HEARD)
    page.locator("[name=how_urgent][value=urgent]").check(force=True)
    page.evaluate("scrollTo(0, 0)")


@dataclass(frozen=True)
class Picture:
    """One picture. `who` is somebody by key, or found, or None for whoever has no account.

    `where` is an address, None to go on.
    """

    name: str
    who: str | Callable[[], User] | None
    where: Callable[[], str] | None
    act: Callable[[Page], None] = leave
    size: tuple[int, int] = SCREEN

    def person(self) -> User | None:
        if self.who is None:
            return None
        return somebody(self.who) if isinstance(self.who, str) else self.who()


def page_of(name: str, case: Callable[[], str] | None = None, *rest: str) -> Callable[[], str]:
    """The address of a page of room `casefile`; of a case where one is given."""
    return lambda: reverse(f"casefile:{name}", args=[case(), *rest] if case else [])


def worked() -> str:
    return case_of("caseworker")


def home() -> str:
    return "/"


PICTURES = (
    Picture("report", "nurse", page_of("report"), write_a_concern, PHONE),
    Picture("arrived", "nurse", None, send, PHONE),
    Picture("report-arabic", "team-idris", page_of("report"), size=PHONE),
    Picture("concern", "supervisor", page_of("concern", reported)),
    Picture("today", "caseworker", home, size=DESK),
    Picture("today-arabic", "team-amal", home),
    Picture("case", "caseworker", page_of("case", worked), size=TALL),
    Picture("identity", "caseworker", None, uncover),
    Picture("record", "caseworker", page_of("record", worked), type_letters),
    Picture(
        "gates",
        "caseworker",
        page_of("record_kind", worked, "interview_held"),
        question_for_the_police,
        TALL,
    ),
    Picture(
        "screening",
        "caseworker",
        page_of("screening_group", worked, "unodc_child", "1"),
        look_first,
        PHONE,
    ),
    Picture("timeline", "caseworker", page_of("case_timeline", worked), below_the_head),
    Picture("involvement", "caseworker", page_of("case_involvement", worked), below_the_head),
    Picture("agency", "supervisor", home),
    Picture(
        "emergency",
        who_reviews,
        lambda: reverse("casefile:review_emergency", args=[emergency().id]),
    ),
    Picture("mechanism", "coordinator", home),
    Picture("asked", "guardian", home),
    Picture("answer", "guardian", answer_asked, disagree, TALL),
    Picture(
        "decisions",
        "lawyer",
        page_of("case_decisions", lambda: settled_case_of("lawyer")),
        below_the_head,
    ),
    Picture("shelter", "shelter", page_of("case", lambda: settled_case_of("shelter")), size=TALL),
    Picture(
        "justice", "prosecutor", page_of("case", lambda: settled_case_of("prosecutor")), size=TALL
    ),
    Picture("authority", "authority", page_of("case", lambda: settled_case_of("authority"))),
    Picture(
        "panel",
        "panel",
        page_of("case_decisions", lambda: settled_case_of("panel")),
        below_the_head,
    ),
    Picture("seen", "supervisor", page_of("case_seen", worked), below_the_head),
    Picture("child", "child", page_of("case", lambda: case_of("child"))),
    Picture("people", "administrator", lambda: reverse("people:people")),
    Picture("invite", "administrator", lambda: reverse("people:invite")),
    Picture("counts", "analyst", home),
    Picture("protocol", "caseworker", page_of("protocol")),
    Picture("standing", "caseworker", page_of("standing", worked), what_it_amounts_to, LOW),
    Picture("age", who_doubts, page_of("case_age", lambda: doubted().reference), show_years),
    Picture("paper", "border", page_of("paper_concern"), size=TALL),
    Picture("call", "helpline", lambda: reverse("helpline:new"), listen),
    Picture("poster", "supervisor", lambda: reverse("frontdoor:new_door"), open_a_door, TALL),
    Picture("door", None, way_in, write_outside, PHONE),
    Picture("receipt", None, None, follow, PHONE),
    Picture("doubles", "supervisor", page_of("concern", reported), look_at_doubles),
)


def make_made_up_country() -> None:
    """The country of the pictures, in an empty database."""
    list(make_country(cases=CASES, seed=SEED, now=DAY))
