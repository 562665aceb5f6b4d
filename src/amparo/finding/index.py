"""The names of all children, in the memory of this process only.

Holds for each case the words of its names, and for each word its cases; words are sorted, so that a
prefix is a range. A word is held once, however many bear it. Safe to use from several threads.
"""

import threading
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Hit:
    """A case that was found. `whole`: every word asked for is a whole word of a name."""

    case_id: UUID
    whole: bool


@dataclass
class NameIndex:
    """Words of names by case, and cases by word."""

    _of_case: dict[UUID, tuple[str, ...]] = field(default_factory=dict)
    _cases: dict[str, set[UUID]] = field(default_factory=dict)
    _sorted: list[str] = field(default_factory=list)
    _word: dict[str, str] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __len__(self) -> int:
        return len(self._of_case)

    def put(self, case_id: UUID, words: Iterable[str]) -> None:
        """Say which words the names of a case have now; none at all takes it out."""
        with self._lock:
            fresh = self._held(words)
            before = self._of_case.pop(case_id, ())
            for word in set(before) - set(fresh):
                self._remove(word, case_id)
            for word in set(fresh) - set(before):
                self._add(word, case_id)
            if fresh:
                self._of_case[case_id] = fresh

    def put_many(self, found: Iterable[tuple[UUID, Iterable[str]]]) -> None:
        """As `put` for many, sorting once."""
        with self._lock:
            for case_id, words in found:
                held = self._of_case[case_id] = self._held(words)
                for word in held:
                    self._cases.setdefault(word, set()).add(case_id)
            self._sorted = sorted(self._cases)

    def _held(self, words: Iterable[str]) -> tuple[str, ...]:
        """Words in order, each the one object that stands for it."""
        return tuple(self._word.setdefault(word, word) for word in sorted(set(words)))

    def _add(self, word: str, case_id: UUID) -> None:
        if word not in self._cases:
            insort(self._sorted, word)
        self._cases.setdefault(word, set()).add(case_id)

    def _remove(self, word: str, case_id: UUID) -> None:
        cases = self._cases.get(word, set())
        cases.discard(case_id)
        if not cases:
            self._cases.pop(word, None)
            self._word.pop(word, None)
            place = bisect_left(self._sorted, word)
            if self._sorted[place : place + 1] == [word]:
                del self._sorted[place]

    def search(self, words: Iterable[str]) -> list[Hit]:
        """The cases of which every word asked for begins a name; whole words first."""
        asked = list(dict.fromkeys(words))
        if not asked:
            return []
        with self._lock:
            # The longest word is the rarest; the others only have to be looked up in what it found.
            asked.sort(key=len, reverse=True)
            found: set[UUID] = set()
            for word in self._beginning(asked[0]):
                found |= self._cases[word]
            matching = [case_id for case_id in found if self._has_all(case_id, asked)]
            matching.sort(key=lambda case_id: self._rank(case_id, asked))
            return [Hit(case_id, self._is_whole(case_id, asked)) for case_id in matching]

    def near(self, words: Iterable[str], alike: Callable[[str, str], bool]) -> dict[UUID, float]:
        """The cases that have a word like one of these, the rarer the word the higher.

        Words that are alike begin with the same letter; others are not compared.
        """
        found: dict[UUID, float] = {}
        with self._lock:
            for word in set(words):
                for held in self._beginning(word[:1]):
                    if alike(word, held):
                        cases = self._cases[held]
                        for case_id in cases:
                            found[case_id] = found.get(case_id, 0) + 1 / len(cases)
        return found

    def _beginning(self, prefix: str) -> Iterator[str]:
        place = bisect_left(self._sorted, prefix)
        while place < len(self._sorted) and self._sorted[place].startswith(prefix):
            yield self._sorted[place]
            place += 1

    def _has_all(self, case_id: UUID, asked: list[str]) -> bool:
        names = self._of_case[case_id]
        return all(any(name.startswith(word) for name in names) for word in asked)

    def _is_whole(self, case_id: UUID, asked: list[str]) -> bool:
        return set(asked) <= set(self._of_case[case_id])

    def _rank(self, case_id: UUID, asked: list[str]) -> tuple[int, str]:
        names = self._of_case[case_id]
        return -sum(word in names for word in asked), str(case_id)
