"""What cannot be synthesised, or must not be: one clear line."""


class NotSynthesisable(ValueError):
    """One line that says why and what to do instead, fit to show."""
