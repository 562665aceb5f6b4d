"""Role × address × status: one line for each address and method, one sign for each person.

Read a line from left to right under the heads of `TABLE`. An address that is in no line fails
`test_every_address`; so does a line whose address is gone. How each address is built, and what is
sent, stands below the table.

    o  shown                             >  done, and sent on to a page of ours
    s  asked to sign in first            k  asked to sign in on the same page; what was typed stays
    x  refused, with the reason          .  not there, as far as this person may know
    !  asked again, with what is wrong
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from amparo.casefile.paper import number_of
from tests.proven.sendings import SENT
from tests.proven.world import World

STATUS = {"o": 200, ">": 302, "s": 302, "k": 401, "x": 403, ".": 404, "!": 422}

# In the order of the signs; a space in a line parts the groups.
PEOPLE = (
    ("nobody",),
    ("teacher", "operator", "border"),
    ("caseworker", "supervisor"),
    ("guardian", "lawyer", "provider"),
    ("police", "prosecutor"),
    ("competent_authority", "panel", "focal_point"),
    ("coordinator", "complaints", "analyst", "rapporteur", "administrator"),
    ("outsider",),
)

TABLE = """
                                       nobody
                                       | teacher, operator (helpline), border
                                       | |   caseworker, supervisor
                                       | |   |  guardian, lawyer, provider (shelter)
                                       | |   |  |   police, prosecutor
                                       | |   |  |   |  competent authority, panel, focal point
                                       | |   |  |   |  |   coordinator, complaints, analyst,
                                       | |   |  |   |  |   |     rapporteur, administrator
                                       | |   |  |   |  |   |     outsider
