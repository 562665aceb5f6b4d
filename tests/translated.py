"""What a text in four languages owes to its English: to be there, to be its own, to count alike."""

import re
from collections import Counter
from collections.abc import Mapping

from amparo.terms import LANGUAGES

# A number with what groups or parts it: 980,000, 980.000, 980 000, 1.2, 1,2.
_NUMBER = re.compile(r"\d+(?:[.,]\d+|[ \u00a0\u202f]\d{3}(?!\d))*")
# Spanish has no word for 1,000,000,000: 12 billion are 12.000 millones, 44.3 are 44.300.
_SPANISH_BILLION = re.compile(r"\b(\d+)\.(?:000|(\d)00)(?= (?:a \d+\.000 )?millones)")


def numbers_of(text: str, language: str) -> Counter[str]:
    """The numbers that are written in digits, without what groups or parts their digits."""
    if language == "es":
        text = _SPANISH_BILLION.sub(r"\1\2", text)
    return Counter(re.sub(r"\D", "", found) for found in _NUMBER.findall(text))


def wrong_in(texts: Mapping[str, str]) -> list[str]:
    """What is wrong with the translations of one text, in words; nothing where it is right."""
    english = texts["en"]
    counted = numbers_of(english, "en")
    found = []
    for language in LANGUAGES:
        text = texts.get(language, "")
        if not text.strip():
            found.append(f"{language}: nothing: {english}")
        elif language != "en" and text == english:
            found.append(f"{language}: the English: {english}")
        elif numbers_of(text, language) != counted:
            found.append(f"{language}: other numbers than {sorted(counted.elements())}: {text}")
    return found
