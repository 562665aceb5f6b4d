from django.apps import AppConfig


class HelplineConfig(AppConfig):
    name = "amparo.helpline"
    label = "helpline"
