"""Whoever is in the index is found by what is on the card, and nobody is found who is not."""

import pickle
import threading
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.finding.cards import LINKED, REASONS, Asked, Card, Name
from amparo.finding.index import NameIndex, vocabulary
from amparo.finding.index import held as indexing
from amparo.finding.index.columns import folded
from benchmarks import names
from benchmarks.measuring import Line
from benchmarks.register import Register, mistyped, spellings

WORD = st.text(alphabet="abdefiklmnorstuáñمحمدسينМариоআমিনাสมชาย", min_size=2, max_size=8)
NAME = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
CARD = st.builds(
    Card,
    names=st.lists(st.builds(Name, NAME), min_size=1, max_size=2).map(tuple),
    born=st.lists(st.integers(2005, 2024), max_size=2).map(tuple),
    sex=st.sampled_from(["", "female", "male"]),
    numbers=st.lists(st.from_regex(r"[A-Z]{2}\d{6}", fullmatch=True), max_size=1).map(tuple),
)
CARDS = st.dictionaries(st.uuids(), CARD, min_size=1, max_size=12)


def called(*names: str, **rest: object) -> Card:
    return Card(tuple(Name(name) for name in names), **rest)  # type: ignore[arg-type]


def an_index(*names: str) -> NameIndex:
    """Cases 1, 2, … by their names."""
    made = NameIndex()
    made.put_many((UUID(int=n), called(name)) for n, name in enumerate(names, 1))
    return made


def found(index: NameIndex, **asked: object) -> list[int]:
    return [hit.case_id.int for hit in index.search(Asked(**asked))]  # type: ignore[arg-type]


def why(index: NameIndex, name: str) -> tuple[str, ...]:
    return index.search(Asked(name=name))[0].reasons


# What is found, and why


@pytest.mark.parametrize(
    ("asked", "held", "reason"),
    [
        ("Amina Ndiaye", "Amina Ndiaye", "same_name"),
        ("ndiaye AMINA", "Amina Ndiaye", "same_name"),
        ("José", "Jose", "same_name"),
        ("Шевченко", "Schewtschenko", "same_sound"),
        ("Abdulrahman Khan", "Abdul Rahman Khan", "same_latin"),
        ("Abdul Rahman Khan", "Abdulrahman Khan", "same_latin"),
        ("Amira Ndiaye", "Amina Ndiaye", "one_letter"),
        ("Mamina Ndiaye", "Amina Ndiaye", "one_letter"),
        ("محمد", "Mohammed", "same_sound"),
        ("Юсуф", "Yusuf", "same_latin"),
        ("Yusuf", "Joseph", "same_sound"),
        ("Fatouma", "Fatoumata", "begins"),
        ("Amina Ndiaye Sow", "Amina Ndiaye", "part"),
    ],
)
def test_a_name_is_found_with_the_reason(asked, held, reason):
    index = an_index(held, "Zuzu Lakatos")
    [first, *_] = index.search(Asked(name=asked))
    assert first.case_id.int == 1
    assert first.reasons[0] == reason


def test_a_name_that_is_like_none_finds_nothing():
    index = an_index("Amina Ndiaye", "Yusuf Haddad")
    assert found(index, name="Chukwuemeka Brzezinski") == []


@pytest.mark.parametrize("text", ["", "   ", "?!", "\u200f", "'", "\x00", "🙂"])
def test_nothing_asked_is_nothing_found(text):
    index = an_index("Amina")
    assert found(index, name=text, number=text, sex="female", born=2010) == []
    assert found(NameIndex(), name="Amina", number="AB123456") == []


def test_a_huge_name_is_read_and_nothing_breaks():
    assert found(an_index("Amina"), name="x" * 100_000) == []
    index = an_index("a" * 5_000 + " " + "Amina " * 50)
    assert found(index, name="Amina") == [1]


def test_the_name_of_somebody_linked_is_found_and_says_so():
    index = NameIndex()
    index.put(UUID(int=1), Card((Name("Amina"), Name("Rosalba Larrea", LINKED))))
    assert [hit.whose for hit in index.search(Asked(name="Rosalba Larrea"))] == [LINKED]
    assert [hit.whose for hit in index.search(Asked(name="Amina"))] == ["child"]


