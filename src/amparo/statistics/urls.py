"""Addresses of room `statistics`: figures, never a child."""

from django.urls import include, path

from amparo.statistics import (
    pages_brought,
    pages_compare,
    pages_over_time,
    pages_routes,
    pages_table,
    pages_unseen,
    pages_warnings,
)

app_name = "statistics"

urlpatterns = [
    path("figures/", pages_table.overview, name="overview"),
    path("figures/table/", pages_table.table, name="table"),
    path("figures/table/csv/", pages_table.take, {"form": "csv"}, name="table_csv"),
    path("figures/table/json/", pages_table.take, {"form": "json"}, name="table_json"),
    path("figures/table/pdf/", pages_table.take, {"form": "pdf"}, name="table_pdf"),
    path("figures/rates/", pages_brought.rates, name="rates"),
    path("figures/over-time/", pages_over_time.over_time, name="over_time"),
    path("figures/over-time/csv/", pages_over_time.take, {"form": "csv"}, name="series_csv"),
    path("figures/over-time/json/", pages_over_time.take, {"form": "json"}, name="series_json"),
    path("figures/over-time/pdf/", pages_over_time.take, {"form": "pdf"}, name="series_pdf"),
    path("figures/over-time/mark/", pages_over_time.mark, name="mark_break"),
    path("figures/over-time/<uuid:break_id>/", pages_over_time.correct, name="correct_break"),
    path(
        "figures/over-time/<uuid:break_id>/withdraw/",
        pages_over_time.withdraw,
        name="withdraw_break",
    ),
    path("figures/warnings/", pages_warnings.warnings, name="warnings"),
    path("figures/warnings/note/", pages_warnings.note, name="note_warning"),
    path("figures/warnings/<uuid:warning_id>/", pages_warnings.correct, name="correct_warning"),
    path(
        "figures/warnings/<uuid:warning_id>/withdraw/",
        pages_warnings.withdraw,
        name="withdraw_warning",
    ),
    path(
        "figures/warnings/<uuid:warning_id>/afterwards/",
        pages_warnings.what_happened,
        name="what_happened",
    ),
    path(
        "figures/warnings/afterwards/<uuid:row_id>/",
        pages_warnings.correct_afterwards,
        name="correct_afterwards",
    ),
    path(
        "figures/warnings/afterwards/<uuid:row_id>/withdraw/",
        pages_warnings.withdraw_afterwards,
        name="withdraw_afterwards",
    ),
    path("figures/routes/", pages_routes.routes, name="routes"),
    path("figures/who/", pages_brought.who, name="who"),
    path("figures/unseen/", pages_unseen.unseen, name="unseen"),
    path("figures/compare/", pages_compare.compare, name="compare"),
    path("figures/keep/", pages_compare.keep, name="keep"),
    path("figures/kept/<uuid:figure_id>/", pages_compare.put_away, name="put_away"),
    path("figures/ledger/", include("amparo.statistics.ledger.urls")),
]
