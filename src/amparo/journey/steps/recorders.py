"""Who may record what: sets of roles with a name, so that each kind says it in one word.

The roles are those of the code list `role`. Recording is not reading: a border officer hands a
child over and reads nothing afterwards; who reads which section stands in room `access`.
Administrators, analysts and rapporteurs record nothing, for they see no case.
"""

CASE_TEAM = frozenset({"caseworker", "supervisor"})

# Whoever meets the child first.
EVERYONE_AT_THE_FRONT = frozenset({"first_responder", "helpline", "police", "border", "provider"})

# Those who stand by the child's side and act for the child alone.
AT_THE_CHILDS_SIDE = frozenset({"guardian", "lawyer"})

WHO_DECIDE = frozenset({"competent_authority", "panel"})
LAW_ENFORCEMENT = frozenset({"police", "prosecutor"})
COORDINATION = frozenset({"supervisor", "coordinator"})

# Everyone who may have something to say: all roles but those that see no case.
EVERYONE_WITH_A_CASE = (
    EVERYONE_AT_THE_FRONT
    | CASE_TEAM
    | AT_THE_CHILDS_SIDE
    | WHO_DECIDE
    | LAW_ENFORCEMENT
    | frozenset({"coordinator", "complaints", "focal_point", "child"})
)

# The child's own affairs in law: never police, prosecutor or immigration.
LEGAL = CASE_TEAM | AT_THE_CHILDS_SIDE

# What an authority does to a child it may say itself; it reads nothing of the defence by that.
CHARGING = LEGAL | LAW_ENFORCEMENT
REMOVING = LEGAL | {"border", "police"}

# The case against the exploiters.
JUSTICE = LAW_ENFORCEMENT | {"caseworker", "supervisor", "lawyer"}

WHO_SCREEN = CASE_TEAM | EVERYONE_AT_THE_FRONT | {"competent_authority"}
WHO_CARE = CASE_TEAM | {"guardian", "provider"}
WHO_HEAR_THE_CHILD = CASE_TEAM | AT_THE_CHILDS_SIDE | {"provider", "panel", "child"}
