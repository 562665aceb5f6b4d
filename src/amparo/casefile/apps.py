from django.apps import AppConfig


class CasefileConfig(AppConfig):
    name = "amparo.casefile"
    label = "casefile"

    def ready(self) -> None:
        from amparo.audit import chains, triggers, verbs
        from amparo.casefile import verifying
        from amparo.casefile.verbs import VERBS

        verbs.register(VERBS)
        triggers.guard("casefile_entry")
        chains.register("casefile", verifying.walk)
