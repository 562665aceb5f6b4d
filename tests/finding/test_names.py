"""Names that are one in different spellings and scripts are recognised; others stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.finding.index.numbering import compared, like, packed, unpacked
from amparo.finding.index.vocabulary import entries, forms
from amparo.finding.names import words
from amparo.finding.spelling.aliases import also_called
from amparo.finding.spelling.scripts import latin
from amparo.finding.spelling.sounds import keys, spoken


def sound_the_same(one: str, other: str) -> bool:
    return bool(set(forms(entries(one)[0])[1]) & set(forms(entries(other)[0])[1]))


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("Мухаммед", "mukhammed"),
        ("محمد", "mhmd"),
        ("মোহাম্মদ", "mohammd"),
        ("สมศักดิ์", "smsak"),  # the last letter is silent
        ("เปรม", "prem"),  # the vowel is written first
        ("အောင်", "aung"),
        ("ကျော်", "kyaw"),
        ("ထွန်း", "htun"),
        ("ተስፋዬ", "tesfaye"),
        ("ស្រីពៅ", "sreipau"),
        ("الحداد", "hdad"),  # the article is no part of it
        ("Nguyễn", "nguyen"),
    ],
)
def test_every_script_becomes_latin_letters(written, heard):
    assert "".join(latin(word) for word in words(written)) == heard


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muhammad", "محمد"),
        ("Muhammad", "মোহাম্মদ"),
        ("Muhammad", "มูฮัมหมัด"),
        ("Muhammad", "Maxamed"),
        ("Jovanović", "Jovanovich"),
        ("Jovanović", "Jovanovic"),
        ("Abdulrahman", "Abderrahmane"),
        ("Abdulrahman", "عبدالرحمن"),
        ("Huseyn", "Гусейн"),
        ("Khadija", "Hatice"),
        ("Vijay", "বিজয়"),
        ("Al-Khatib", "Elkhatib"),
        ("Diallo", "Jallow"),
        ("Tesfaye", "تسفاي"),
    ],
)
def test_spellings_of_one_name_sound_the_same(one, other):
    assert sound_the_same(one.split("-")[-1], other)


@pytest.mark.parametrize(("one", "other"), [("Amina", "Sumon"), ("Karim", "Tariq"), ("Ana", "Li")])
def test_names_that_are_not_one_do_not_sound_the_same(one, other):
    assert not sound_the_same(one, other)


def test_what_only_a_table_knows_is_in_the_table():
    assert "kateryna" in also_called("katya", keys("katya"))
    assert list(also_called("blorb", keys("blorb"))) == []


def test_an_apostrophe_does_not_divide_a_word():
    assert entries("N'Diaye") == entries("N’Diaye") == ("ndiaye",)


@given(st.text(max_size=60))
def test_any_text_has_words_with_a_latin_form_and_a_sound(text):
    for entry in entries(text):
        written, sounds = forms(entry)
        assert written == "" or (written.isascii() and written.isalnum())
        assert sounds
        assert all(sounds)
        assert spoken(written) == spoken(written)


@given(st.text(alphabet="0123456789abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_a_packed_number_is_unpacked_again(number):
    assert unpacked(*packed(number)) == number


@pytest.mark.parametrize(
    ("asked", "held", "why"),
    [
        ("+880 1712-345678", "8801712345678", "number"),
        ("01712 345678", "+880 1712 345678", "number"),
        ("345678", "+880 1712 345678", "number"),
        ("٠١٧١٢٣٤٥٦٧٨", "01712345678", "number"),
        ("AB-1234567", "ab1234567", "number"),
        ("AB1234568", "AB1234567", "near_number"),
        ("AB123567", "AB1234567", "near_number"),
        ("AB12344567", "AB1234567", "near_number"),
        ("AB1243567", "AB1234567", "near_number"),
        ("01712345679", "+8801712345678", "near_number"),
    ],
)
def test_a_number_is_found_however_it_is_written_and_with_one_wrong_sign(asked, held, why):
    import numpy as np

    low, high = (np.array([part], np.uint64) for part in packed(compared(held)))
    assert [code for _, _, code in like(compared(asked), low, high)] == [why]


@pytest.mark.parametrize(("asked", "held"), [("1234", "881234"), ("AB1234567", "AB1243657")])
def test_a_number_that_is_short_or_another_is_not_found(asked, held):
    import numpy as np

    low, high = (np.array([part], np.uint64) for part in packed(compared(held)))
    assert like(compared(asked), low, high) == []
