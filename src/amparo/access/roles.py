"""The role table: for each role the sections it may at most read and the actions it may take.

This table is the rule; `decide` only applies it, and the docs show it (`role_table`). Which kinds a
role may record stands with each kind in room `journey`, so that it is declared once.

"At most" means: an involvement grants sections; what it grants beyond this table does not count.
"""

from dataclasses import dataclass

from amparo.terms.messages import N_

IDENTITY = "identity"
PROTECTION = "protection"
WHEREABOUTS = "whereabouts"
HEALTH = "health"
LEGAL = "legal"
JUSTICE = "justice"
CODED = "coded"
SECTIONS = (IDENTITY, PROTECTION, WHEREABOUTS, HEALTH, LEGAL, JUSTICE, CODED)
EVERYTHING = frozenset(SECTIONS)
NOTHING: frozenset[str] = frozenset()

# What a person may do apart from recording a kind: code and the sentence shown in the role table.
ACTIONS: dict[str, str] = {
    "report_concern": N_("Report a concern about a child"),
    "take_calls": N_("Take calls on the helpline, and recognise who agreed to it"),
    "triage": N_("Take up a concern that waits in their agency"),
    "open_case": N_("Open a case from a concern"),
    "join_concern": N_("Join a concern to a case"),
    "close_concern": N_("Close a concern, with a second person"),
    "assign_case": N_("Say who is responsible for a case"),
    "close_case": N_("Close a case, with a second person"),
    "reopen_case": N_("Reopen a case"),
    "involve": N_("Bring in an agency or a person, and end it"),
    "bar": N_("Bar an agency or a person from a case"),
    "share_legal": N_("Share the legal section with police, prosecutor or immigration"),
    "agree": N_("Agree as the second person"),
    "break_glass": N_("Open a case in an emergency, with a written reason"),
    "second_whereabouts": N_("Agree that an emergency opens the whereabouts"),
    "review_break_glass": N_("Review an emergency opening"),
    "reveal_identity": N_("Uncover the name and birth date of a child they work with"),
    "take_tracing_requests": N_("Take requests of families that look for a child"),
    "search_names": N_("Search by name among the cases they may see"),
    "see_who_has_seen": N_("See who looked at a case"),
    "see_agency_work": N_("See the duties and caseload of their agency"),
    "see_mechanism_work": N_("See how many duties are open and overdue in every agency"),
    "see_counts": N_("See counts without any child in them"),
    "write_report": N_("Write the annual report, recommend, and say what became of it"),
    "make_release": N_("Make, sign and publish releases of figures, two people each"),
    "manage_accounts": N_("Invite people, give and end roles, close accounts"),
    "manage_agencies": N_("Create and close agencies"),
    "manage_protocol": N_("Put a protocol in force"),
    "confirm_roles": N_("Confirm roles that see content, in their own agency"),
    "manage_front_doors": N_("Open and close front doors for institutions without an account"),
    "confirm_first_supervisor": N_("Confirm the supervisor of an agency that has none"),
}


@dataclass(frozen=True, slots=True)
class RoleRule:
    """One row of the table. `usual` is what the involvement form offers first, never more.

    `kinds` may be read without their section. `needs_lawyer` are sections that open only when the
    child's own lawyer shares them. `source` says where the rule comes from.
    """

    comes_for: str
    sections: frozenset[str]
    actions: frozenset[str]
    source: str
    usual: frozenset[str] = NOTHING
    kinds: frozenset[str] = NOTHING
    needs_lawyer: frozenset[str] = NOTHING
    on_cases: bool = True

    @property
    def sees_content(self) -> bool:
        """Whether the role takes effect only when a supervisor of the agency has confirmed it."""
        return bool(self.sections or self.kinds or self.needs_lawyer)


