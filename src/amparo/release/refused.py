"""What a release refuses, in one line that names the place."""


class ReleaseError(ValueError):
    """Fit to show: where, and what is wrong. English, as it is about a file that people write."""
