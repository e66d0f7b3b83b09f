from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.claims.agreement import agree, figure


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("41 per cent", "41%"),
        ("12 of the state's 41 delegates", "12"),
        ("twelve", "12"),
        ("twelve people", "12 dead"),
        ("12 died", "12 were killed"),
        ("at least 12", "12"),
        ("two hundred and five", "205"),
        ("1.5 million", "1,500,000"),
        ("52 thousand", "52,000"),
        ("three quarters", "75 per cent"),
        ("41 per cent", "more than four in ten"),
        ("4 January", "4 January 2019"),
        ("Friday", "Friday, 4 January"),
        ("two-thirds of voters", "66%"),
        ("nearly half", "47 per cent"),
        ("one in five adults", "20%"),
        ("3 out of 10", "a third"),
        ("half a million people", "500,000 people"),
        ("a quarter of a million", "250,000"),
        ("US$4.2 billion", "$4.2bn"),
        ("Mr Burnham", "Burnham"),
        ("Burnham", "Andy Burnham, the Mayor of Greater Manchester"),
        ("Mr Burnham", "Andy Burnham, the Mayor of Greater Manchester"),
        ("Sir Keir Starmer", "Keir Starmer"),
        ("the Prime Minister", "Prime Minister"),
        ("Tampa, Florida", "Tampa"),
        ("4 January 2019", "January 4, 2019"),
        ("2019", "4 January 2019"),
        ("A gas leak", "the gas leak"),
        ("Ann Lee", "Ann M. Lee Hall"),
        ("Ann Lee", "Marks and Lee"),
    ],
)
def test_the_same_in_other_words(one, other):
    assert agree(one, other)
    assert agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 dead", "15 dead"),
        ("12 dead", "12 wounded"),
        ("12 hours", "12 days"),
        ("12%", "12 people"),
        ("12", "126"),
        ("Andy Burnham", "Dan Carden"),
        ("Joe Biden", "Hunter Biden"),
        ("Tampa, Florida", "Glendale, Arizona"),
        ("Portland, Maine", "Portland, Oregon"),
        ("4 January 2019", "5 January 2019"),
        ("4 January", "5 January 2019"),
        ("a gas leak", "terrorism"),
        ("two of them", "three of them"),
        ("41 per cent", "42 per cent"),
        ("41 per cent", "less than four in ten"),
        ("more than half", "47 per cent"),
        ("a third", "40%"),
        ("two in five days", "40%"),
        ("a third man", "33%"),
        ("a quarter-finalist", "25%"),
        ("Ann Lee", "Marks and Reed"),
        ("Ann Lee", "Lee Ann Marks"),
    ],
)
def test_not_the_same(one, other):
    assert not agree(one, other)
    assert not agree(other, one)


def test_a_weekday_is_read_against_the_day_of_its_article():
    monday, tuesday = date(2019, 9, 2), date(2019, 9, 3)
    assert agree("Sunday", "September 1", (monday, tuesday))
    assert not agree("yesterday", "yesterday", (monday, tuesday))


@pytest.mark.parametrize("text", ["1 in 0", "two in one", "10 out of 10", "half of a half"])
def test_what_is_no_share_of_something_breaks_nothing(text):
    assert agree(text, text)
    assert not agree(text, "41%")


@given(st.integers(min_value=0, max_value=10**9))
def test_digits_are_read_with_and_without_commas(number):
    assert figure(f"{number:,} people").value == figure(str(number)).value == number


@given(st.text(max_size=30), st.text(max_size=30))
def test_whatever_is_compared_order_does_not_matter(one, other):
    assert agree(one, other) == agree(other, one)
    assert agree(one, one) or not one.strip()
