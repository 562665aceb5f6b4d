from django.apps import AppConfig


class HelplineConfig(AppConfig):
    name = "amparo.helpline"
    label = "helpline"

    def ready(self) -> None:
        from amparo.audit import verbs
        from amparo.casefile import beside, effects
        from amparo.helpline.offering import DRAFT, calls, unfinished
        from amparo.helpline.upkeep import erase_what_is_over
        from amparo.helpline.verbs import VERBS

        verbs.register(VERBS)
        beside.offer(calls)
        beside.go_on_with(DRAFT, unfinished)
        effects.register("ticked", erase_what_is_over)
