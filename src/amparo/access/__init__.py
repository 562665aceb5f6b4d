"""Who may: every decision about seeing, recording and doing, with its reason.

`roles` is the table, `world` what a decision looks at, `decide` the decisions, `sharing` what may
be passed on, `searching` who looks for names, `emergency` the breaking of the glass, `table` the
docs. Pure: no database.
"""

from amparo.access.calls import (
    can_read_call,
    can_see_calls,
    check_can_hand_over,
    check_can_read_call,
    check_can_see_calls,
    supervises_calls,
)
from amparo.access.decide import (
    Way,
    can_act,
    can_act_on,
    can_correct_concern,
    can_open,
    can_read_entry,
    can_record,
    can_reveal_identity,
    check_can_act,
    check_can_act_on,
    check_can_correct_concern,
    check_can_open,
    check_can_record,
    check_can_reveal_identity,
    may_record,
    roles_on,
    sections_for,
    ways,
)
from amparo.access.doors import check_can_manage_door, manages_doors_anywhere
from amparo.access.emergency import (
    check_can_agree_to_whereabouts,
    check_can_break_glass,
    check_can_review,
)
from amparo.access.identification import may_see_prompts, stages_open
from amparo.access.refusal import NotFound, Refused
from amparo.access.roles import ACTIONS, ROLES, SECTIONS, RoleRule
from amparo.access.searching import (
    can_answer_searches,
    can_search_names,
    can_see_who_searches,
    check_can_search_names,
    hears_of_searches,
)
from amparo.access.sharing import (
    check_can_share,
    check_second_person,
    is_lawyers_sharing,
    offered,
)
from amparo.access.table import Row, recorded_by, role_table
from amparo.access.tracing import (
    can_manage_tracing_senders,
    can_see_match,
    can_take_tracing_requests,
    check_can_agree_to_contact,
    check_can_handle_request,
    check_can_manage_tracing_senders,
    check_can_see_match,
    check_can_take_tracing_requests,
)
from amparo.access.world import BreakGlass, CaseAccess, Involvement, Person

__all__ = [
    "ACTIONS",
    "ROLES",
    "SECTIONS",
    "BreakGlass",
    "CaseAccess",
    "Involvement",
    "NotFound",
    "Person",
    "Refused",
    "RoleRule",
    "Row",
    "Way",
    "can_act",
    "can_act_on",
    "can_answer_searches",
    "can_correct_concern",
    "can_manage_tracing_senders",
    "can_open",
    "can_read_call",
    "can_read_entry",
    "can_record",
    "can_reveal_identity",
    "can_search_names",
    "can_see_calls",
    "can_see_match",
    "can_see_who_searches",
    "can_take_tracing_requests",
    "check_can_act",
    "check_can_act_on",
    "check_can_agree_to_contact",
    "check_can_agree_to_whereabouts",
    "check_can_break_glass",
    "check_can_correct_concern",
    "check_can_hand_over",
    "check_can_handle_request",
    "check_can_manage_door",
    "check_can_manage_tracing_senders",
    "check_can_open",
    "check_can_read_call",
    "check_can_record",
    "check_can_reveal_identity",
    "check_can_review",
    "check_can_search_names",
    "check_can_see_calls",
    "check_can_see_match",
    "check_can_share",
    "check_can_take_tracing_requests",
    "check_second_person",
    "hears_of_searches",
    "is_lawyers_sharing",
    "manages_doors_anywhere",
    "may_record",
    "may_see_prompts",
    "offered",
    "recorded_by",
    "role_table",
    "roles_on",
    "sections_for",
    "stages_open",
    "supervises_calls",
    "ways",
]
