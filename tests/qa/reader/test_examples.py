"""What the reader learns from, drawn from a small set in SQuAD layout."""

import json
import random

import pytest

from index.split import sentences
from qa.reader.examples import Asked, Examples, _otherwise

BRIDGE = (
    "The bridge at Ely fell on Monday. Forty people were hurt, police said. "
    "The mayor, Ada Quill, had asked for repairs in 2019. The council voted against them."
)
MUSEUM = (
    "The museum in Lisbon charges ten euros. Its director, Rui Alves, said that the police "
    "were called on Monday. Nobody was hurt."
)
QUESTIONS = {
    BRIDGE: [
        ("Who asked for repairs before the bridge fell in 2019?", ["Ada Quill", "The mayor"]),
        ("How many people were hurt, say police?", ["Forty"]),
        ("Who built the bridge?", []),
    ],
    MUSEUM: [("What does the museum charge?", ["ten euros"])],
}


@pytest.fixture(scope="module")
def question_set(squad_set):
    return squad_set(QUESTIONS)


def drawn(path, *, passes=40, seed=3):
    examples = Examples([path], negatives=1.0, seed=seed)
    return [example for _ in range(passes) for example in examples.one_pass()]


def accepted(question):
    return next(
        (answers for asked in QUESTIONS.values() for text, answers in asked if text == question),
        None,
    )


def test_an_answer_stands_where_the_example_says(question_set):
    answered = [example for example in drawn(question_set) if example.answer]
    found = {(example.question, example.text[slice(*example.answer)]) for example in answered}
    expected = {
        (question, answer)
        for asked in QUESTIONS.values()
        for question, answers in asked
        for answer in answers
    }
    assert found == expected


def test_every_text_is_whole_sentences_of_a_paragraph(question_set):
    for example in drawn(question_set):
        assert any(example.text in paragraph for paragraph in QUESTIONS)
        assert example.text.endswith(".")


def test_a_negative_as_it_was_asked_holds_no_accepted_answer(question_set):
    negatives = [example for example in drawn(question_set) if not example.answer]
    as_asked = [example for example in negatives if accepted(example.question)]
    assert {example.text in MUSEUM for example in as_asked} == {True, False}
    for example in as_asked:
        assert not any(answer in example.text for answer in accepted(example.question))


def test_a_question_that_the_set_says_has_no_answer_gets_none(question_set):
    assert not any(
        example.answer
        for example in drawn(question_set)
        if example.question == "Who built the bridge?"
    )


def test_documents_answer_as_their_rows_say(tmp_path):
    texts = {
        "Roe (Ely) was a swimmer. Roe won twice.": ("correct", "swimmer"),
        "Ines Roe was a rower, not the mayor.": ("misinfo", "rower"),
        "Roe retired in 2019.": ("correct", "swimmer"),
        "The harbour at Ely froze over.": ("noise", "unknown"),
        "A swimmer passed the harbour.": ("noise", "unknown"),
        "The mayor praised a rowers' club.": ("noise", "unknown"),
    }
    row = {
        "question": "What sport did Roe do?",
        "documents": [
            {"text": text, "type": kind, "answer": answer} for text, (kind, answer) in texts.items()
        ],
        "gold_answers": ["swimmer"],
        "wrong_answers": ["rower"],
    }
    path = tmp_path / "documents.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    drawn = list(Examples([path], negatives=0.0, seed=1).one_pass())
    answers = [example.answer and example.text[slice(*example.answer)] for example in drawn]
    assert answers == ["swimmer", "rower", None, None]
    assert [example.text for example in drawn[2:]] == [
        "The harbour at Ely froze over.",
        "The mayor praised a rowers' club.",
    ]


def test_the_seed_fixes_what_is_drawn(question_set):
    assert drawn(question_set, seed=7) == drawn(question_set, seed=7)
    assert drawn(question_set, seed=7) != drawn(question_set, seed=8)


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("Who came first?", {"Who came last?"}),
        (
            "Why did Ada Quill leave?",
            {"Why did Rui Alves leave?", "Why did Lisbon leave?"},
        ),
        (
            "Was it 7 days?",
            {"Was it 5 days?", "Was it 6 days?", "Was it 8 days?", "Was it 9 days?"},
        ),
        ("Was it on 7 May 2017?", {None}),
        ("why did it close?", {None}),
    ],
)
def test_a_question_asked_otherwise_differs_in_one_part(question, others):
    asked = Asked(question=question, paragraph=MUSEUM, sentences=sentences(MUSEUM), answers=())
    found = {_otherwise(asked, random.Random(seed)) for seed in range(60)}
    assert found == others