_LAWYER_SHARES = frozenset({LEGAL})
_MISSING = frozenset({"missing_reported", "missing_step", "missing_found"})
_CASEWORK = frozenset({
    "report_concern", "triage", "open_case", "join_concern", "close_concern", "assign_case",
    "close_case", "reopen_case", "involve", "bar", "agree", "break_glass", "second_whereabouts",
    "reveal_identity", "search_names", "see_who_has_seen", "take_tracing_requests",
})  # fmt: skip
_COORDINATION = frozenset({
    "report_concern", "triage", "open_case", "join_concern", "close_concern", "assign_case",
    "involve", "bar", "review_break_glass", "second_whereabouts", "see_who_has_seen",
    "see_agency_work", "see_mechanism_work", "see_counts", "confirm_first_supervisor",
    "manage_front_doors",
})  # fmt: skip
_WORKS_ON_CASES = frozenset({"report_concern", "reveal_identity"})
_DESIGN = N_("This project's own rule")
_SECTIONS_RULE = N_("What each section is for")

ROLES: dict[str, RoleRule] = {
    "first_responder": RoleRule(
        comes_for=N_("reports a concern and knows that it arrived; reads nothing afterwards"),
        sections=NOTHING,
        actions=frozenset({"report_concern"}),
        source=_DESIGN,
        on_cases=False,
    ),
    "helpline": RoleRule(
        comes_for=N_("reports what callers say; reads on only where brought in"),
        sections=frozenset({PROTECTION}),
        actions=frozenset({"report_concern", "take_calls"}),
        source=_DESIGN,
        usual=frozenset({PROTECTION}),
    ),
    "caseworker": RoleRule(
        comes_for=N_("sees what each of their children is owed, and records what happened"),
        sections=EVERYTHING,
        actions=_CASEWORK,
        source=_DESIGN,
        usual=EVERYTHING,
    ),
    "supervisor": RoleRule(
        comes_for=N_("answers for the caseworkers of the agency and sees what they see"),
        sections=EVERYTHING,
        actions=_CASEWORK
        | {"review_break_glass", "see_agency_work", "see_counts", "confirm_roles"}
        | {"manage_front_doors"},
        source=_DESIGN,
        usual=EVERYTHING,
    ),
    "guardian": RoleRule(
        comes_for=N_("hears every decision about the child, with its reasons, before it is final"),
        sections=EVERYTHING,
        actions=_WORKS_ON_CASES | {"agree", "see_who_has_seen"},
        source=_DESIGN,
        usual=EVERYTHING,
    ),
    "lawyer": RoleRule(
        comes_for=N_("has the whole file, on the child's authority"),
        sections=EVERYTHING,
        actions=_WORKS_ON_CASES | {"share_legal", "see_who_has_seen"},
        source=_DESIGN,
        usual=EVERYTHING,
    ),
    "provider": RoleRule(
        comes_for=N_("says what was done; sees only what was shared, and not why"),
        sections=frozenset({IDENTITY, PROTECTION, WHEREABOUTS, HEALTH}),
        actions=_WORKS_ON_CASES,
        source=_DESIGN,
        usual=NOTHING,
    ),
    "panel": RoleRule(
        comes_for=N_("decides what is in the child's best interests"),
        sections=frozenset({IDENTITY, PROTECTION, HEALTH, CODED}),
        actions=frozenset({"agree", "reveal_identity"}),
        source=_DESIGN,
        usual=frozenset({PROTECTION, HEALTH, CODED}),
    ),
    "police": RoleRule(
        comes_for=N_("works on the case against the exploiters, and looks for a missing child"),
        sections=frozenset({IDENTITY, JUSTICE, CODED}),
        actions=_WORKS_ON_CASES,
        source=_SECTIONS_RULE,
        usual=frozenset({JUSTICE, CODED}),
        kinds=_MISSING,
        needs_lawyer=_LAWYER_SHARES,
    ),
    "prosecutor": RoleRule(
        comes_for=N_("brings the case against the exploiters"),
        sections=frozenset({IDENTITY, JUSTICE, CODED}),
        actions=_WORKS_ON_CASES,
        source=_SECTIONS_RULE,
        usual=frozenset({JUSTICE, CODED}),
        needs_lawyer=_LAWYER_SHARES,
    ),
    "border": RoleRule(
        comes_for=N_("reports and hands over; reads nothing afterwards"),
        sections=NOTHING,
        actions=frozenset({"report_concern"}),
        source=_DESIGN,
        needs_lawyer=_LAWYER_SHARES,
    ),
    "focal_point": RoleRule(
        comes_for=N_("answers one question about one child by a date"),
        sections=frozenset({IDENTITY}),
        actions=frozenset({"reveal_identity"}),
        source=_DESIGN,
        usual=frozenset({IDENTITY}),
        kinds=frozenset({"focal_point_contacted"}),
    ),
    "coordinator": RoleRule(
        comes_for=N_("sees which clocks run out, who is overloaded and who looked at what"),
        sections=frozenset({PROTECTION}),
        actions=_COORDINATION,
        source=_DESIGN,
        usual=frozenset({PROTECTION}),
    ),
    "competent_authority": RoleRule(
        comes_for=N_("decides on the child's identification"),
        sections=frozenset({IDENTITY, PROTECTION, CODED}),
        actions=_WORKS_ON_CASES | {"agree"},
        source=_DESIGN,
        usual=frozenset({PROTECTION, CODED}),
    ),
    "complaints": RoleRule(
        comes_for=N_("answers complaints about how a child was treated"),
        sections=frozenset({PROTECTION}),
        actions=frozenset({"bar", "see_who_has_seen"}),
        source=_DESIGN,
        usual=frozenset({PROTECTION}),
    ),
    "analyst": RoleRule(
        comes_for=N_("reads counts that say what they count; no names, ever"),
        sections=NOTHING,
        actions=frozenset({"see_counts", "make_release"}),
        source=_DESIGN,
        on_cases=False,
    ),
    "rapporteur": RoleRule(
        comes_for=N_("reads counts and reports on them; no names, ever"),
        sections=NOTHING,
        actions=frozenset({"see_counts", "write_report", "make_release"}),
        source=_DESIGN,
        on_cases=False,
    ),
    "administrator": RoleRule(
        comes_for=N_("looks after accounts, agencies and protocol; no case content"),
        sections=NOTHING,
        actions=frozenset({"manage_accounts", "manage_agencies", "manage_protocol"}),
        source=_DESIGN,
        on_cases=False,
    ),
    "child": RoleRule(
        comes_for=N_("sees their own file, what was decided and why, and who looked at it"),
        sections=frozenset({IDENTITY, PROTECTION, WHEREABOUTS, HEALTH, LEGAL}),
        actions=frozenset({"see_who_has_seen"}),
        source=_DESIGN,
        usual=frozenset({IDENTITY, PROTECTION, WHEREABOUTS, HEALTH, LEGAL}),
    ),
}

