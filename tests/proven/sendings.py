"""What is sent to each address of `addresses`, as the person would fill the form."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from tests.proven.world import EMERGENCY, World

_NOW = {"occurred_at_how": "now"}
_ON_A_DAY = {"occurred_at_how": "at", "occurred_at_year": "2025"}
_A_CONCERN = {"channel": "school", "account": "He hides.", "how_urgent": "can_wait"}


def _new_words(world: World, name: str) -> dict[str, Any]:
    from tests.cast import PASSWORD

    return {"old": PASSWORD, "new": "another lamp behind the mill"}


def _whom_to_involve(world: World, _name: str) -> dict[str, Any]:
    party = f"person:{world.cast.complaints.id}"
    return {"party": party, "role": "complaints", "sections": ["protection"],
            "ground": "best_interests"}  # fmt: skip


_A_BREAK = {"kind": "campaign", "on": "2023-01-01", "text": "A campaign", "source": ""}
_A_WARNING = {"about": "conflict", "issuer": "UNICEF", "issued": "2022-03-01", "place": "UKR",
              "text": "Children leave alone."}  # fmt: skip
_AFTERWARDS = {"result": "in_part", "on": "2023-03-01", "text": "Fewer than warned of."}
_RECOMMENDED = {"addressed": "police", "language": "en", "text": "Tell the guardian first."}
_BECAUSE = {"because": "It was another country."}

SENT: dict[str, Callable[[World, str], dict[str, Any]]] = {
    "set_language": lambda w, n: {"language": "fr"},
    "people:language": lambda w, n: {"language": "fr"},
    "people:sign_in": lambda w, n: {"email": "teacher@example.org", "password": "a guess of mine"},
    "people:accept_invitation": lambda w, n: {"password": "another lamp behind the mill"},
    "people:change_password": _new_words,
    "people:new_agency": lambda w, n: {"name": "A new one", "authority": "ngo"},
    "people:invite": lambda w, n: {
        "display_name": "somebody",
        "email": "somebody@example.org",
        "agency": str(w.vacant.id),
        "language": "en",
    },
    "people:grant_role": lambda w, n: {"role": "guardian"},
    "casefile:report": lambda w, n: _A_CONCERN,
    "casefile:correct_concern": lambda w, n: _A_CONCERN,
    "casefile:take_back_concern": lambda w, n: {"reason": "It was a game."},
    "casefile:open_case": lambda w, n: {"caseworker": str(w.cast.caseworker.id)},
    "casefile:join_concern": lambda w, n: {"case": w.case.reference},
    "casefile:close_concern": lambda w, n: {
        "reason": "It was a game.",
        "agreed_by": str(w.cast.colleague.id),
    },
    "casefile:reveal": lambda w, n: {"tab": "timeline"},
    "casefile:record_kind": lambda w, n: {**_NOW, "how": "by letter"},
    "casefile:record_together": lambda w, n: {**_NOW, "last_seen_at_how": "unknown"},
    "casefile:paper_in": lambda w, n: {"reference": w.case.reference},
    "casefile:paper_concern_in": lambda w, n: {**_A_CONCERN, **_ON_A_DAY},
    "casefile:screening_paper": lambda w, n: _ON_A_DAY,
    "casefile:correct": lambda w, n: {**_NOW, "how": "by letter"},
    "casefile:withdraw": lambda w, n: {"reason": "It was another child."},
    "casefile:involve": _whom_to_involve,
    "casefile:bar": lambda w, n: {
        "party": f"person:{w.cast.complaints.id}",
        "reason": "They are under suspicion.",
    },
    "casefile:end_involvement": lambda w, n: {"reason": "The child lives elsewhere now."},
    "casefile:emergency": lambda w, n: {"reference": w.case.reference, "reason": EMERGENCY},
    "casefile:review_emergency": lambda w, n: {"justified": "yes", "reason": "There was no time."},
    "statistics:mark_break": lambda w, n: _A_BREAK,
    "statistics:correct_break": lambda w, n: _A_BREAK,
    "statistics:withdraw_break": lambda w, n: _BECAUSE,
    "statistics:note_warning": lambda w, n: _A_WARNING,
    "statistics:correct_warning": lambda w, n: _A_WARNING,
    "statistics:withdraw_warning": lambda w, n: _BECAUSE,
    "statistics:what_happened": lambda w, n: _AFTERWARDS,
    "statistics:correct_afterwards": lambda w, n: _AFTERWARDS,
    "statistics:withdraw_afterwards": lambda w, n: _BECAUSE,
    "statistics:ledger_check": lambda w, n: {"text": "Trafficking earns $12 billion a year."},
    "release:write_text": lambda w, n: {"text": "A good year."},
    "release:recommend": lambda w, n: _RECOMMENDED,
    "release:correct_recommendation": lambda w, n: _RECOMMENDED,
    "release:withdraw_recommendation": lambda w, n: _BECAUSE,
    "release:what_became": lambda w, n: {"state": "begun", "text": "A draft."},
    "finding:find": lambda w, n: {"text": "Amina"},
    "finding:as_typed": lambda w, n: {"text": "Amina"},
    "finding:purpose": lambda w, n: {"search": str(w.search.id), "purpose": "other"},
    "finding:decide": lambda w, n: {"contact": "yes"},
    "finding:same_decide": lambda w, n: {"result": "ask_later", "reason": "We asked the school."},
    "finding:same_undo": lambda w, n: {"undo-reason": "It was another child."},
    "finding:tracing_new": lambda w, n: {
        "request_id": str(uuid4()),
        "seeker_name": "An aunt",
        "relation": "relative",
        "may_be_contacted": "yes",
        "child_names": "Noor",
    },
    "finding:tracing_check": lambda w, n: {
        "identity-check_id": str(uuid4()),
        "identity-how": "By a card.",
        "identity-result": "solved",
    },
    "finding:tracing_propose": lambda w, n: {"decision": "later", "reason": "She sleeps."},
    "finding:tracing_senders": lambda w, n: {"name": "A committee", "days": "90"},
    "helpline:new": lambda w, n: {"entry_id": str(uuid4()), "account": "She whispers."},
    "helpline:note": lambda w, n: {"text": "There was a train."},
    "frontdoor:door": lambda w, n: _A_CONCERN,
    "frontdoor:receipt": lambda w, n: {"receipt": "7K3Q-9M2X-4C8D"},
    "frontdoor:new_door": lambda w, n: {
        "door_id": "5f0c1f9e-98f9-4b02-9cb8-57c0e6f3a001",
        "institution": "The clinic",
        "channel": "health",
        "agency": str(w.cast.agencies["social_services"].id),
        "language": "en",
    },
}