set_language                      POST > >>> >> >>> >> >>> >>>>> >
people:language                   POST > >>> >> >>> >> >>> >>>>> >
people:sign_in                    GET  o >>> >> >>> >> >>> >>>>> >
people:sign_in                    POST ! >>> >> >>> >> >>> >>>>> >
people:sign_out                   POST > >>> >> >>> >> >>> >>>>> >
people:open_invitation            GET  > >>> >> >>> >> >>> >>>>> >
people:accept_invitation          GET  o ooo oo ooo oo ooo ooooo o
people:accept_invitation          POST ! !!! !! !!! !! !!! !!!!! !
people:change_password            GET  s ooo oo ooo oo ooo ooooo o
people:change_password            POST s >>> >> >>> >> >>> >>>>> >
people:agencies                   GET  s xxx xx xxx xx xxx xxxxo x
people:new_agency                 GET  s xxx xx xxx xx xxx xxxxo x
people:new_agency                 POST s xxx xx xxx xx xxx xxxx> x
people:close_agency               POST s xxx xx xxx xx xxx xxxx> x
people:people                     GET  s xxx xo xxx xx xxx xxxxo x
people:invite                     GET  s xxx xx xxx xx xxx xxxxo x
people:invite                     POST s xxx xx xxx xx xxx xxxxo x
people:person                     GET  s xxx xo xxx xx xxx xxxxo x
people:note_training              POST s xxx x> xxx xx xxx xxxxx x
people:invite_again               POST s xxx xx xxx xx xxx xxxxo x
people:deactivate                 POST s xxx x> xxx xx xxx xxxx> x
people:grant_role                 POST s xxx xx xxx xx xxx xxxx> x
people:roles                      GET  s xxx xo xxx xx xxx oxxxx x
people:confirm_role               POST s xxx x> xxx xx xxx xxxxx x
people:end_role                   POST s xxx x> xxx xx xxx xxxx> x
casefile:home                     GET  s oo> oo ooo oo ooo ooooo o
casefile:protocol                 GET  s ooo oo ooo oo ooo ooooo o
casefile:report                   GET  s ooo oo ooo oo oxx oxxxx o
casefile:report                   POST k >>> >> >>> >> >xx >xxxx >
casefile:report_afresh            POST s >>> >> >>> >> >>> >>>>> >
casefile:reported                 GET  s o.. .. ... .. ... ..... .
casefile:own_concern              GET  s o.. .. ... .. ... ..... .
casefile:correct_concern          GET  s o.. .. ... .. ... ..... .
casefile:correct_concern          POST k >.. .. ... .. ... ..... .
casefile:take_back_concern        POST s >.. .. ... .. ... ..... .
casefile:concerns                 GET  s xxx oo xxx xx xxx oxxxx o
casefile:concern                  GET  s ... oo ... .. ... ..... .
casefile:uncover_concern          POST s ... oo ... .. ... ..... .
casefile:open_case                POST s ... >> ... .. ... ..... .
casefile:join_concern             POST s ... >> ... .. ... ..... .
casefile:close_concern            POST s ... >> ... .. ... ..... .
casefile:cases                    GET  s .oo oo ooo oo ooo oo... o
casefile:case                     GET  s ... oo ooo oo ooo ..... .
casefile:case_timeline            GET  s ... oo ooo oo ooo ..... .
casefile:case_duties              GET  s ... oo ooo oo ooo ..... .
casefile:case_people              GET  s ... oo oo. .. ooo ..... .
casefile:case_plan                GET  s ... oo oo. .. oo. ..... .
casefile:case_decisions           GET  s ... oo oo. .. oo. ..... .
casefile:case_documents           GET  s ... oo oo. oo oo. ..... .
casefile:case_age                 GET  s ... oo oo. .. ooo ..... .
casefile:case_age                 POST s ... oo oox xx oxo ..... .
casefile:case_involvement         GET  s ... oo oox xx oox ..... .
casefile:standing                 GET  s ... oo oo. .. oo. ..... .
casefile:case_seen                GET  s ... oo oox xx xxx ..... .
casefile:reveal                   POST s ... oo oox xx oxo ..... .
casefile:record                   GET  s ... oo ooo oo ooo ..... .
casefile:record_kind              GET  s ... oo ooo xx xxx ..... .
casefile:record_kind              POST k ... >> >>> xx xxx ..... .
casefile:record_together          GET  s ... oo ooo ox xxx ..... .
casefile:record_together          POST k ... >> >>> >x xxx ..... .
casefile:screening                GET  s ... oo xxo ox oxx ..... .
casefile:screening_group          GET  s ... oo xxo ox oxx ..... .
casefile:screening_group          POST k ... >> xx> >x >xx ..... .
casefile:screening_so_far         GET  s ... oo xxo ox oxx ..... .
casefile:screening_finish         GET  s ... oo xxo ox oxx ..... .
casefile:screening_finish         POST k ... !! xx! !x !xx ..... .
casefile:paper                    GET  s ooo oo ooo oo oxx oxxxx o
casefile:paper_in                 GET  s ooo oo xxo ox oxx xxxxx o
casefile:paper_in                 POST s !!! >> xx> >x >xx xxxxx !
casefile:paper_concern            GET  s ooo oo ooo oo oxx oxxxx o
casefile:paper_concern_in         GET  s ooo oo ooo oo oxx oxxxx o
casefile:paper_concern_in         POST k >>> >> >>> >> >xx >xxxx >
casefile:paper_sheet              GET  s ooo oo xxo ox oxx xxxxx o
casefile:screening_sheet          GET  s ... oo xxo ox oxx ..... .
casefile:screening_paper          GET  s ... oo xxo ox oxx ..... .
casefile:screening_paper          POST k ... >> xx> >x >xx ..... .
casefile:correct                  GET  s ... oo oo. .. xx. ..... .
casefile:correct                  POST k ... >> >>. .. xx. ..... .
casefile:withdraw                 GET  s ... oo oo. .. xx. ..... .
casefile:withdraw                 POST k ... >> >>. .. xx. ..... .
casefile:involve                  GET  s ... oo xox xx xxx ..... .
casefile:involve                  POST s ... >> x!x xx xxx ..... .
casefile:bar                      GET  s ... oo xxx xx xxx ..... .
casefile:bar                      POST s ... >> xxx xx xxx ..... .
casefile:end_involvement          GET  s ... oo xxx xx xxx ..... .
casefile:end_involvement          POST s ... >> xxx xx xxx ..... .
casefile:emergency                GET  s xxx oo xxx xx xxx xxxxx o
casefile:emergency                POST s xxx >> xxx xx xxx xxxxx >
casefile:emergencies              GET  s xxx oo xxx xx xxx oxxxx o
casefile:review_emergency         GET  s xxx xo xxx xx xxx oxxxx x
casefile:review_emergency         POST s xxx x> xxx xx xxx >xxxx x
casefile:allow_whereabouts        POST s xxx >> xxx xx xxx >xxxx .
finding:find                      GET  s .oo oo ooo oo ooo oo... o
finding:find                      POST s .oo oo ooo oo ooo oo... o
finding:as_typed                  POST s xxx oo xxx xx xxx xxxxx o
finding:purpose                   POST s xxx >> xxx xx xxx xxxxx >
finding:searches                  GET  s xxx xo xxx xx xxx xxxxx x
finding:notices                   GET  s ... oo ... .. ... ..... o
finding:decide                    POST s ... >> ... .. ... ..... .
finding:put_away                  POST s ... >. ... .. ... ..... .
finding:same_queue                GET  s xxx oo xxx xx xxx xxxxx o
finding:same_compare              GET  s ... oo ... .. ... ..... .
finding:same_compare              POST s ... oo ... .. ... ..... .
finding:same_decide               POST s ... >> ... .. ... ..... .
finding:same_undo                 POST s ... !! ... .. ... ..... .
finding:tracing_board             GET  s xxx oo oxx xx xxx xxxxx o
finding:tracing_new               GET  s xxx oo xxx xx xxx xxxxx o
finding:tracing_new               POST k xxx >> xxx xx xxx xxxxx >
finding:tracing_request           GET  s xxx oo xxx xx xxx xxxxx .
finding:tracing_check             POST k xxx >> xxx xx xxx xxxxx .
finding:tracing_letter            GET  s xxx oo xxx xx xxx xxxxx .
finding:tracing_sent              POST s xxx >> xxx xx xxx xxxxx .
finding:tracing_take_back         POST s xxx >> xxx xx xxx xxxxx .
finding:tracing_match             GET  s ... oo o.. .. ... ..... .
finding:tracing_uncover           POST s ... oo o.. .. ... ..... .
finding:tracing_propose           POST k ... >> >.. .. ... ..... .
finding:tracing_agree             POST s ... >> >.. .. ... ..... .
finding:tracing_undo              POST s ... >> >.. .. ... ..... .
finding:tracing_come_in           POST k kkk kk kkk kk kkk kkkkk k
finding:tracing_senders           GET  s xxx xo xxx xx xxx xxxxx x
finding:tracing_senders           POST s xxx xo xxx xx xxx xxxxx x
finding:tracing_close_sender      POST s xxx x> xxx xx xxx xxxxx x
helpline:calls                    GET  s xox xx xxx xx xxx xxxxx x
helpline:new                      GET  s xox xx xxx xx xxx xxxxx x
helpline:new                      POST k x>x xx xxx xx xxx xxxxx x
helpline:afresh                   POST s >>> >> >>> >> >>> >>>>> >
helpline:call                     GET  s .o. .. ... .. ... ..... .
helpline:note                     POST k .>. .. ... .. ... ..... .
helpline:hand_over                POST s .>. .. ... .. ... ..... .
frontdoor:door                    GET  o ooo oo ooo oo ooo ooooo o
frontdoor:door                    POST o ooo oo ooo oo ooo ooooo o
frontdoor:receipt                 GET  o ooo oo ooo oo ooo ooooo o
frontdoor:receipt                 POST ! !!! !! !!! !! !!! !!!!! !
frontdoor:doors                   GET  s xxx xo xxx xx xxx oxxxx x
frontdoor:new_door                GET  s xxx xo xxx xx xxx oxxxx x
frontdoor:new_door                POST s xxx xo xxx xx xxx oxxxx x
frontdoor:renew_link              POST s xxx xo xxx xx xxx oxxxx x
frontdoor:close_door              POST s xxx x> xxx xx xxx >xxxx x
statistics:overview               GET  s ... .o ... .. ... o.oo. .
statistics:table                  GET  s ... .o ... .. ... o.oo. .
statistics:table_csv              GET  s ... .. ... .. ... ..... .
statistics:table_json             GET  s ... .. ... .. ... ..... .
statistics:table_pdf              GET  s ... .. ... .. ... ..... .
statistics:rates                  GET  s ... .o ... .. ... o.oo. .
statistics:rates                  POST s ... .o ... .. ... o.oo. .
statistics:over_time              GET  s ... .o ... .. ... o.oo. .
statistics:series_csv             GET  s ... .. ... .. ... ..... .
statistics:series_json            GET  s ... .. ... .. ... ..... .
statistics:series_pdf             GET  s ... .. ... .. ... ..... .
statistics:mark_break             GET  s ... .o ... .. ... o.oo. .
statistics:mark_break             POST s ... .> ... .. ... >.>>. .
statistics:correct_break          GET  s ... .o ... .. ... o.oo. .
statistics:correct_break          POST s ... .> ... .. ... >.>>. .
statistics:withdraw_break         POST s ... .> ... .. ... >.>>. .
statistics:warnings               GET  s ... .o ... .. ... o.oo. .
statistics:note_warning           GET  s ... .o ... .. ... o.oo. .
statistics:note_warning           POST s ... .> ... .. ... >.>>. .
statistics:correct_warning        GET  s ... .o ... .. ... o.oo. .
statistics:correct_warning        POST s ... .> ... .. ... >.>>. .
statistics:withdraw_warning       POST s ... .> ... .. ... >.>>. .
statistics:what_happened          GET  s ... .o ... .. ... o.oo. .
statistics:what_happened          POST s ... .> ... .. ... >.>>. .
statistics:correct_afterwards     GET  s ... .o ... .. ... o.oo. .
statistics:correct_afterwards     POST s ... .> ... .. ... >.>>. .
statistics:withdraw_afterwards    POST s ... .> ... .. ... >.>>. .
statistics:routes                 GET  s ... .o ... .. ... o.oo. .
statistics:who                    GET  s ... .o ... .. ... o.oo. .
statistics:who                    POST s ... .o ... .. ... o.oo. .
statistics:unseen                 GET  s ... .o ... .. ... o.oo. .
statistics:unseen                 POST k ... .o ... .. ... o.oo. .
statistics:compare                GET  s ... .o ... .. ... o.oo. .
statistics:keep                   POST s ... .. ... .. ... ..... .
statistics:put_away               POST s ... .. ... .. ... ..... .
statistics:ledger                 GET  s ooo oo ooo oo ooo ooooo o
statistics:ledger_estimate        GET  s ooo oo ooo oo ooo ooooo o
statistics:ledger_check           GET  s ooo oo ooo oo ooo ooooo o
statistics:ledger_check           POST k ooo oo ooo oo ooo ooooo o
release:reports                   GET  s ... .o ... .. ... o.oo. .
release:report                    GET  s ... .o ... .. ... o.oo. .
release:preview                   GET  s ... .o ... .. ... o.oo. .
release:report_pdf                GET  s ... .> ... .. ... >.>>. .
release:count_duties              POST s ... .x ... .. ... x.x>. .
release:write_text                GET  s ... .x ... .. ... x.xo. .
release:write_text                POST s ... .x ... .. ... x.x>. .
release:recommend                 GET  s ... .x ... .. ... x.xo. .
release:recommend                 POST s ... .x ... .. ... x.x>. .
release:correct_recommendation    GET  s ... .x ... .. ... x.xo. .
release:correct_recommendation    POST s ... .x ... .. ... x.x>. .
release:withdraw_recommendation   POST s ... .x ... .. ... x.x>. .
release:what_became               GET  s ... .x ... .. ... x.xo. .
release:what_became               POST s ... .x ... .. ... x.x>. .
release:releases                  GET  s ... .. ... .. ... ..oo. .
release:ask                       GET  s ... .. ... .. ... ..oo. .
release:ask                       POST s ... .. ... .. ... ..oo. .
release:version                   GET  s ... .. ... .. ... ..... .
release:json                      GET  s ... .. ... .. ... ..... .
release:noise_file                GET  s ... .. ... .. ... ..... .
release:sign                      POST s ... .. ... .. ... ..... .
release:publish                   POST s ... .. ... .. ... ..... .
release:discard                   POST s ... .. ... .. ... ..... .
release:withdraw                  POST s ... .. ... .. ... ..... .
ui:styleguide                     GET  o ooo oo ooo oo ooo ooooo o
"""

# Lines that do not hold yet, and why. Each fails as soon as it does, and is then taken out.
NOT_YET: dict[str, str] = {}


@dataclass(frozen=True)
class Line:
    """One line of the table: what each person of the cast, and nobody, is to get."""

    name: str
    method: str
    signs: Mapping[str, str]

    @property
    def id(self) -> str:
        return f"{self.method} {self.name}"


def lines() -> list[Line]:
    """The table as it is written above."""
    rows = [text.split() for text in TABLE.strip("\n").splitlines()]
    return [_line(*row[:2], row[2:]) for row in rows if row[1:2] in (["GET"], ["POST"])]


def _line(name: str, method: str, groups: list[str]) -> Line:
    signs: dict[str, str] = {}
    for people, written in zip(PEOPLE, groups, strict=True):
        signs.update(zip(people, written, strict=True))
    return Line(name, method, signs)


# What an address is about. An address without a line here takes nothing.

_CASE = ("case", "case_timeline", "case_duties", "case_people", "case_plan", "case_decisions",
         "case_documents", "case_age", "case_involvement", "case_seen", "reveal", "record",
         "involve", "bar", "screening", "standing")  # fmt: skip
_CONCERN = ("reported", "own_concern", "correct_concern", "take_back_concern", "concern",
            "uncover_concern", "open_case", "join_concern", "close_concern")  # fmt: skip
_REQUEST = ("request", "letter", "sent", "take_back")
_MATCH = ("match", "uncover", "propose", "agree", "undo")
_CHANGE = ("correct", "withdraw")
_REPORT = ("report", "preview", "report_pdf", "count_duties", "recommend")
_USER = ("person", "invite_again", "deactivate", "grant_role", "note_training")

ABOUT: dict[str, Callable[[World], tuple[object, ...]]] = {
    **{f"casefile:{name}": lambda w: (w.case.reference,) for name in _CASE},
    **{f"casefile:{name}": lambda w: (w.concern.reference,) for name in _CONCERN},
    **{f"people:{name}": lambda w: (w.cast.colleague.id,) for name in _USER},
    **{f"helpline:{name}": lambda w: (w.call.id,) for name in ("call", "note", "hand_over")},
    **{
        f"finding:same_{name}": lambda w: (w.case.reference, w.concern.reference)
        for name in ("compare", "decide", "undo")
    },
    **{f"finding:tracing_{name}": lambda w: (w.request.id,) for name in _REQUEST},
    **{f"finding:tracing_{name}": lambda w: (w.match.id,) for name in _MATCH},
    "finding:tracing_check": lambda w: (w.request.id, "identity"),
    "finding:tracing_close_sender": lambda w: (w.sender.source.id,),
    **{f"statistics:{name}_break": lambda w: (w.break_of_series.id,) for name in _CHANGE},
    **{f"statistics:{name}_warning": lambda w: (w.warning.id,) for name in _CHANGE},
    **{f"statistics:{name}_afterwards": lambda w: (w.afterwards.id,) for name in _CHANGE},
    "statistics:what_happened": lambda w: (w.warning.id,),
    "statistics:put_away": lambda w: (uuid4(),),
    **{
        f"release:{name}": lambda w: (uuid4(),)
        for name in ("version", "json", "sign", "publish", "discard", "withdraw")
    },
    "release:noise_file": lambda w: (uuid4(), "records.csv"),
    "statistics:ledger_estimate": lambda w: ("ilo_2022_children",),
    **{f"release:{name}": lambda w: (2025,) for name in _REPORT},
    **{
        f"release:{name}": lambda w: (2025, w.recommendation.id)
        for name in ("correct_recommendation", "withdraw_recommendation", "what_became")
    },
    "release:write_text": lambda w: (2025, "foreword", "en"),
    "people:open_invitation": lambda w: (w.token,),
    "people:close_agency": lambda w: (w.vacant.id,),
    "people:confirm_role": lambda w: (w.grant.pk,),
    "people:end_role": lambda w: (w.grant.pk,),
    "casefile:record_kind": lambda w: (w.case.reference, "contact_made"),
    "casefile:record_together": lambda w: (w.case.reference, "missing"),
    "casefile:screening_group": lambda w: (w.case.reference, "unodc_child", 1),
    "casefile:screening_so_far": lambda w: (w.case.reference, "unodc_child"),
    "casefile:screening_finish": lambda w: (w.case.reference, "unodc_child"),
    "casefile:paper_in": lambda w: (str(number_of("unodc_child", "en")),),
    "casefile:paper_sheet": lambda w: ("unodc_child",),
    "casefile:screening_sheet": lambda w: (w.case.reference, "unodc_child"),
    "casefile:screening_paper": lambda w: (w.case.reference, "unodc_child"),
    "casefile:correct": lambda w: (w.case.reference, w.entry.id),
    "casefile:withdraw": lambda w: (w.case.reference, w.entry.id),
    "casefile:end_involvement": lambda w: (w.case.reference, w.involvement.id),
    "casefile:review_emergency": lambda w: (w.glass.id,),
    "casefile:allow_whereabouts": lambda w: (w.glass.id,),
    "finding:decide": lambda w: (w.notice.id,),
    "finding:put_away": lambda w: (w.contact.id,),
    "frontdoor:door": lambda w: (w.door.token,),
    "frontdoor:renew_link": lambda w: (w.door.door.id,),
    "frontdoor:close_door": lambda w: (w.door.door.id,),
}


def sent(world: World, line: Line, name: str) -> dict[str, Any] | None:
    """What `name` sends; None for a GET."""
    if line.method == "GET":
        return None
    fill = SENT.get(line.name)
    return fill(world, name) if fill else {}


def arguments(world: World, name: str) -> tuple[object, ...]:
    about = ABOUT.get(name)
    return about(world) if about else ()
