"""A deed that is told of another thing than the one asked about is no answer."""

import pytest

from qa.answering.asked import asked_for
from qa.answering.objects import of_another_thing
from qa.language.questions import parsed_question
from qa.language.reading import parsed


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
        ("Who won the cup?", "Lee won the election in May.", "Lee", False),
    ],
)  # fmt: skip
def test_the_object_of_the_clause_tells(question, sentence, answer, expected):
    parse = parsed(sentence)
    place = parse.at(sentence.index(answer))
    found = of_another_thing(asked_for(question), parsed_question(question), parse, place)
    assert found == expected
