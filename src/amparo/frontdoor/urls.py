"""Addresses of room `frontdoor`."""

from django.urls import path

from amparo.frontdoor import pages, pages_doors

app_name = "frontdoor"

urlpatterns = [
    path("door/<str:token>/", pages.door, name="door"),
    path("receipt/", pages.receipt, name="receipt"),
    path("front-doors/", pages_doors.doors, name="doors"),
    path("front-doors/new/", pages_doors.new_door, name="new_door"),
    path("front-doors/<uuid:door_id>/link/", pages_doors.renew, name="renew_link"),
    path("front-doors/<uuid:door_id>/close/", pages_doors.close, name="close_door"),
]
