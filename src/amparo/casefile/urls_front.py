"""Addresses of the front: home, reporting a concern, concerns to triage, the list of cases, the
protocol. They carry references and never a name. The case itself is `urls_case`."""

from django.urls import path

from amparo.casefile import pages_cases, pages_concern, pages_home, pages_protocol, pages_triage

urlpatterns = [
    path("", pages_home.home, name="home"),
    path("concern/", pages_concern.report, name="report"),
    path("concern/afresh/", pages_concern.begin_afresh, name="report_afresh"),
    path("concern/<str:reference>/", pages_concern.own_concern, name="own_concern"),
    path("concern/<str:reference>/arrived/", pages_concern.arrived, name="reported"),
    path("concern/<str:reference>/correct/", pages_concern.correct, name="correct_concern"),
    path("concern/<str:reference>/take-back/", pages_concern.take_back, name="take_back_concern"),
    path("concerns/", pages_triage.concerns, name="concerns"),
    path("concerns/<str:reference>/", pages_triage.concern, name="concern"),
    path("concerns/<str:reference>/uncover/", pages_triage.uncover, name="uncover_concern"),
    path("concerns/<str:reference>/open/", pages_triage.open_case, name="open_case"),
    path("concerns/<str:reference>/join/", pages_triage.join, name="join_concern"),
    path("concerns/<str:reference>/close/", pages_triage.close, name="close_concern"),
    path("cases/", pages_cases.cases, name="cases"),
    path("protocol/", pages_protocol.protocol, name="protocol"),
]
