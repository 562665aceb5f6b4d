"""Addresses of the annual report: figures and what is written about them, never a child."""

from django.urls import path

from amparo.release.rapporteur import pages, pages_writing

urlpatterns = [
    path("report/", pages.years, name="reports"),
    path("report/<int:year>/", pages.overview, name="report"),
    path("report/<int:year>/preview/", pages.preview, name="preview"),
    path("report/<int:year>/pdf/", pages.as_pdf, name="report_pdf"),
    path("report/<int:year>/count/", pages.count, name="count_duties"),
    path(
        "report/<int:year>/text/<slug:place>/<slug:language>/",
        pages_writing.text,
        name="write_text",
    ),
    path("report/<int:year>/recommend/", pages_writing.recommend, name="recommend"),
    path(
        "report/<int:year>/recommendation/<uuid:row_id>/",
        pages_writing.correct,
        name="correct_recommendation",
    ),
    path(
        "report/<int:year>/recommendation/<uuid:row_id>/withdraw/",
        pages_writing.withdraw,
        name="withdraw_recommendation",
    ),
    path(
        "report/<int:year>/recommendation/<uuid:row_id>/became/",
        pages_writing.became,
        name="what_became",
    ),
]
