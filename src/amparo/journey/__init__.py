"""The journey of a child: the kinds of entry, and the fold from a timeline to the situation.

Pure: no database, no clock of its own but the one given. Higher rooms use only what is named here.
"""

from amparo.journey.catalogue import KINDS, kind
from amparo.journey.entry import Entry, check_not_future, parse_entry
from amparo.journey.fields import Field, FieldType, Privacy
from amparo.journey.history import History, Span, covering
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
from amparo.journey.schema import json_schema, kinds_table
from amparo.journey.situation import SITUATION_SECTIONS, Situation, fold, standing_at
from amparo.journey.timeline import Timeline, check_corrections, corrects

__all__ = [
    "AS_CHOSEN",
    "KINDS",
    "SITUATION_SECTIONS",
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
    "add_months",
    "check_body",
    "check_corrections",
    "check_not_future",
    "corrects",
    "covering",
    "fold",
    "json_schema",
    "kind",
    "kinds_table",
    "narrows",
    "parse_date",
    "parse_entry",
    "parse_moment",
    "read_step",
    "read_timeline",
    "standing_at",
]
