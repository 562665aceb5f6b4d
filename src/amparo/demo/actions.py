"""Makes the made-up country in an empty demo database.

People first (`settling`), then the lives (`populating`), what only happens now (emergencies
waiting for review, children who are met twice: `known_twice`), and last the facts for statistics.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from django.conf import settings

from amparo.casefile import actions_looking
from amparo.casefile.models import Case
from amparo.demo import accounts, populating
from amparo.demo.chance import Chance
from amparo.demo.country import lysandra
from amparo.demo.known_twice import meet_again
from amparo.demo.life.plots import SPAN
from amparo.demo.settling import settle
from amparo.demo.wording import Wording
from amparo.journey import JourneyError
from amparo.people.models import User
from amparo.people.queries import holders

# Who opens a case in an emergency; the first is reviewed at once.
EMERGENCIES = ("team-elio", "caseworker", "team-idris", "team-clara")
DAWN = timedelta(hours=6)
Progress = Callable[[int, int], None]


class CountryRefused(JourneyError):
    """This database is no place for a made-up country; the message is one line, fit to show."""


def make_country(
    *, cases: int, seed: int, progress: Progress | None = None, now: datetime | None = None
) -> Iterator[str]:
    """Make the country with so many cases; yields lines for whoever started it.

    The same seed on the same day (UTC) gives the same country. Raises CountryRefused unless this is
    an empty demo database.
    """
    check_empty_demo()
    until = dawn(now or datetime.now(UTC))
    users = settle(lysandra(), until - SPAN - timedelta(days=30))
    populating.populate(cases, seed, until, progress or _silent)
    emergencies(seed, users)
    meet_again(users, Wording(Chance(Random(f"{seed}:met again"))))
    make_facts()
    yield f"{cases} cases in {lysandra().name}, a made-up country (seed {seed})."
    yield from accounts.lines()


def make_facts() -> None:
    """So that an analyst who signs in sees figures at once."""
    from amparo.statistics.facts import making  # what reads facts takes a second to load

    making.rebuild(by=None)


def check_empty_demo() -> None:
    """Raises CountryRefused where real children may be, or where somebody lives already."""
    if settings.AMPARO_MODE != "demo":
        raise CountryRefused(
            "this deployment is for real children: a made-up country needs demo mode"
        )
    if User.objects.exists() or Case.objects.exists():
        raise CountryRefused("this database holds a country already: name another AMPARO_HOME")


def dawn(now: datetime) -> datetime:
    """The last time that it was six in the morning, UTC: until then the country has lived."""
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + DAWN
    return today if today <= now else today - timedelta(days=1)


def emergencies(seed: int, users: dict[str, User]) -> None:
    """Cases opened in an emergency from another agency: one reviewed, some waiting."""
    say = Wording(Chance(Random(f"{seed}:emergencies")))
    for number, key in enumerate(EMERGENCIES):
        worker = users[lysandra().people[key].id]
        others = Case.objects.filter(state="open").exclude(agency_id=worker.agency_id)
        case = others.order_by("reference")[number : number + 1].first()
        if case is None:
            return
        glass = actions_looking.break_glass(
            by=worker, reference_text=case.reference, reason=say("break_glass")
        )
        if number == 0:
            supervisor = holders("supervisor", agency_id=worker.agency_id)[0]
            note = say("break_glass_review")
            actions_looking.review_break_glass(
                by=supervisor, glass=glass, justified=True, note=note
            )


def _silent(_done: int, _total: int) -> None:
    """Nobody watches."""
