"""What a case is found by, from its timeline: the card that the index holds. Pure.

Only entries that hold count, and only the case's own: a concern that was joined has a card too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from amparo.finding.cards import CHILD, LINKED, Card, Name
from amparo.journey import Entry, Timeline

SECTIONS = frozenset({"identity", "whereabouts"})
KINDS = ("identity_recorded", "person_linked", "whereabouts_noted", "entry_withdrawn")
SAID_SEXES = frozenset({"female", "male", "other"})
# A sign, a bracket, at least seven digits of any script with what people write between them.
_TELEPHONE = re.compile(r"[(+]{0,2}\d(?:[ ().\-/\u00a0]{0,3}\d){6,}")


def card_of(timeline: Timeline) -> Card:
    """Everything by which this case may be found, each once, in the order of the timeline."""
    identities = _own(timeline.of("identity_recorded"))
    people = _own(timeline.of("person_linked"))
    children = (row.get("name") for entry in identities for row in entry.says("names") or ())
    linked = (entry.says("name") for entry in people)
    documents = (row.get("number") for one in identities for row in one.says("documents") or ())
    telephones = (found for one in people for found in telephones_in(_text(one.says("contact"))))
    places = (entry.says("place") for entry in _own(timeline.of("whereabouts_noted")))
    return Card(
        names=(
            *(Name(text, CHILD) for text in _each_once(children)),
            *(Name(text, LINKED) for text in _each_once(linked)),
        ),
        born=tuple(dict.fromkeys(year for one in identities for year in born_in(one))),
        sex=_sex(identities),
        places=_each_once(places),
        numbers=_each_once((*documents, *telephones)),
    )


def born_in(entry: Entry) -> Iterator[int]:
    """The year of birth as a document says, or as somebody guessed by looking, on that day."""
    birth = entry.says("birth")
    if isinstance(birth, Mapping) and isinstance(birth.get("year"), int):
        yield birth["year"]
    elif isinstance(looks := entry.says("apparent_age"), int):
        yield entry.occurred.earliest.year - looks


def telephones_in(text: str) -> list[str]:
    """The telephone numbers in what was written about how to reach somebody, as written."""
    return _TELEPHONE.findall(text)


def _own(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if not entry.joined_from]


def _sex(identities: Iterable[Entry]) -> str:
    """As it was said last."""
    said = [str(entry.says("sex")) for entry in identities]
    return next((sex for sex in reversed(said) if sex in SAID_SEXES), "")


def _each_once(found: Iterable[object]) -> tuple[str, ...]:
    texts = (_text(one) for one in found)
    return tuple(dict.fromkeys(text for text in texts if text))


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
