from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "amparo.audit"
    label = "audit"

    def ready(self) -> None:
        from amparo.audit import triggers

        triggers.guard("audit_line")
        post_migrate.connect(triggers.after_migrate, dispatch_uid="amparo.audit.triggers")
