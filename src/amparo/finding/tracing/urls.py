"""Addresses of family tracing. Nothing that was said stands in one."""

from django.urls import path

from amparo.finding.tracing import pages, pages_in, pages_match

urlpatterns = [
    path("", pages.board, name="tracing_board"),
    path("new/", pages.new, name="tracing_new"),
    path("in/", pages_in.come_in, name="tracing_come_in"),
    path("senders/", pages_in.senders, name="tracing_senders"),
    path("senders/<uuid:source_id>/close/", pages_in.close_sender, name="tracing_close_sender"),
    path("match/<uuid:match_id>/", pages_match.show, name="tracing_match"),
    path("match/<uuid:match_id>/uncover/", pages_match.uncover, name="tracing_uncover"),
    path("match/<uuid:match_id>/propose/", pages_match.propose, name="tracing_propose"),
    path("match/<uuid:match_id>/agree/", pages_match.agree, name="tracing_agree"),
    path("match/<uuid:match_id>/undo/", pages_match.undo, name="tracing_undo"),
    path("<uuid:request_id>/", pages.show, name="tracing_request"),
    path("<uuid:request_id>/check/<slug:step>/", pages.check, name="tracing_check"),
    path("<uuid:request_id>/letter/", pages.letter, name="tracing_letter"),
    path("<uuid:request_id>/sent/", pages.sent, name="tracing_sent"),
    path("<uuid:request_id>/take-back/", pages.take_back, name="tracing_take_back"),
]
