"""Addresses of the comparing of two cases: by their references, which say nothing of a child."""

from django.urls import path

from amparo.finding.same import pages

urlpatterns = [
    path("", pages.queue, name="same_queue"),
    path("<str:one>/<str:other>/", pages.compare, name="same_compare"),
    path("<str:one>/<str:other>/decide/", pages.decide, name="same_decide"),
    path("<str:one>/<str:other>/undo/", pages.undo, name="same_undo"),
]
