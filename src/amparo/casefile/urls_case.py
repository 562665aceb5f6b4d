"""Addresses of a case: they carry its reference, ids of entries and codes; never a name.

The front (home, concerns, the list of cases) is `urls_front`.
"""

from django.urls import path, register_converter

from amparo.casefile import (
    pages_age,
    pages_case,
    pages_emergency,
    pages_involvement,
    pages_record,
    pages_screening,
    pages_standing,
)


class Reference:
    """A reference as it is written, also a mistyped one: the page says that it is not there."""

    regex = "[0-9A-Za-z]{4}-[0-9A-Za-z]{4}-[0-9A-Za-z]"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Reference, "reference")

CASE = "cases/<reference:reference>/"

urlpatterns = [
    path(CASE, pages_case.show, name="case"),
    *(
        path(f"{CASE}{tab}/", pages_case.show, {"tab": tab}, name=f"case_{tab}")
        for tab in ("timeline", "duties", "people", "plan", "decisions", "documents")
    ),
    path(f"{CASE}age/", pages_age.ages, name="case_age"),
    path(f"{CASE}involvement/", pages_involvement.show, name="case_involvement"),
    path(f"{CASE}standing/", pages_standing.show, name="standing"),
    path(f"{CASE}seen/", pages_case.who_has_seen, name="case_seen"),
    path(f"{CASE}identity/", pages_case.reveal, name="reveal"),
    path(f"{CASE}record/", pages_record.choose, name="record"),
    path(
        f"{CASE}record/together/<slug:code>/", pages_record.record_together, name="record_together"
    ),
    path(f"{CASE}record/<slug:kind>/", pages_record.record, name="record_kind"),
    path(f"{CASE}screening/", pages_screening.choose, name="screening"),
    path(
        f"{CASE}screening/<slug:code>/<int:number>/",
        pages_screening.group,
        name="screening_group",
    ),
    path(f"{CASE}screening/<slug:code>/so-far/", pages_screening.so_far, name="screening_so_far"),
    path(f"{CASE}screening/<slug:code>/end/", pages_screening.finish, name="screening_finish"),
    path(f"{CASE}entries/<uuid:entry_id>/correct/", pages_record.correct, name="correct"),
    path(f"{CASE}entries/<uuid:entry_id>/withdraw/", pages_record.withdraw, name="withdraw"),
    path(f"{CASE}involvement/new/", pages_involvement.involve, name="involve"),
    path(f"{CASE}involvement/bar/", pages_involvement.bar, name="bar"),
    path(
        f"{CASE}involvement/<int:involvement_id>/end/",
        pages_involvement.end,
        name="end_involvement",
    ),
    path("emergency/", pages_emergency.emergency, name="emergency"),
    path("emergencies/", pages_emergency.emergencies, name="emergencies"),
    path("emergencies/<uuid:glass_id>/", pages_emergency.review, name="review_emergency"),
    path(
        "emergencies/<uuid:glass_id>/whereabouts/",
        pages_emergency.allow_whereabouts,
        name="allow_whereabouts",
    ),
]
