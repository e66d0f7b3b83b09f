import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.spans import dates, names


def found(finder, text):
    return [text[start:end] for start, end in finder(text)]


def test_names_are_runs_of_capitalised_words():
    text = "Andy Burnham, the Mayor of Greater Manchester, told BBC Radio Manchester on Thursday."
    assert found(names, text) == [
        "Andy Burnham",
        "Mayor of Greater Manchester",
        "BBC Radio Manchester",
    ]


def test_a_capital_at_the_start_of_a_sentence_is_not_enough_for_a_function_word():
    assert found(names, "But Mr Carden told the Liverpool Echo so.") == [
        "Mr Carden",
        "Liverpool Echo",
    ]
    assert found(names, "Despite Rosa Field it began. She went on Despite.") == [
        "Rosa Field",
        "Despite",
    ]


def test_a_day_before_a_name_is_no_part_of_it():
    assert found(names, "On Monday Rosa Field spoke of Bloody Sunday.") == [
        "Rosa Field",
        "Bloody Sunday",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He spoke on Thursday.", ["Thursday"]),
        ("It began on 4 January 2019 and ended last month.", ["4 January 2019", "last month"]),
        ("Friday, January 4, 2019", ["Friday, January 4, 2019"]),
        ("He said it may rain in May.", ["May"]),
        ("At 6 a.m. it was over.", ["6 a.m."]),
        ("A review of 2017 found it.", ["2017"]),
    ],
)
def test_dates(text, expected):
    assert found(dates, text) == expected


@pytest.mark.parametrize("finder", [dates, names])
@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_whatever_is_found_lies_inside_the_text_and_is_not_empty(finder, text):
    assert all(0 <= start < end <= len(text) for start, end in finder(text))
