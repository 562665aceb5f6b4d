"""Each defect that is known of HTCDS's own files and of what people make of them: read all the
same, told, and never written."""

import csv

import pytest
from openpyxl import Workbook

from amparo.exchange.htcds.checking import faults
from amparo.exchange.htcds.fields import fields, living
from amparo.exchange.htcds.giving import Given


def test_survey_names_with_underscores_are_read(a_list, tolerated):
    path = a_list("a.csv", [{"prs_First_Name": "x", "vic_Methods_of_Control": "DebtBondage"}])
    said, victim = tolerated(path)
    assert victim["controls"] == ["debt_bondage"]
    assert "'vic_Methods_of_Control', read as vic_MethodsOfControl" in said


def test_survey_names_below_a_group_are_read(a_list, tolerated):
    _, victim = tolerated(a_list("a.csv", [{"person/prs_Gender": "Feminine"}]))
    assert victim["sex"] == "female"


def test_a_survey_separates_what_was_chosen_by_blanks(a_list, tolerated):
    path = a_list("a.csv", [{"vic_Methods_of_Control": "DebtBondage FalsePromises"}])
    _, victim = tolerated(path)
    assert victim["controls"] == ["debt_bondage", "false_promises"]


def test_the_title_labelled_second_name_is_not_taken_for_the_family_name(a_file, tolerated):
    path = a_file("a.csv", "Second Name,Second Name,vic_TraffickingStatus\nDr,Keita,"
                  "ActualVictimOfTrafficking\n")  # fmt: skip
    said, victim = tolerated(path)
    assert victim["standing"] == "identified"
    assert "prs_SecondName" not in said


@pytest.mark.parametrize("said", ["TRUE", "true", "1", "yes", "FALSE"])
def test_consent_as_true_or_false_is_read(a_list, brought, said):
    path = a_list("a.csv", [{"con_Consent": said, "prs_Gender": "Feminine"}])
    tally, _ = brought(path, "htcds-2.0")
    assert tally.adds_up()


def test_several_industries_of_a_survey_are_all_kept(a_list, tolerated):
    path = a_list("a.csv", [{"vic_ForcedLabourIndustry": "C_Manufacturing F_Construction"}])
    _, victim = tolerated(path)
    assert victim["sectors"] == ["manufacturing", "construction"]


def test_one_citizenship_of_a_survey_and_several_of_the_standard_are_read(a_list, victims):
    rows = [{"prs_Citizenship": "NA"}, {"prs_Citizenship": "MLI;GIN"}, {"prs_Citizenship": "ML GN"}]
    found = {tuple(one["citizenships"]) for one in victims(a_list("a.csv", rows))}
    assert found == {("NAM",), ("MLI", "GIN")}


def test_a_reason_for_referral_in_free_text_is_dropped_and_quoted_nowhere(a_list, brought):
    path = a_list("a.csv", [{"cas_ReasonForIncomingReferral": "her uncle, the baker, came",
                             "prs_Gender": "Feminine"}])  # fmt: skip
    tally, _ = brought(path, "htcds-2.0")
    assert "baker" not in str(tally)


def test_the_heading_vic_trafficking_status_decision_making_org_without_its_g_is_read(
    a_list, tolerated
):
    path = a_list("a.csv", [{"vic_TraffickinStatusDecisionMakingOrg": "NGO"}])
    said, victim = tolerated(path)
    assert victim["standing_by"] == "ngo"
    assert "vic_TraffickinStatusDecisionMakingOrg" in said


def test_the_unnamed_reason_for_outgoing_referral_is_known_by_its_place(a_file, brought):
    path = a_file("a.csv", "prs_Gender,cas_ReferredPrimaryCaseWorker,,cas_OutgoingReferralDate\n"
                  "Feminine,w,Other,2024-01-01\n")  # fmt: skip
    tally, _ = brought(path, "htcds-2.0")
    assert [one.heading for one in tally.columns][2] == "cas_ReasonForOutgoingReferral"


def test_shifted_labels_of_the_address_are_never_trusted(a_file, brought):
    path = a_file("a.csv", "Mailing City,Mailing Country,Gender\nKenya,Nairobi,Feminine\n")
    tally, tables = brought(path, "htcds-2.0")
    assert [one.heading for one in tally.columns][:2] == ["Mailing City", "Mailing Country"]
    assert tables["victims"][0]["sex"] == "female"


