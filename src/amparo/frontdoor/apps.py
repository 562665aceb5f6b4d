from django.apps import AppConfig


class FrontdoorConfig(AppConfig):
    name = "amparo.frontdoor"
    label = "frontdoor"
