"""How Django finds the person of a session. Passwords are checked by `actions.sign_in` alone."""

from uuid import UUID

from django.contrib.auth.backends import BaseBackend

from amparo.people.models import User
from amparo.people.queries import of_a_place


class Accounts(BaseBackend):
    """Only an active account of a person has a session; closing one ends its sessions at once."""

    def get_user(self, user_id: UUID) -> User | None:
        users = User.objects.select_related("agency")
        return users.filter(~of_a_place(), pk=user_id, is_active=True).first()