def test_a_second_line_of_labels_is_not_a_child(tmp_path, brought):
    book = Workbook()
    book.active.append(["prs_Gender", "vic_MethodsOfControl", "vic_TypeOfExploitation"])
    book.active.append(["Gender", "Methods of Control", "Type of Exploitation"])
    book.active.append(["Masculine", "DebtBondage ", "ForcedLabour"])
    book.save(tmp_path / "a.xlsx")
    tally, tables = brought(tmp_path / "a.xlsx", "htcds-2.0")
    assert tally.read == 1
    assert tables["victims"][0]["controls"] == ["debt_bondage"]


@pytest.mark.parametrize("written", ["DebtBondage ", " DebtBondage", "DebtBondage ;FalsePromises "])
def test_a_trailing_blank_is_stripped(a_list, tolerated, written):
    _, victim = tolerated(a_list("a.csv", [{"vic_MethodsOfControl": written}]))
    assert victim["controls"][0] == "debt_bondage"


def test_restricts_movement_is_stored_as_ours(a_list, tolerated):
    _, victim = tolerated(a_list("a.csv", [{"vic_MethodsOfControl": "RestrictsMovement"}]))
    assert victim["controls"] == ["restricts_movement"]


def test_restricts_movement_leaves_as_other_in_strict_mode(a_list, victims):
    [victim] = victims(a_list("a.csv", [{"vic_MethodsOfControl": "RestrictsMovement"}]))
    strict, extended = Given(strict=True), Given(strict=False)
    assert strict.row(victim)["vic_MethodsOfControl"] == "Other"
    assert ("controls", "restricts_movement", "HTCDS has no such code: Other") in strict.lost
    assert extended.row(victim)["vic_MethodsOfControl"] == "RestrictsMovement"


def test_the_names_of_the_definitions_are_read_as_those_of_the_list(a_list, tolerated):
    written = "MethodsOfControlPsychoactiveSubstances;ThreatOfLawEnforcement;UsesChildren;Threats"
    _, victim = tolerated(a_list("a.csv", [{"vic_MethodsOfControl": written}]))
    assert victim["controls"] == [
        "psychoactive_substances", "threat_of_law_enforcement", "uses_children", "threats",
    ]  # fmt: skip


def test_per_organisation_has_neither_label_nor_type_and_is_dropped(a_list, brought):
    assert (fields()["per_Organisation"].label, fields()["per_Organisation"].type) == ("", "")
    path = a_list("a.csv", [{"per_Organisation": "somebody", "prs_Gender": "Feminine"}])
    tally, _ = brought(path, "htcds-2.0")
    assert tally.adds_up()
    assert "somebody" not in str(tally)


@pytest.mark.parametrize("written", ["Unaquainted", "Unacquainted", "unacquainted"])
def test_unaquainted_is_accepted_in_both_spellings_and_given_as_the_standard_spells_it(
    a_list, victims, written
):
    [victim] = victims(a_list("a.csv", [{"vic_RelationshipToTrafficker": written}]))
    assert victim["recruiter_relation"] == "stranger"
    assert Given(strict=True).row(victim)["vic_RelationshipToTrafficker"] == "Unaquainted"


def test_what_has_no_field_is_kept_natively_and_listed(a_list, victims):
    [victim] = victims(a_list("a.csv", [{"prs_Gender": "Feminine"}]))
    victim |= {"exploited_country": "KEN", "duration_days": 90, "registered_year": 2024}
    given = Given(strict=True)
    given.row(victim)
    assert {"exploited_country", "duration_days", "registered_year"} <= set(given.silent)


def test_many_states_of_a_case_become_four_and_those_two_of_ours(a_list, victims):
    states = ("Active", "FollowUp", "Closed", "ClosedReferred")
    rows = [{"amp_Key": str(at), "cas_Status": one} for at, one in enumerate(states)]
    found = sorted(one["state"] for one in victims(a_list("a.csv", rows)))
    assert found == ["closed", "closed", "open", "open"]


