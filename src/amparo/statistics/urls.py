"""Addresses of room `statistics`: figures, never a child."""

from django.urls import path

from amparo.statistics import pages_table

app_name = "statistics"

urlpatterns = [
    path("figures/", pages_table.overview, name="overview"),
    path("figures/table/", pages_table.table, name="table"),
    path("figures/table/csv/", pages_table.take, {"form": "csv"}, name="table_csv"),
    path("figures/table/pdf/", pages_table.take, {"form": "pdf"}, name="table_pdf"),
]