def test_year_sex_and_place_move_a_card_among_its_like_and_hide_none():
    index = NameIndex()
    for number, (born, sex, place) in enumerate(
        [((), "", ()), ((2010,), "female", ("Dhaka",)), ((1999,), "male", ("Paris",))], 1
    ):
        index.put(UUID(int=number), called("Amina", born=born, sex=sex, places=place))
    assert found(index, name="Amina", born=2011, sex="female", place="ঢাকা") == [2, 1, 3]
    hits = index.search(Asked(name="Amina", born=2011, sex="female", place="ঢাকা"))
    assert hits[0].reasons == ("same_name", "born", "sex", "place")
    assert hits[1].reasons == ("same_name",)


def test_a_number_is_found_alone_and_speaks_for_a_name():
    index = NameIndex()
    index.put(UUID(int=1), called("Amina", numbers=("AB 123456",)))
    index.put(UUID(int=2), called("Amina"))
    assert found(index, number="ab-123456") == [1]
    assert found(index, number="AB123457", name="Amina") == [1, 2]
    assert index.search(Asked(number="AB123457"))[0].reasons == ("near_number",)


def test_a_rare_name_that_is_the_same_says_more_than_a_common_one():
    names = ["Mohammed Sarrazola", *(f"Mohammed {word}" for word in ("Ali", "Sow", "Diop") * 20)]
    index = an_index("Karim Sarrazola", *names)
    assert found(index, name="Mohammed Sarrazola")[:2] == [2, 1]


def test_strength_does_not_depend_on_what_else_is_found():
    alone = an_index("Amina Ndiaye").search(Asked(name="Aminata Ndiaye"))[0]
    [*hits] = an_index("Amina Ndiaye", "Aminata Ndiaye").search(Asked(name="Aminata Ndiaye"))
    assert hits[0].strength == 1
    assert hits[1].strength == pytest.approx(alone.strength, abs=0.02)


# What must always hold


@settings(max_examples=40, deadline=None)
@given(CARDS)
def test_what_was_put_is_found_and_what_was_taken_out_is_gone(cards):
    index = NameIndex()
    for case_id, card in cards.items():
        index.put(case_id, card)
    assert len(index) == len(cards)
    for case_id, card in cards.items():
        for name in card.names:
            hits = {hit.case_id: hit for hit in index.search(Asked(name=name.text))}
            assert case_id in hits
            assert 0 < hits[case_id].strength <= 1
            assert set(hits[case_id].reasons) <= set(REASONS)
    for case_id, card in cards.items():
        index.put(case_id, None)
        for name in card.names:
            assert case_id not in {hit.case_id for hit in index.search(Asked(name=name.text))}
    assert len(index) == 0


@settings(max_examples=40, deadline=None)
@given(CARDS, NAME, st.randoms(use_true_random=False))
def test_the_same_cards_in_any_order_or_at_once_give_the_same_hits(cards, name, chance):
    asked = Asked(name=name, born=2012)
    one, two, three = NameIndex(), NameIndex(), NameIndex()
    one.put_many(cards.items())
    mixed = list(cards.items())
    chance.shuffle(mixed)
    for case_id, card in mixed:
        two.put(case_id, card)
    three.put_many(mixed[::2])
    three.put_portions(pickle.loads(pickle.dumps(list(folded(mixed[1::2], at_once=2)))))
    assert one.search(asked) == two.search(asked) == three.search(asked)


@settings(max_examples=40, deadline=None)
@given(CARDS, NAME, st.data())
def test_within_lets_no_other_case_through(cards, name, data):
    index = NameIndex()
    split = len(cards) // 2
    index.put_many(list(cards.items())[:split])
    for case_id, card in list(cards.items())[split:]:
        index.put(case_id, card)
    within = data.draw(st.sets(st.sampled_from(list(cards))))
    number = next((n for card in cards.values() for n in card.numbers), "")
    hits = index.search(Asked(name=name, number=number), within=within)
    assert {hit.case_id for hit in hits} <= within
    everywhere = index.search(Asked(name=name, number=number), limit=len(cards))
    assert [hit for hit in everywhere if hit.case_id in within] == hits


def test_the_last_card_of_a_case_counts():
    index = an_index("Amina", "Binta")
    index.put(UUID(int=1), called("Chenda"))
    index.put(UUID(int=1), called("Drita"))
    assert found(index, name="Amina") == found(index, name="Chenda") == []
    assert found(index, name="Drita") == [1]
    index.put_many([(UUID(int=1), called("Esther")), (UUID(int=1), called("Florbela"))])
    assert found(index, name="Drita") == found(index, name="Esther") == []
    assert found(index, name="Florbela") == [1]
    assert found(index, name="Binta") == [2]
    assert len(index) == 2


