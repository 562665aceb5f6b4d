"""Addresses of room `helpline`. A caller's word or number comes by POST, never in an address."""

from django.urls import path

from amparo.helpline import pages, pages_call

app_name = "helpline"

urlpatterns = [
    path("calls/", pages.calls, name="calls"),
    path("calls/new/", pages_call.new, name="new"),
    path("calls/afresh/", pages_call.begin_afresh, name="afresh"),
    path("calls/<uuid:call_id>/", pages.call, name="call"),
    path("calls/<uuid:call_id>/note/", pages.note, name="note"),
    path("calls/<uuid:call_id>/hand-over/", pages.hand_over, name="hand_over"),
]
