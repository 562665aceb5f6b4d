"""Addresses of room `casefile`: the front (home, concerns, lists) and the case itself."""

from django.urls import include, path

app_name = "casefile"

urlpatterns = [
    path("", include("amparo.casefile.urls_front")),
    path("", include("amparo.casefile.urls_case")),
    path("", include("amparo.casefile.urls_paper")),
]
