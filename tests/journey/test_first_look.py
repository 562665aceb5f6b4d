"""What asks to look for exploitation before anything else."""

import pytest

from amparo.journey import look_first


@pytest.mark.parametrize(
    ("kind", "body", "reasons"),
    [
        ("exploitation_described", {"forms": ["begging"]}, ["begging"]),
        ("exploitation_described", {"forms": ["forced_criminality"]}, ["crime"]),
        ("standing_decided", {"standing": "suspected", "purposes": ["begging"]}, ["begging"]),
        ("exploitation_described", {"forms": ["forced_labour"]}, []),
        ("concern_reported", {"channel": "border", "intercepted": {"by": "border"}}, ["stopped"]),
        ("concern_reported", {"channel": "detention"}, ["crime"]),
        ("concern_reported", {"channel": "school"}, []),
        ("child_charged", {"offence": "theft"}, ["crime"]),
        ("child_charged", {"offence": "carrying goods over the river"}, ["crime"]),
        ("child_charged", {"offence": "begging_or_vagrancy"}, ["begging"]),
        ("child_charged", {"offence": "false_documents"}, ["papers"]),
        ("child_charged", {"offence": "x", "measure": "immigration_offence"}, ["papers"]),
        ("liberty_taken", {"ground": "migration"}, ["papers"]),
        ("liberty_taken", {"ground": "offence"}, ["crime"]),
        ("liberty_taken", {"ground": "protection"}, []),
        ("factor_recorded", {"factor": "no_birth_registration"}, ["papers"]),
        ("factor_recorded", {"factor": "poverty"}, []),
        ("identity_recorded", {"birth_registered": False}, ["papers"]),
        ("identity_recorded", {"birth_registered": None}, []),
        ("removal_threatened", {}, ["papers"]),
    ],
)
def test_begging_crime_and_no_papers_ask_for_it(kind, body, reasons):
    assert look_first([(kind, body)]) == reasons


def test_each_reason_is_said_once_in_one_order():
    said = [
        ("removal_threatened", {}),
        ("child_charged", {"offence": "theft"}),
        ("child_charged", {"offence": "drugs"}),
        ("exploitation_described", {"forms": ["begging"]}),
    ]
    assert look_first(said) == ["begging", "crime", "papers"]
    assert look_first([]) == []
