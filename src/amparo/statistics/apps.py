from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "amparo.statistics"
    label = "statistics"

    def ready(self) -> None:
        from amparo.audit import verbs
        from amparo.casefile import beside
        from amparo.statistics.facts.verbs import VERBS as OF_FACTS
        from amparo.statistics.offers import figures, home
        from amparo.statistics.verbs import VERBS

        verbs.register(VERBS)
        verbs.register(OF_FACTS)
        beside.offer(figures)
        beside.show_at_home(home)
