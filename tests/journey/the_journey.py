"""What every kind has at least, one line each: code, section, fields.

`*` is required, `[]` a list, `?` three-valued. Other systems rely on these names.
"""

TABLE = """
concern_reported | protection | channel* account* urgent in_danger_now how_many signs[] recent_harm? travelling_with intercepted
concern_joined | protection | case
concern_closed | protection | reason* agreed_by
case_opened | protection |
case_assigned | protection | to
case_closed | protection | reason agreed_by
case_reopened | protection | reason agreed_by
involvement_started | protection | agency person role* sections[]* ground until
involvement_ended | protection | agency person role sections[] ground until
access_barred | protection | agency person reason*
whereabouts_noted | whereabouts | place with_whom
screening_completed | protection | instrument* version answers act? worst_forms read_aloud setting
standing_decided | protection | standing* authority* acts[] means[] purposes[] movement grounds child_told appeal_until
age_considered | protection | stated_age estimated_low estimated_high methods[]* outcome* reasons consent? guardian_present? child_told challenge_until
identity_recorded | identity | names[]* birth sex citizenships[] birth_registered? documents[] languages[] photo
person_linked | identity | relation* name contact relation_verified? how_verified risk_to_child may_be_contacted?
contact_made | protection | with how child_seen? attempt
contact_agreed | protection | channel safe_times never code_word
same_child_decided | identity | case* result* reason* agreed_by
exploitation_described | coded | forms[] sub_forms[] sector began ended age_at_start recruited_at transit[] exploited_at recruiter_relation recruitment_channel controls[] online? debt? certainty
alleged_trafficker_described | coded | role sex age_band relation in_group?
functioning_assessed | health | age_set answers
guardian_appointed | protection | guardian* appointing_body mandate conflict_checked?
guardian_ended | protection | reason
guardian_consulted | protection | about* view text answered
parents_assessed | protection | present?* willing?* able_to_protect?* safe_to_contact?* involvement_excluded?*
information_given | protection | about* language form understood?
step_planned | protection | step* on by
withdrawn_from_exploitation | protection | how by others_left_behind? child_protection_present?
returned_to_exploitation | protection | known_how
interview_held | protection | purpose* asked_about[] guardian_present? interpreter child_friendly_place? recorded? reason_to_ask_again
risk_assessed | protection | trigger* domains level* measures restricts_movement? restricts_phone? why_proportionate review_by
placement_started | whereabouts | care* provider safeguarding_checked? with_siblings? authorised_by separated_from_carer? why_proportionate review_by
placement_ended | whereabouts | reason
incident_in_care | protection | what* by reported_to
liberty_taken | protection | ground* place_type by access_to_family? access_to_lawyer?
liberty_restored | protection | ground place_type by access_to_family? access_to_lawyer?
missing_reported | protection | last_seen_at police_told_at circumstances
missing_step | protection | step*
missing_found | protection | found_how harmed?
need_found | protection | service* urgent?
service_given | protection | service* urgent? provider what outcome
health_checked | health | urgent_care_given? assent? follow_up
consent_recorded | protection | purpose* recipients[] sections[] by basis until
consent_refused | protection | purpose* recipients[] sections[] by basis until
consent_withdrawn | protection | purpose* recipients[] sections[] by basis until consent
view_recorded | protection | topic* words wish heard_apart? weight_given why_if_not_followed
factor_recorded | protection | factor* what
factor_addressed | protection | factor* what
tracing_opened | identity | where through safe_because
tracing_ruled_out | identity | reason review_by
tracing_answered | identity | result relation_verified?
family_assessed | protection | involvement_in_trafficking* by visited? able_to_care? recommendation
protection_need_asked | legal | wish advised_by lodged_at outcome
focal_point_contacted | protection | country authority asked answer_by answered_at safe_because
focal_point_ruled_out | protection | reason
stay_regularised | legal | permit until
removal_threatened | legal | order by on appeal_until
removal_suspended | legal | order by on appeal_until until
best_interests_decided | protection | level* chosen* options[] panel[] dissent guardian_view child_told_at appeal_until review_by
solution_started | protection | solution* where care place_same_as_before? received_by received_at escort
followed_up | protection | month* seen_in_person? safe? housed? learning_or_working? contact_with_exploiter? free_to_choose? stigma? wellbeing needs safe_to_visit?
conference_held | protection | agencies[] decisions next_by
plan_made | protection | goals[] transition?
plan_reviewed | protection | goals[] transition?
child_charged | legal | offence* linked_to_exploitation?
charge_dropped | legal | decision reason
charge_reviewed | legal | decision reason
legal_aid_given | legal | by for
appeal_lodged | legal | against grounds outcome
appeal_decided | legal | against grounds outcome
complaint_made | protection | against grounds outcome
complaint_answered | protection | against grounds outcome
case_reported_to_police | justice | offence trafficking?
charge_brought | justice | offence trafficking?
testimony_planned | justice | measures[]
testimony_given | justice | measures[]
judgment_given | justice | outcome sentence
accused_released | justice |
reprisal_reported | justice | against response
compensation_considered | legal | amount currency from reason_if_none
compensation_ordered | legal | amount currency from reason_if_none
compensation_paid | legal | amount currency from reason_if_none
document_recorded | as_chosen | kind* digest held_by
identity_exposed | protection | where by response
note_added | as_chosen | text*
duty_not_possible | protection | duty* why* agreed_by* review_by
entry_withdrawn | as_chosen | entry* reason*
"""  # noqa: E501


