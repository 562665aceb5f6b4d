"""The journey of a child: the kinds of entry, and the fold from a timeline to the situation.

Pure: no database, no clock of its own but the one given. Higher rooms use only what is named here.
"""

from amparo.journey.ages import adult_between
from amparo.journey.ages_said import (
    AGE_CLAIMED,
    AGE_DOCUMENTED,
    AGE_ESTIMATED,
    AGE_SEEN,
    KINDS_THAT_SAY_AGE,
    MAJORITY,
    AgeSaid,
    ages_said,
    medical_doubts,
    soon_adult,
)
from amparo.journey.catalogue import KINDS, kind
from amparo.journey.entry import Entry, check_not_future, parse_entry
from amparo.journey.fields import Field, FieldType, Privacy
from amparo.journey.first_look import look_first
from amparo.journey.history import PROTECTIVE, History, Span, covering
from amparo.journey.kinds import (
    AS_CHOSEN,
    BodyError,
    JourneyError,
    Kind,
    NoSuchKind,
    check_body,
    narrows,
)
from amparo.journey.moments import Moment, MomentError, add_months, parse_date, parse_moment
from amparo.journey.reading import TimelineFile, read_step, read_timeline
from amparo.journey.relations import SAID_TO_BE_FAMILY, Unverified, unverified
from amparo.journey.schema import json_schema, kinds_table
from amparo.journey.situation import SITUATION_SECTIONS, Situation, fold, standing_at
from amparo.journey.timeline import Timeline, check_corrections, corrects

__all__ = [
    "AGE_CLAIMED",
    "AGE_DOCUMENTED",
    "AGE_ESTIMATED",
    "AGE_SEEN",
    "AS_CHOSEN",
    "KINDS",
    "KINDS_THAT_SAY_AGE",
    "MAJORITY",
    "PROTECTIVE",
    "SAID_TO_BE_FAMILY",
    "SITUATION_SECTIONS",
    "AgeSaid",
    "BodyError",
    "Entry",
    "Field",
    "FieldType",
    "History",
    "JourneyError",
    "Kind",
    "Moment",
    "MomentError",
    "NoSuchKind",
    "Privacy",
    "Situation",
    "Span",
    "Timeline",
    "TimelineFile",
    "Unverified",
    "add_months",
    "adult_between",
    "ages_said",
    "check_body",
    "check_corrections",
    "check_not_future",
    "corrects",
    "covering",
    "fold",
    "json_schema",
    "kind",
    "kinds_table",
    "look_first",
    "medical_doubts",
    "narrows",
    "parse_date",
    "parse_entry",
    "parse_moment",
    "read_step",
    "read_timeline",
    "soon_adult",
    "standing_at",
    "unverified",
]
