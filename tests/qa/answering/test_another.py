"""A deed that is told of another than the one asked about is no answer."""

import pytest

from qa.answering.another import (
    elsewhere,
    of_another,
    of_another_figure,
    of_another_rank,
)
from qa.answering.asked import asked_for
from qa.language.questions import parsed_question
from qa.language.reading import parsed


def told(tell, question, sentence, answer):
    parse = parsed(sentence)
    place = parse.at(sentence.index(answer))
    return tell(asked_for(question), parsed_question(question), parse, place)


@pytest.mark.parametrize(
    ("question", "sentence", "answer", "expected"),
    [
        ("When did Lee win the 2020 state election?", "Lee won the primary in May.", "May", True),
        ("When did Lee win the cup?", "Lee won the election in May.", "May", True),
        ("When did Lee win the cup?", "Lee won the cup in May.", "May", False),
        ("When did Lee win the cup?", "Lee won it in May.", "May", False),
        ("When did Lee win the cup?", "Lee won in May.", "May", False),
        ("When did Lee buy the dog?", "Lee bought the terrier in May.", "May", False),
        ("When did Lee resign?", "Lee left the party in May.", "May", False),
        ("Who won the cup?", "Lee won the election in May.", "Lee", True),
        ("Who hit the last ball?", "Lee hit the last shot.", "Lee", False),
        ("When did Lee resign?", "Ann Holt, Lee's aide, resigned in May.", "May", True),
    ],
)  # fmt: skip
def test_the_object_of_the_clause_tells(question, sentence, answer, expected):
    assert told(of_another, question, sentence, answer) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Tom Reed won nine votes.", True),
        ("She won nine votes.", False),
        ("Ms Lee won nine votes.", False),
        ("Ann Lee and Tom Reed won nine votes.", False),
        ("Ann Lee, whom Tom Reed had beaten, won nine votes.", False),
        ("The mayor won nine votes.", False),
    ],
)
def test_the_doer_of_the_clause_tells(sentence, expected):
    assert told(of_another, "How many votes did Ann Lee win?", sentence, "nine") == expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("How many seats did the Harbour Party win?", "The Reform Party won nine seats.", True),
        ("How many seats did the Harbour Party win?", "The Party won nine seats.", False),
        ("How many seats did the Harbour Free Party win?", "The HFP won nine seats.", False),
        ("When did Britain win nine seats?", "Tom Reed won nine seats.", False),
    ],
)
def test_a_party_has_its_own_name_and_a_country_acts_through_others(question, sentence, expected):
    assert told(of_another, question, sentence, "nine") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Lee came second in Paris.", True),
        ("Lee came second in London.", False),
        ("Lee came second.", False),
        ("Lee came second in May.", False),
    ],
)
def test_where_the_clause_is_set_tells(sentence, expected):
    assert told(elsewhere, "Who came second in London?", sentence, "Lee") == expected


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Who came second in the vote?", "Ann Lee won the vote.", True),
        ("Who came second in the vote?", "Ann Lee was the runner-up.", False),
        ("Who finished 3rd?", "Ann Lee came third.", False),
        ("Which party finished last?", "The Greens lost the vote.", True),
        ("Who won the second debate?", "Ann Lee won the debate in Hull.", False),
        ("Who won the vote last week?", "Ann Lee won the vote.", False),
    ],
)
def test_a_rank_is_told_in_words_for_it(question, sentence, expected):
    assert of_another_rank(parsed_question(question), sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ann Lee got twelve votes.", True),
        ("Ann Lee got 9 votes.", False),
        ("Ann Lee got nine votes and Tom Reed four votes.", False),
        ("Ann Lee got twelve letters.", False),
        ("Ann Lee won.", False),
    ],
)
def test_what_is_counted_is_counted_alike(sentence, expected):
    assert of_another_figure(parsed_question("Who got nine votes?"), parsed(sentence)) == expected
