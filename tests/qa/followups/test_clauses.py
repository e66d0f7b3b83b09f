import pytest

from qa.followups.clauses import clause, definite_phrases


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("When was the bridge closed?", ("When", "was", "the bridge closed")),
        ("And where did Ada Quill go?", ("where", "did", "Ada Quill go")),
        ("How many of the seats have they won?", ("How many of the seats", "have", "they won")),
        ("Did the Senate agree?", ("", "did", "the Senate agree")),
        ("Who said the man was ill?", ("Who", None, "said the man was ill")),
        ("Which old company built it?", ("Which old company", None, "built it")),
    ],
)
def test_a_question_is_taken_apart(question, parts):
    found = clause(question)
    assert (found.asked, found.auxiliary, found.rest) == parts


@pytest.mark.parametrize("question", ["", "Velden?", "Tell me about Velden.", "Whitby or Velden"])
def test_what_is_built_otherwise_is_left_whole(question):
    assert clause(question) is None


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Where did the old bridge fall?", "the old bridge"),
        ("Where did astronomers look?", "astronomers"),
        ("When was the bridge closed?", "the bridge"),
        ("Where did Ada Quill go?", None),
        ("Who was arrested?", None),
    ],
)
def test_the_subject_ends_where_the_verb_begins(question, subject):
    assert clause(question).subject == subject


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("Who was arrested in Velden?", "Why was Ines Roe arrested in Velden?"),
        ("Who is the mayor?", "Why is Ines Roe the mayor?"),
        ("Who won?", "Why was it that Ines Roe won?"),
        ("Whom did they arrest?", "Why did they arrest?"),
    ],
)
def test_the_answer_stands_where_the_asking_word_did(question, why):
    assert clause(question).asked_anew("Why", answer="Ines Roe") == why


def test_without_an_answer_the_noun_that_was_asked_for_takes_its_place():
    assert clause("How many people were hurt?").asked_anew("Where", answer=None) == (
        "Where were people hurt?"
    )
    assert clause("Who was hurt?").asked_anew("Where", answer=None) is None


def test_definite_phrases_end_before_the_verb():
    assert definite_phrases("Why was the old bridge that the storm damaged closed?") == [
        "the old bridge",
        "the storm",
    ]