def test_the_own_key_tells_rows_apart_because_the_standard_has_none(a_list, run):
    a_list("a.csv", [{"amp_Key": "7", "prs_Gender": "Feminine"}] * 2)
    code, _, err = run("facts", "import", "a.csv", "--mapping", "htcds-2.0", "--source", "a",
                       "--facts", "f")  # fmt: skip
    assert code == 2
    assert err == "amparo: a.csv: line 3: the same amp_Key is there twice\n"


def test_industries_of_the_lower_tiers_go_to_their_section(a_list, victims):
    rows = [{"amp_Key": "1", "vic_ForcedLabourIndustry": "Freshwater fishing or aquaculture"},
            {"amp_Key": "2", "vic_ForcedLabourIndustry": "Travel agency, tour operator,"
             " reservation service and related activities"}]  # fmt: skip
    found = sorted(tuple(one["sectors"]) for one in victims(a_list("a.csv", rows)))
    assert found == [("agriculture",), ("support_services",)]


def test_deprecated_fields_are_read_past_and_never_written(a_list, brought):
    path = a_list("a.csv", [{"vic_Vulnerabilities": "Poverty", "prs_Gender": "Feminine"}])
    assert brought(path, "htcds-2.0")[0].adds_up()
    assert len(living()) == len(fields()) - 3
    assert "vic_Vulnerabilities" not in Given(strict=True).heading()


def test_a_strict_check_says_each_fault_with_row_and_column(a_file):
    path = a_file("a.csv", "amp_Key,prs_First_Name,prs_Gender,vic_ForcedLabourIndustry,"
                  "prs_MobilePhone,prs_Birthdate,vic_Vulnerabilities\n"
                  "1,x,feminine,C_Manufacturing;F_Construction,12 34,3.5.2012,Poverty\n"
                  "1,x,Feminine,C_Manufacturing,+254700000000,2012-05-03,\n")  # fmt: skip
    assert [str(one) for one in faults(path)] == [
        "row 1, column prs_First_Name: is not a field; meant may be prs_FirstName",
        "row 1, column vic_Vulnerabilities: is no longer part of the standard",
        "row 2, column prs_Gender: 'feminine' is not a code of it; meant may be Feminine",
        "row 2, column vic_ForcedLabourIndustry: has several values, and the standard has room"
        " for one",
        "row 2, column prs_MobilePhone: is not a telephone number of E.164",
        "row 2, column prs_Birthdate: is not a day written as 2024-03-31",
        "row 3, column amp_Key: the same key is there twice",
    ]


def test_a_file_with_faults_ends_with_1_and_one_without_with_0(run, a_list):
    a_list("good.csv", [{"prs_Gender": "Feminine"}])
    a_list("bad.csv", [{"prs_Gender": "female"}])
    assert run("exchange", "check", "good.csv")[0] == 0
    code, out, err = run("exchange", "check", "bad.csv")
    assert (code, err) == (1, "")
    assert out.startswith("bad.csv: row 2, column prs_Gender: ")


def test_the_standard_has_84_fields_in_its_order_and_the_counts_that_it_names():
    prefixes = [name[:4] for name in fields()]
    assert len(fields()) == 84
    assert list(dict.fromkeys(prefixes)) == [
        "org_", "prs_", "vic_", "per_", "cas_", "cco_", "hte_", "spl_", "con_",
    ]  # fmt: skip
    assert [prefixes.count(one) for one in ("org_", "prs_", "vic_", "hte_")] == [10, 25, 16, 10]
    assert sum(one.deprecated for one in fields().values()) == 3


def test_what_is_given_conforms_by_the_strict_check(a_list, victims, tmp_path):
    rows = [{"amp_Key": str(at), "vic_MethodsOfControl": "RestrictsMovement;DebtBondage",
             "vic_ForcedLabourIndustry": "C_Manufacturing;F_Construction",
             "prs_Citizenship": "MLI;GIN"} for at in range(3)]  # fmt: skip
    given = Given(strict=True)
    with (tmp_path / "out.csv").open("w", newline="") as file:
        written = csv.writer(file)
        written.writerow(given.heading())
        for victim in victims(a_list("a.csv", rows)):
            written.writerow(given.row(victim).values())
    assert list(faults(tmp_path / "out.csv")) == []
