"""Entries that many tests of duties write, and the moments they share."""

from tests.journey.making import entry, presumed

NOTICED = "2026-01-10T12:00:00Z"
LATER = "2026-01-10T13:00:00Z"


def reported(occurred=NOTICED, **body):
    return entry("concern_reported", occurred, channel="school", account="worried", **body)


def risk(occurred=LATER, trigger="periodic", level="medium", **body):
    return entry("risk_assessed", occurred, trigger=trigger, level=level, **body)


def decided(occurred=LATER, level="determination", chosen="local_integration", **body):
    return entry("best_interests_decided", occurred, level=level, chosen=chosen, **body)


def stay(occurred=LATER, **body):
    return entry("stay_regularised", occurred, permit="temporary", **body)


FOREIGN = presumed(NOTICED, movement="cross_border")
BORN = entry(
    "identity_recorded", NOTICED, names=[{"name": "A"}], birth={"year": 2010, "month": 5, "day": 20}
)
SUFFICE = dict.fromkeys(
    ("present", "willing", "able_to_protect", "safe_to_contact", "involvement_excluded"), True
)
