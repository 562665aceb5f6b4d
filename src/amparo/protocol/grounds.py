"""Who stopped a child on the way, and on what grounds, read from free text.

What the gate `intercept` asks. People write both in words of their own. Only what is
surely no ground is told apart: how somebody looks or where they are from. The words are English; of
other languages the gate asks less.
"""

import re

_LAW_ENFORCEMENT = "police border immigration labour customs gendarmerie"
_OUTSIDERS = """
    ngo ngos committee committees organisation organisations organization volunteer volunteers
    community village vigilance association
"""
# How somebody looks or where they are from, and the small words around it. What somebody did, or is
# known to do, is not among them.
_APPEARANCE = """
    age aged ages young younger youth youthful teen teenage teenager teenagers minor minors child
    children childish kid kids under underage over old years year adult
    sex gender female females male males girl girls boy boys woman women man men lady
    origin origins nationality nationalities citizenship ethnicity ethnic race racial colour color
    skin religion religious caste tribe tribal indigenous minority group groups
    foreign foreigner foreigners migrant migrants national nationals community country region
    district village hills
    looks look looked looking appearance appears appeared appear seems seemed seem dress dressed
    only just merely solely simply alone based basis ground grounds reason reasons belonging
    belongs belong member members
    a an the this that these those and or of in on by with for from to as at is was were are be
    being been it its she he they them her his their him because due since who which very too so
    not no i we
"""
LAW_ENFORCEMENT = frozenset(_LAW_ENFORCEMENT.split())
OUTSIDERS = frozenset(_OUTSIDERS.split())
APPEARANCE = frozenset(_APPEARANCE.split())


def is_law_enforcement(by: str) -> bool:
    """Whether `by` names an authority that may stop somebody, and no group that may not."""
    words = _words(by)
    return bool(words & LAW_ENFORCEMENT) and not words & OUTSIDERS


def is_beyond_appearance(grounds: str) -> bool:
    """Whether the grounds say anything but age, sex, origin or group."""
    return any(word not in APPEARANCE and not word.isdecimal() for word in _words(grounds))


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.casefold()))
