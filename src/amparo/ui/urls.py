"""Addresses of room `ui`."""

from django.urls import path

from amparo.ui import pages

app_name = "ui"

urlpatterns = [path("styleguide/", pages.styleguide, name="styleguide")]
