"""Addresses of paper: what is printed, and where it is typed in again. None of them names a child;
only the sheets of a case carry its reference."""

from django.urls import path

from amparo.casefile import pages_paper, pages_paper_in
from amparo.casefile.urls_case import CASE

urlpatterns = [
    path("paper/", pages_paper.choose, name="paper"),
    path("paper/in/<str:number>/", pages_paper.type_in, name="paper_in"),
    path("paper/concern/", pages_paper.concern_sheet, name="paper_concern"),
    path("paper/concern/in/", pages_paper_in.concern, name="paper_concern_in"),
    path("paper/<slug:code>/", pages_paper.instrument_sheet, name="paper_sheet"),
    path(f"{CASE}screening/<slug:code>/sheet/", pages_paper.case_sheet, name="screening_sheet"),
    path(
        f"{CASE}screening/<slug:code>/paper/",
        pages_paper_in.typed_screening,
        name="screening_paper",
    ),
]
