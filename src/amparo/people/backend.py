"""How Django finds the person of a session. Passwords are checked by `actions.sign_in` alone."""

from uuid import UUID

from django.contrib.auth.backends import BaseBackend

from amparo.people.models import User


class Accounts(BaseBackend):
    """Only an active account has a session; closing one ends its sessions at the next request."""

    def get_user(self, user_id: UUID) -> User | None:
        users = User.objects.select_related("agency")
        return users.filter(pk=user_id, is_active=True).first()
