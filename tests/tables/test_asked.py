"""What makes no sense is refused before any fact is read, in one clear line."""

from datetime import date

import pytest

from amparo.statistics.facts.columns import columns_of
from amparo.statistics.tables.asked import Asked, EthicsReview
from amparo.statistics.tables.axes import AXES, CLOCKS
from amparo.statistics.tables.refused import NotAskable

KINDS = {"code": ("code", "three", "text_code"), "codes": ("codes",), "number": ("integer",),
         "year": ("integer",)}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({"axes": ("name",)}, "no axis “name”"),
        ({"axes": ("x" * 5000,)}, "no axis"),
        ({"axes": ("اسم",)}, "no axis “اسم”"),
        ({"axes": ("sex", "sex")}, "twice"),
        ({"axes": ("sex", "forms", "means", "acts")}, "at most three"),
        ({"axes": ("age_band", "age_at_registration")}, "the same in different words"),
        ({"measure": "sum"}, "no measure “sum”"),
        ({"counting": "twice"}, "no rule of counting"),
        ({"definition": "mine"}, "no definition"),
        ({"standings": ()}, "which identification statuses"),
        ({"standings": ("not_trafficked",)}, "not an identification status"),
        ({"end": date(2022, 1, 1)}, "ends before it begins"),
        ({"stock": "known"}, "on one day"),
        ({"stock": "in_exploitation"}, "on one day"),
        ({"stock": "stock"}, "no way of counting over time “stock”"),
        (
            {"stock": "in_exploitation", "end": date(2023, 1, 1), "counting": "each_episode"},
            "count each child once",
        ),
        ({"axes": ("registered_year",)}, "once in each year"),
        ({"filters": (("sex", ()),)}, "keeps nothing"),
        ({"filters": (("sex", ("male",)), ("sex", ("female",)))}, "filtered twice"),
        ({"measure": "median"}, "what is waited for"),
        ({"measure": "median", "clock": "guardian", "within_days": 0}, "1 to 3653 days"),
        ({"measure": "in_time", "clock": "guardian", "axes": ("guardian_time",)}, "cannot be an"),
        ({"measure": "median", "clock": "guardian", "counting": "each_episode"}, "not episodes"),
        ({"measure": "share"}, "needs an axis"),
        ({"measure": "share", "axes": ("sex",), "within": ("sex",)}, "not within all"),
        ({"axes": ("sex", "forms"), "within": ("sex",)}, "Only shares"),
        ({"measure": "rate", "axes": ("forms",)}, "not known by “forms”"),
        ({"filters": (("factors", ("minority",)),)}, "ethics review"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(said, line):
    with pytest.raises(NotAskable, match=line) as refused:
        Asked(**{"start": date(2023, 1, 1), "end": date(2024, 12, 31), **said})
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 250


def test_community_can_be_asked_for_after_an_ethics_review():
    review = EthicsReview(body="Ethics board of the ministry", on=date(2025, 5, 1))
    filters = (("factors", ("minority",)),)
    assert Asked(start=date(2024, 1, 1), end=date(2024, 12, 31), filters=filters, review=review)
    with pytest.raises(NotAskable, match="names the body"):
        EthicsReview(body=" ", on=date(2025, 5, 1))


def test_every_axis_reads_a_column_that_there_is():
    columns = columns_of("victims")
    for axis in AXES.values():
        if axis.kind == "clock":
            assert axis.column in CLOCKS
            assert columns[f"{axis.column}_days"].type == "integer"
        else:
            assert columns[axis.column].type in KINDS[axis.kind]


def test_every_axis_that_the_country_asks_for_is_there():
    asked = """age_band_at_start age_band sex citizenships forms sub_forms sectors movement
        recruited_country recruited_area transit_countries exploited_country exploited_area
        recruiter_relation means duration disability care_before factors identified_by guardian_time
        decision_time solution_time outcome_12 prosecution"""
    assert set(asked.split()) <= set(AXES)
