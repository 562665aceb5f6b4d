from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "amparo.exchange"
    label = "exchange"

    def ready(self) -> None:
        from amparo.audit import verbs
        from amparo.exchange.verbs import VERBS

        verbs.register(VERBS)
