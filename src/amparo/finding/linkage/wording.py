"""Numbers in a sentence. Pure."""


def counted(number: int, one: str, several: str) -> str:
    """1 list, 2 lists, 40,000 records."""
    return f"{number:,} {one if number == 1 else several}"
