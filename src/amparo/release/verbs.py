"""What people do about releases, as the audit log calls it. Each reads after a name."""

VERBS: dict[str, str] = {}
