"""Addresses of room `finding`. What is looked for comes by POST, never in an address."""

from django.urls import include, path

from amparo.finding.search import pages, pages_notices

app_name = "finding"

urlpatterns = [
    path("find/", pages.find, name="find"),
    path("find/as-typed/", pages.as_typed, name="as_typed"),
    path("find/purpose/", pages.purpose, name="purpose"),
    path("searches/", pages_notices.searches, name="searches"),
    path("notices/", pages_notices.notices, name="notices"),
    path("notices/<uuid:notice_id>/", pages_notices.decide, name="decide"),
    path("notices/<uuid:notice_id>/put-away/", pages_notices.put_away, name="put_away"),
    path("same-child/", include("amparo.finding.same.urls")),
    path("tracing/", include("amparo.finding.tracing.urls")),
]
