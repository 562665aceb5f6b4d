"""Addresses of room `finding`. What is looked for comes by POST, never in an address."""

from django.urls import include, path

from amparo.finding import pages

app_name = "finding"

urlpatterns = [
    path("find/", pages.find, name="find"),
    path("tracing/", include("amparo.finding.tracing.urls")),
]
