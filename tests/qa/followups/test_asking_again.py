import pytest

from qa.followups.asked import asked


@pytest.mark.parametrize(
    ("question", "text", "of_subject"),
    [
        ("When was the bridge closed?", "When", False),
        ("Who said the man was ill?", "Who", True),
        ("Which old company built it?", "Which old company", True),
        ("Which company's mills were attacked?", "Which company's mills", True),
        ("How many seats did the Reds win?", "How many seats", False),
        ("By how many votes did they win?", "By how many votes", False),
    ],
)
def test_what_is_asked_for_is_found(question, text, of_subject):
    found = asked(question)
    assert (found.text, found.of_subject) == (text, of_subject)


@pytest.mark.parametrize("question", ["", "Velden?", "Tell me about Velden.", "Did it rain?"])
def test_what_asks_for_nothing_has_none(question):
    assert asked(question) is None


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("Who was arrested in Velden?", "Why was Ines Roe arrested in Velden?"),
        ("Who is the mayor?", "Why is Ines Roe the mayor?"),
        ("Who won?", "Why did Ines Roe win?"),
        ("Who first called for an inquiry?", "Why did Ines Roe first call for an inquiry?"),
        ("Whom did they arrest?", "Why did they arrest?"),
    ],
)
def test_the_answer_stands_where_the_asking_word_did(question, why):
    assert asked(question).anew("Why", answer="Ines Roe") == why


def test_without_an_answer_the_noun_that_was_asked_for_takes_its_place():
    assert asked("How many people were hurt?").anew("Where", answer=None) == (
        "Where were people hurt?"
    )
    assert asked("Who was hurt?").anew("Where", answer=None) is None
