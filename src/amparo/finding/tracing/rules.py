"""When somebody who looks for a child may be told anything at all, and in which words. Pure.

Whoever looks may be the one the child was taken by. Until every condition here holds the answer is
the same for everybody, so that it says nothing, not even that a child is known.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from amparo.access.refusal import Refused
from amparo.terms.messages import N_

ANSWER_DAYS = 30  # this project's own default: an answer by a date, whatever there is to say
MOST_DAYS = 365
ASKED_AGAIN_DAYS = 30

# How far a request is.
OPEN, ANSWERED, TAKEN_BACK = "open", "answered", "taken_back"
STATES: dict[str, str] = {
    OPEN: N_("open"),
    ANSWERED: N_("answered"),
    TAKEN_BACK: N_("taken back"),
}

# What is verified about whoever looks.
IDENTITY, CHANNEL, RELATION = "identity", "channel", "relation"
STEPS: dict[str, str] = {
    IDENTITY: N_("Who they are"),
    CHANNEL: N_("That the way to reach them is theirs"),
    RELATION: N_("That they belong to the child"),
}
STEP_HELP: dict[str, str] = {
    IDENTITY: N_("By a document, or by an office that knows them. Never by their word alone."),
    CHANNEL: N_("Call back on a number that you found yourself, or see them in person."),
    RELATION: N_(
        "Ask what only the family can know: what they called the child at home, a song, a scar, "
        "who lived next door. Never say an answer first, and never whether it was right."
    ),
}
SOLVED, FAILED = "solved", "failed"
RESULTS: dict[str, str] = {SOLVED: N_("Verified"), FAILED: N_("Not verified")}

# What two people decide about a request and one child.
CONTACT, NOT_THE_CHILD, UNSAFE, CHILD_REFUSES, LATER = (
    "contact", "not_the_child", "unsafe", "child_refuses", "later",
)  # fmt: skip
DECISIONS: dict[str, str] = {
    CONTACT: N_("It is their child, and contact may begin"),
    CHILD_REFUSES: N_("The child does not want contact"),
    UNSAFE: N_("Contact is not safe"),
    NOT_THE_CHILD: N_("It is another child"),
    LATER: N_("Ask later"),
}
# As the journey of the child keeps it; another child has no part in it.
TRACING_RESULT: Mapping[str, str] = {
    CONTACT: "found", CHILD_REFUSES: "refused", UNSAFE: "unsafe",
}  # fmt: skip

# What is still missing before contact.
SEEKER, WISH, AGAINST, FAMILY, MAY_NOT_BE_REACHED = (
    "seeker", "wish", "against", "family", "may_not_be_reached",
)  # fmt: skip
MISSING: dict[str, str] = {
    SEEKER: N_("Whoever looks for the child is not verified: identity, channel and relation."),
    WISH: N_(
        "The child was not asked about contact, and no guardian is one of the two who decide."
    ),
    AGAINST: N_("The child does not want contact."),
    FAMILY: N_("Whether the family took part in what happened was not assessed."),
    MAY_NOT_BE_REACHED: N_("Whoever looks asked not to be contacted."),
}


@dataclass(frozen=True, slots=True)
class Heard:
    """What the child's record says that matters here. `wish`: the child's, about contact (a code);
    `family`: what was assessed."""

    wish: str = ""
    family: str = ""


def verified(checks: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The steps that stand: of each the last result counts, and one that failed stays in sight."""
    last = dict(checks)
    return frozenset(step for step in STEPS if last.get(step) == SOLVED)


def is_verified(checks: Iterable[tuple[str, str]]) -> bool:
    return verified(checks) == frozenset(STEPS)


def missing(
    steps: Collection[str], heard: Heard, *, guardian_decides: bool, may_be_reached: bool
) -> tuple[str, ...]:
    """What keeps contact from beginning, as codes of MISSING; empty when nothing does.

    For a child who cannot be asked a guardian decides, as one of the two: what a guardian said in
    free words is not read, for "no contact" is about contact, too.
    """
    found = []
    if frozenset(steps) != frozenset(STEPS):
        found.append(SEEKER)
    if heard.wish == "against":
        found.append(AGAINST)
    elif not heard.wish and not guardian_decides:
        found.append(WISH)
    if not heard.family:
        found.append(FAMILY)
    if not may_be_reached:
        found.append(MAY_NOT_BE_REACHED)
    return tuple(found)


def check_nothing_missing(found: Collection[str]) -> None:
    """Raises Refused with the first thing that keeps contact from beginning."""
    for code in found:
        raise Refused(
            MISSING[code],
            N_("Nobody is told anything until then: they get the same answer as everybody."),
            code=f"tracing_{code}",
        )


# The day of the answer


def answer_due(received: date, wished: date | None = None) -> date:
    """The day on which it is answered: as asked for where that is possible, else by our own."""
    usual = received + timedelta(days=ANSWER_DAYS)
    if wished is None or not received < wished <= received + timedelta(days=MOST_DAYS):
        return usual
    return wished


def check_day_has_come(today: date, due: date) -> None:
    """Raises Refused before the promised day: an early answer would say that there is something."""
    if today < due:
        raise Refused(
            N_("Answers go out on the day that was promised, and never before."),
            N_("Write down what is decided; it waits until then."),
            code="too_early",
        )


# The words

SAME_FOR_ALL: tuple[str, ...] = (
    N_("We have received your request about a child you are looking for."),
    N_(
        "We have looked where we may look. To protect children we never say whether a child is "
        "known to us: not to family, not to offices, and not when there is nothing to say."
    ),
    N_(
        "Your request stays open, and we look again whenever there is something new. If there is "
        "something that we may tell you, somebody will speak to you in person."
    ),
)
INVITATION: tuple[str, ...] = (
    N_("We have received your request about a child you are looking for."),
    N_("We would like to speak to you in person, and will reach you in the way we agreed."),
    N_("Please have a document with you that says who you are."),
)


def words_of_answer(*, may_speak: bool) -> tuple[str, ...]:
    """What the letter says. `may_speak`: two people decided that contact may begin, and everything
    that this needs still holds; only then are they other words."""
    return INVITATION if may_speak else SAME_FOR_ALL


# Secrets


def secret_hash(secret: str) -> str:
    """What is kept of an organisation's secret: long and random, so a plain digest is enough."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