def rows() -> list[tuple[str, str, list[str]]]:
    """Each line of the table as code, section, and fields with their marks."""
    cells = (line.split("|") for line in TABLE.strip().splitlines())
    return [(code.strip(), section.strip(), fields.split()) for code, section, fields in cells]


# The least an entry of each kind can say.
SMALLEST: dict[str, dict[str, object]] = {
    "concern_reported": {"channel": "school", "account": "A child sleeps behind the shop."},
    "concern_closed": {"reason": "The child is with their mother."},
    "involvement_started": {"agency": "a", "role": "provider", "sections": ["protection"]},
    "involvement_ended": {"agency": "a"},
    "access_barred": {"person": "p", "reason": "Works for the accused."},
    "screening_completed": {"instrument": "child-signs"},
    "standing_decided": {"standing": "presumed", "authority": "police"},
    "age_considered": {"methods": ["statement"], "outcome": "child"},
    "identity_recorded": {"names": [{"name": "A"}]},
    "person_linked": {"relation": "mother"},
    "same_child_decided": {"case": "7K3Q-9M2X-4", "result": "different", "reason": "Two sisters."},
    "guardian_appointed": {"guardian": "G"},
    "guardian_consulted": {"about": "the placement"},
    "parents_assessed": {
        "present": True,
        "willing": True,
        "able_to_protect": None,
        "safe_to_contact": False,
        "involvement_excluded": None,
    },
    "information_given": {"about": "rights"},
    "step_planned": {"step": "interview"},
    "interview_held": {"purpose": "protection"},
    "risk_assessed": {"trigger": "periodic", "level": "unknown"},
    "placement_started": {"care": "foster"},
    "incident_in_care": {"what": "A stranger came at night."},
    "liberty_taken": {"ground": "migration"},
    "missing_step": {"step": "searched"},
    "need_found": {"service": "shelter"},
    "service_given": {"service": "education"},
    "consent_recorded": {"purpose": "sharing"},
    "consent_refused": {"purpose": "sharing"},
    "consent_withdrawn": {"purpose": "sharing"},
    "view_recorded": {"topic": "return"},
    "factor_recorded": {"factor": "debt"},
    "factor_addressed": {"factor": "debt"},
    "family_assessed": {"involvement_in_trafficking": "none"},
    "best_interests_decided": {"level": "determination", "chosen": "none_yet"},
    "solution_started": {"solution": "reunification"},
    "followed_up": {"month": 3},
    "child_charged": {"offence": "theft"},
    "document_recorded": {"kind": "passport"},
    "note_added": {"text": "Likes to draw."},
    "duty_not_possible": {"duty": "tracing", "why": "War.", "agreed_by": "p"},
    "entry_withdrawn": {"entry": "5f6c1f1e-0000-4000-8000-000000000001", "reason": "Wrong case."},
}
