"""What a refusal says. It explains itself in words fit to show, and names itself for the audit log.

`roles` holds the table that leads to a refusal, `decide` raises it; pages show it as it is.
"""

from collections.abc import Mapping


class NotFound(Exception):
    """What the person may not even know to exist; shown as a page that is not there (404)."""


class Refused(Exception):
    """Something a person may not do.

    `reason` and `what_to_do` are English message ids with `%(name)s` places filled from `values`,
    which are codes and never a personal value. `code` names the refusal in the audit log. `hidden`
    is true where the existence of the case must not be shown: such a refusal becomes a 404.
    """

    def __init__(
        self,
        reason: str,
        what_to_do: str = "",
        *,
        code: str = "refused",
        hidden: bool = False,
        values: Mapping[str, str] | None = None,
    ) -> None:
        self.reason = reason
        self.what_to_do = what_to_do
        self.code = code
        self.hidden = hidden
        self.values: Mapping[str, str] = dict(values or {})
        self.kept = False  # whether the audit log has it already
        super().__init__(code)

    def said(self) -> str:
        """The English sentence, for the command line and for tests."""
        return " ".join(part % self.values for part in (self.reason, self.what_to_do) if part)
