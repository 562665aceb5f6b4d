"""What cannot be estimated, or may not be, in one line."""


class NotEstimable(ValueError):
    """One line that says why, fit to show."""
