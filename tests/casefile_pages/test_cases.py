"""The list of cases, its filters, finding one child; and the protocol that everybody may read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from amparo.audit.models import Line
from amparo.casefile import actions
from amparo.casefile.models import Case
from amparo.casefile.reference import Mistyped
from amparo.finding.kept.keeping import KEPT
from amparo.protocol import default_protocol
from tests.casefile.making import IDENTITY, a_case, a_concern, record
from tests.cast import Cast

WORK_ON_CASES = ["caseworker", "supervisor", "guardian", "lawyer", "provider", "panel", "police",
                 "prosecutor", "focal_point", "coordinator", "competent_authority", "complaints",
                 "operator", "outsider"]  # fmt: skip
NONSENSE = ["?page=-1", "?page=x", "?page=9999999999", "?standing=nonsense", "?state=to_triage",
            "?mine=1", "?age_band=Amina"]  # fmt: skip
WITHOUT_CASES = ["teacher", "analyst", "rapporteur", "administrator"]


@pytest.fixture(autouse=True)
def _no_names_from_before():
    KEPT.forget()


@pytest.fixture
def case(cast: Cast) -> Case:
    return a_case(cast)


def listed(client, query: str = "") -> str:
    response = client.get(f"/cases/{query}")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return response.content.decode()


# The list


def test_whoever_works_on_cases_has_a_list_of_theirs(cast, sign_in, case):
    for name in WORK_ON_CASES:
        shown = listed(sign_in(getattr(cast, name)))
        assert (case.reference in shown) == (name in ("caseworker", "supervisor"))


def test_whoever_does_not_has_no_list(cast, sign_in, case):
    for name in WITHOUT_CASES:
        client = sign_in(getattr(cast, name))
        assert client.get("/cases/").status_code == 404
        assert client.post("/find/", {"text": case.reference}).status_code == 404


def test_the_list_names_no_child(cast, sign_in, case):
    assert "Amina" not in listed(sign_in(cast.caseworker))


def test_what_waited_longest_comes_first(cast, sign_in, case):
    late = a_case(cast)
    body = {"standing": "presumed", "authority": "social_services"}
    long_ago = timezone.now() - timedelta(days=3)
    actions.append(
        by=cast.caseworker, case=late, kind="standing_decided", body=body, occurred_at=long_ago
    )
    shown = listed(sign_in(cast.caseworker))
    assert shown.index(late.reference) < shown.index(case.reference)
    only_late = listed(sign_in(cast.caseworker), "?overdue=yes")
    assert late.reference in only_late
    assert case.reference not in only_late


@pytest.mark.parametrize(
    ("kind", "body", "query"),
    [
        ("missing_reported", {}, "?missing=yes"),
        ("liberty_taken", {"ground": "migration"}, "?detained=yes"),
        ("standing_decided", {"standing": "presumed", "authority": "social_services"},
         "?standing=presumed"),
        ("risk_assessed", {"trigger": "periodic", "level": "high"}, "?risk=high"),
    ],
)  # fmt: skip
def test_a_filter_keeps_what_it_names(cast, sign_in, case, kind, body, query):
    client = sign_in(cast.caseworker)
    assert case.reference not in listed(client, query)
    record(cast, case, kind, **body)
    assert case.reference in listed(client, query)


def test_filters_without_guardian_by_age_and_mine(cast, sign_in, case):
    client = sign_in(cast.caseworker)
    born = {"year": timezone.localdate().year - 14, "month": 1, "day": 1}
    record(cast, case, "identity_recorded", names=[{"name": "Amina Test"}], birth=born)
    for query in ("?without_guardian=yes", "?age_band=12_14", "?mine=yes"):
        assert case.reference in listed(client, query)
    assert case.reference not in listed(sign_in(cast.supervisor), "?mine=yes")


def test_an_address_that_makes_no_sense_shows_the_list(cast, sign_in, case):
    for query in NONSENSE:
        listed(sign_in(cast.caseworker), query)


def test_nothing_found_says_how_to_go_on(cast, sign_in, case):
    assert "No case fits these filters" in listed(sign_in(cast.caseworker), "?missing=yes")
    assert "You work on no case yet" in listed(sign_in(cast.colleague))


def test_the_list_has_pages(cast, sign_in):
    cases = [a_case(cast) for _number in range(26)]
    client = sign_in(cast.caseworker)
    both = listed(client) + listed(client, "?page=2")
    assert all(case.reference in both for case in cases)
    assert "?page=2" in listed(client)


# Finding one child


def find(client, text: str, **more: str):
    return client.post("/find/", {"text": text, **more})


def test_a_reference_leads_to_the_case_however_it_is_typed(cast, sign_in, case):
    client = sign_in(cast.caseworker)
    for typed in (case.reference, case.reference.lower(), f" {case.reference.replace('-', '')} "):
        assert find(client, typed)["Location"] == f"/cases/{case.reference}/"


def test_the_reference_of_a_concern_leads_to_the_concern(cast, sign_in):
    concern = a_concern(cast)
    assert find(sign_in(cast.supervisor), concern.reference)["Location"] == (
        f"/concerns/{concern.reference}/"
    )


def test_a_mistyped_reference_is_told_apart_from_an_unknown_one(cast, sign_in, case):
    client = sign_in(cast.caseworker)
    wrong = case.reference[:-1] + ("2" if case.reference[-1] != "2" else "3")
    shown = find(client, wrong).content.decode()
    assert "This reference is mistyped" in shown
    assert "It is nearly that of a case of yours" in shown
    assert f"<mark>{case.reference[-1]}</mark>" in shown
    assert Mistyped("length").advice in find(client, "7K3Q-9").content.decode()
    shown = find(client, "2222-2222-2").content.decode()
    assert "is written correctly, but you work on no case with it" in shown


def test_a_case_of_others_is_as_unknown_as_one_that_is_not_there(cast, sign_in, case):
    client = sign_in(cast.outsider)
    there = find(client, case.reference).content.decode()
    assert "is written correctly, but you work on no case with it" in there
    assert "/emergency/?reference=" in there


def test_a_child_is_found_by_the_beginning_of_a_name(cast, sign_in, case):
    for typed in ("Amina", "amina test", "AMI", "Tes"):
        response = find(sign_in(cast.caseworker), typed)
        shown = response.content.decode()
        assert response.status_code == 200
        assert case.reference in shown
        assert "Why it was found" in shown
        assert "no-store" in response["Cache-Control"]


def test_names_of_other_scripts_are_found(cast, sign_in):
    identity = {**IDENTITY, "names": [{"name": "صوفيا العلي"}, {"name": "София"}]}
    case = a_case(cast, identity=identity)
    client = sign_in(cast.caseworker)
    for typed in ("صوفيا", "соф"):
        assert case.reference in find(client, typed).content.decode()


def test_a_name_is_found_only_in_ones_own_cases(cast, sign_in, case):
    for name in ("outsider", "colleague"):
        shown = find(sign_in(getattr(cast, name)), "Amina").content.decode()
        assert case.reference not in shown
        assert "Nobody like this in your cases" in shown


def test_a_role_that_does_not_search_names_is_told_what_to_do(cast, sign_in, case):
    shown = find(sign_in(cast.provider), "Amina").content.decode()
    assert "by the reference alone" in shown


def test_too_little_to_look_for_is_said(cast, sign_in):
    for typed, said in (("", "Write a reference"), ("a", "two letters")):
        assert said in find(sign_in(cast.caseworker), typed).content.decode()


def test_a_name_stands_in_no_address_and_in_no_log(cast, sign_in, case, caplog):
    response = find(sign_in(cast.caseworker), "Amina")
    assert "Location" not in response
    assert 'method="get" action="/find/"' not in response.content.decode()
    assert "Amina" not in caplog.text
    assert not any("Amina" in str(line.detail) for line in Line.objects.all())


def test_a_name_in_the_address_is_not_looked_for(cast, sign_in, case):
    shown = sign_in(cast.caseworker).get("/find/?text=Amina").content.decode()
    assert case.reference not in shown


def test_a_search_that_began_at_a_concern_offers_to_join(cast, sign_in, case):
    concern = a_concern(cast)
    shown = find(sign_in(cast.caseworker), "Amina", concern=concern.reference).content.decode()
    assert f'action="/concerns/{concern.reference}/join/"' in shown
    assert f'name="case" value="{case.reference}"' in shown


# The protocol


def test_everybody_who_is_signed_in_reads_the_protocol(cast, sign_in):
    for user in cast.everybody().values():
        assert sign_in(user).get("/protocol/").status_code == 200


def test_the_protocol_shows_every_duty_and_gate_with_its_source(cast, sign_in):
    shown = sign_in(cast.teacher).get("/protocol/").content.decode()
    protocol = default_protocol()
    for code in protocol.duties:
        assert f'id="{code}"' in shown
    for code in protocol.gates:
        assert f'id="gate-{code}"' in shown
    assert "24 hours" in shown
    assert "as its source says" in shown
    assert "1 month and 14 days" in shown


def test_the_protocol_is_not_for_strangers(client, db):
    assert client.get("/protocol/").status_code == 302
