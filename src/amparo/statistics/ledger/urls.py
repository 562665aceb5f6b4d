"""Addresses of the ledger. A text to be checked comes by POST, never in an address."""

from django.urls import path

from amparo.statistics.ledger import pages

urlpatterns = [
    path("", pages.ledger, name="ledger"),
    path("check/", pages.check_text, name="ledger_check"),
    path("<slug:code>/", pages.one_estimate, name="ledger_estimate"),
]
