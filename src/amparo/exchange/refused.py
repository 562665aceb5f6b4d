"""What this room refuses: one line, fit to show."""


class ExchangeError(ValueError):
    """Something given cannot be used; the message is one line and says what to do."""
