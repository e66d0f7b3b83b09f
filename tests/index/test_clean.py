"""Cleaning keeps what a reader sees, drops what a reader does not, and is done after once."""

import time
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.clean import clean, clean_line


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("“It’s a ‘test’ – 5 £ … ½ ﬁ №”", "“It’s a ‘test’ – 5 £ … ½ ﬁ №”"),
        ("1\r\n2\r3\u20284\u20295\x856\f7", "1\n2\n3\n4\n5\n6\n7"),
        ("\ufeffa\u200bb\xadc\x00d\x1b[e\x7f", "abcd[e"),
        ("pay \u202eneht\u202c now\u200e", "pay neht now"),
        ("cafe\u0301", "café"),
        ("a  \t\n b\xa0\n\n \n\n\nc\td ", "a\n b\n\nc\td"),
        ("10\xa0000 people", "10\xa0000 people"),
        ("half \ud83d a pair", "half  a pair"),
        ("👩\u200d👧 and wo\u200drd and \u200cend\u200d", "👩\u200d👧 and word and end"),
        ("क्\u200dष", "क्\u200dष"),
        ("", ""),
        (" \n\u2028\t\ufeff", ""),
    ],
)
def test_clean(raw, cleaned):
    assert clean(raw) == cleaned


@given(st.text(st.characters(codec=None)))
@example("\u200d\u200d\u200cअ")
@example("e\u200b\u0301\ufeff\n \u2029\xad\n")
def test_cleaning_again_changes_nothing(text):
    once = clean(text)
    assert clean(once) == once


@given(st.text(st.characters(codec=None)))
def test_a_clean_text_can_be_stored_and_is_normal(text):
    cleaned = clean(text)
    assert cleaned.encode() is not None
    assert unicodedata.is_normalized("NFC", cleaned)
    assert {unicodedata.category(letter) for letter in cleaned if letter not in "\n\t"}.isdisjoint(
        {"Cc", "Zl", "Zp"}
    )
    assert "\n\n\n" not in cleaned


def test_clean_line():
    assert clean_line(" A\u200b headline\n in\xa0 two  lines ") == "A headline in two lines"


@pytest.mark.parametrize("unit", [" ", "\u200d", "\n", " \n", "e\u0301", "\r"])
def test_time_grows_with_the_length_only(unit):
    text = "é" + unit * 300_000 + "é"
    started = time.thread_time()
    clean(text)
    assert time.thread_time() - started < 5