def test_what_was_put_since_becomes_one_with_the_rest(monkeypatch):
    monkeypatch.setattr(indexing, "TOGETHER_FROM", 3)
    index = an_index("Amina", "Binta")
    for number, name in enumerate(["Chenda", "Drita", "Esther", "Florbela", "Amina"], 2):
        index.put(UUID(int=number), called(name))
    index.put(UUID(int=1), None)
    assert found(index, name="Amina") == [6]
    assert found(index, name="Binta") == []
    assert sorted(found(index, name=n)[0] for n in ("Chenda", "Drita", "Esther")) == [2, 3, 4]
    assert len(index) == 5


def test_a_long_list_may_be_asked_for():
    index = an_index(*(f"Amina {name}" for name in ("Sow", "Ba", "Diop") * 700))
    assert len(index.search(Asked(name="Amina"), limit=2_000)) == 2_000


def test_what_was_read_can_be_forgotten():
    index = an_index("Amina")
    assert found(index, name="Amina", number="AB123456", place="Dhaka") == [1]
    assert vocabulary.entries.cache_info().currsize > 0
    indexing.forget_what_was_read()
    assert vocabulary.entries.cache_info().currsize == 0
    assert found(index, name="Amina") == [1]


def test_near_says_which_cases_have_a_word_alike():
    index = an_index("Amina Sow", "Amira", "Binta")
    index.put(UUID(int=4), called("Amina"))
    near = index.near(["amina"], lambda one, two: one == two)
    assert {case_id.int: share for case_id, share in near.items()} == {1: 0.5, 4: 0.5}


def test_searching_while_others_put_loses_nothing(monkeypatch):
    monkeypatch.setattr(indexing, "TOGETHER_FROM", 60)
    index = an_index("Amina Ndiaye", "Yusuf Haddad")
    failed: list[str] = []
    done = threading.Event()

    def searching() -> None:
        while not done.is_set():
            for name, number in (("Amina Ndiaye", 1), ("Yusuf Haddad", 2)):
                hits = found(index, name=name)
                if hits[:1] != [number] or hits.count(number) != 1:
                    failed.append(f"{name}: {hits}")

    def putting(part: int) -> None:
        for number in range(60):
            index.put(
                UUID(int=100 + part * 100 + number), called(f"Binta {'abcdefgh'[part]}o{number}")
            )
            index.put(UUID(int=1), called("Amina Ndiaye"))  # again, the same

    searchers = [threading.Thread(target=searching) for _ in range(2)]
    putters = [threading.Thread(target=putting, args=[part]) for part in range(3)]
    for thread in (*searchers, *putters):
        thread.start()
    for thread in putters:
        thread.join()
    done.set()
    for thread in searchers:
        thread.join()
    assert failed == []
    assert len(index) == 2 + 180
    assert len(index.search(Asked(name="Binta"), limit=500)) == 180


# How well: the same measure as `benchmarks/names.py`, on a small register


@pytest.fixture(scope="module")
def register() -> Register:
    return Register(5_000, spellings())


@pytest.fixture(scope="module")
def filled(register: Register) -> NameIndex:
    index = NameIndex()
    index.put_many(register.cards())
    return index


@pytest.mark.slow
@pytest.mark.parametrize("native", [False, True])
def test_a_spelling_finds_the_others_of_its_name(register, filled, native):
    planted = (register.planted_native if native else register.planted)[::4]
    missed = [one for one in planted if one.place + 1 not in found(filled, name=one.asked)]
    assert len(missed) <= 0.04 * len(planted), [one.asked for one in missed]


@pytest.mark.slow
def test_one_typing_error_is_no_hindrance(register, filled):
    wrong = mistyped(register, 200)
    missed = [
        (typed, name)
        for typed, name in wrong
        if name not in {register.names[place - 1] for place in found(filled, name=typed)}
    ]
    assert len(missed) <= 0.01 * len(wrong), missed


@pytest.mark.prove
def test_the_measurement_runs_on_a_small_register(tmp_path):
    lines = list(names.measured(names.SMALL, tmp_path / "none.csv", alone=True))
    recalls = [line for line in lines if isinstance(line, Line) and line.goal and line.unit == "%"]
    assert len(recalls) == 3
    assert all(line.reached for line in recalls)
