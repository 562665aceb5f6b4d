"""The tables of agencies and people. No account is staff or superuser: roles say all.

Names and addresses here are those of people at work, never of a child.
"""

from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from amparo.audit.privacy import Privacy
from amparo.people.rules import is_of_a_place, normalised_email


class Agency(models.Model):
    """An organisation of the referral mechanism. `neutral_name` is what the outside is shown."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200, unique=True)
    authority = models.CharField(max_length=40)  # a code of the list `authority`
    province = models.CharField(max_length=100, blank=True, default="")
    neutral_name = models.CharField(max_length=200)
    open = models.BooleanField(default=True)

    privacy = {
        "id": Privacy.PUBLIC,
        "name": Privacy.OPERATIONAL,
        "authority": Privacy.PUBLIC,
        "province": Privacy.PUBLIC,
        "neutral_name": Privacy.PUBLIC,
        "open": Privacy.PUBLIC,
    }

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Users(BaseUserManager["User"]):
    """Finds accounts. Making one is `actions.invite`; there is no other way."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=normalised_email(username or ""))


class User(AbstractBaseUser):
    """Somebody who may sign in. Belongs to one agency; may do what their roles in effect say."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    display_name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="people")
    language = models.CharField(max_length=2, default="en")
    is_active = models.BooleanField(default=True)
    invited_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(null=True)
    # Since when a supervisor of the agency says that this person learnt to hear children.
    trained_since = models.DateTimeField(null=True)
    last_login = None  # the log knows every sign-in

    objects = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    privacy = {
        "id": Privacy.OPERATIONAL,
        "email": Privacy.IDENTIFYING,
        "display_name": Privacy.IDENTIFYING,
        "password": Privacy.SENSITIVE,
        "agency": Privacy.OPERATIONAL,
        "language": Privacy.OPERATIONAL,
        "is_active": Privacy.OPERATIONAL,
        "invited_at": Privacy.OPERATIONAL,
        "last_seen_at": Privacy.OPERATIONAL,
        "trained_since": Privacy.OPERATIONAL,
    }

    @property
    def is_a_place(self) -> bool:
        """Whether this is nobody: an account under which reports of a place are kept (`places`)."""
        return is_of_a_place(self.email)

    class Meta:
        ordering = ["display_name", "id"]

    def __str__(self) -> str:
        return self.display_name


class RoleGrant(models.Model):
    """A role of one person. One that sees content takes effect only once it is confirmed."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=40)  # a code of the list `role`
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    privacy = {
        "id": Privacy.OPERATIONAL,
        "user": Privacy.IDENTIFYING,
        "role": Privacy.OPERATIONAL,
        "granted_by": Privacy.IDENTIFYING,
        "granted_at": Privacy.OPERATIONAL,
        "confirmed_by": Privacy.IDENTIFYING,
        "confirmed_at": Privacy.OPERATIONAL,
        "ended_at": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=models.Q(ended_at__isnull=True),
                name="people_one_standing_grant",
            )
        ]


class Invitation(models.Model):
    """Lets one person choose a password, once. The token itself is never kept."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    privacy = {
        "id": Privacy.OPERATIONAL,
        "user": Privacy.IDENTIFYING,
        "token_hash": Privacy.SENSITIVE,
        "expires_at": Privacy.OPERATIONAL,
        "used_at": Privacy.OPERATIONAL,
    }


class SignInAttempt(models.Model):
    """Failed sign-ins counted by key: account and source, source alone, or a known browser.

    The key is a keyed digest: what was typed may be somebody's password in the wrong field.
    """

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    free_at = models.DateTimeField()  # before this moment nothing is tried

    privacy = {
        "key": Privacy.SENSITIVE,
        "failures": Privacy.OPERATIONAL,
        "last_at": Privacy.OPERATIONAL,
        "free_at": Privacy.OPERATIONAL,
    }

    class Meta:
        indexes = [models.Index(fields=["last_at"], name="people_attempt_last")]