# Whoever belongs to these authorities never reads these sections, whatever role they were given:
# else a supervisor of the police would read by their second role what the first may not.
_NEVER = frozenset({LEGAL, HEALTH, WHEREABOUTS})
NEVER_FOR_AUTHORITY: dict[str, frozenset[str]] = {
    "police": _NEVER,
    "border": _NEVER,
    "immigration": _NEVER,
    "prosecution": _NEVER,
}

# Kinds that change who is on a case, or its state: recording one is taking one of these actions.
KINDS_THAT_ACT: dict[str, frozenset[str]] = {
    "involvement_started": frozenset({"involve", "share_legal"}),
    # A lawyer takes back what they shared by withdrawing their own entry, and ends nothing else.
    "involvement_ended": frozenset({"involve"}),
    "access_barred": frozenset({"bar"}),
    "concern_joined": frozenset({"join_concern"}),
    "concern_closed": frozenset({"close_concern"}),
    "case_opened": frozenset({"open_case"}),
    "case_assigned": frozenset({"assign_case"}),
    "case_closed": frozenset({"close_case"}),
    "case_reopened": frozenset({"reopen_case"}),
}

# An emergency opens what protects the child at once; whereabouts only with a second person.
BREAK_GLASS_SECTIONS = frozenset({PROTECTION, IDENTITY, HEALTH, CODED})
# It lets nobody settle in: who is on the case, and its state, stay as they are.
BREAK_GLASS_ACTIONS = frozenset({"report_concern", "reveal_identity"})
# Whoever takes up a concern must know who the child is and where.
TRIAGE_SECTIONS = frozenset({PROTECTION, IDENTITY, WHEREABOUTS, CODED})
# Where the agency works the case its supervisor acts as supervisor; elsewhere as their staff does.
SUPERVISED_AS_SUPERVISOR = frozenset({"caseworker", "supervisor"})
# Nobody who looks after accounts may also see content, not even by two roles of one person.
APART_FROM_CONTENT = "administrator"
