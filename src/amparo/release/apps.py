from django.apps import AppConfig


class ReleaseConfig(AppConfig):
    name = "amparo.release"
    label = "release"

    def ready(self) -> None:
        from amparo.audit import verbs
        from amparo.casefile import beside
        from amparo.release.offers import releases
        from amparo.release.verbs import VERBS

        verbs.register(VERBS)
        beside.offer(releases)
