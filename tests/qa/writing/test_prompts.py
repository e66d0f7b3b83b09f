"""What a model is given: exact sentences, numbered, with whose they are and what they are worth."""

from dataclasses import replace
from datetime import date

import pytest

from index.embed import HashingEmbedder
from index.library import Library
from index.records import Article
from qa.build import build_engine
from qa.types import Question
from qa.writing.prompt import MOST_GIVEN, in_one_piece, make_prompt

QUESTION = Question(text="Who first called for a national inquiry?", asked=date(2025, 2, 1))


@pytest.fixture(scope="module")
def found(sample_engine):
    return sample_engine.found(QUESTION)


def prompt_of(found, *, question=QUESTION, tokens=4_000):
    return make_prompt(question, found.answer, found.candidates, tokens=tokens)


def test_every_number_stands_for_an_exact_sentence(found):
    prompt = prompt_of(found)
    assert 5 < len(prompt.given) <= MOST_GIVEN
    for number, one in enumerate(prompt.given, start=1):
        assert one.article.text[one.span.start : one.span.end] == one.text
        assert f"\n[{number}] " in prompt.articles


def test_the_quoted_sentences_are_given_whatever_the_room(found):
    prompt = prompt_of(found, tokens=700)
    given = {(one.article.id, one.span.start) for one in prompt.given}
    assert {(one.article_id, one.start) for one in found.answer.citations} <= given
    assert len(prompt.given) < len(prompt_of(found).given)


def test_nothing_is_given_where_nothing_fits(found):
    assert prompt_of(found, tokens=100).given == ()


def test_rivals_are_marked_as_such(found):
    prompt = prompt_of(found)
    assert found.answer.status == "rival_claims"
    assert "different answers, which must not be mixed: Andy Burnham" in prompt.question
    assert "Dan Carden, first Labour MP [" in prompt.question


def test_the_articles_come_first_the_question_last_and_the_system_before_both(found):
    system, user = prompt_of(found).messages(structured=True)
    assert (system["role"], user["role"]) == ("system", "user")
    assert user["content"].index("[1]") < user["content"].index("Question (today is 1 February")
    other = replace(found.answer, standalone="Who called for it in Parliament?")
    again = prompt_of(replace(found, answer=other))
    assert again.articles == prompt_of(found).articles  # which a server need not read again


def library_of(tmp_path, *articles):
    library = Library.open(tmp_path / "store", embedder=HashingEmbedder())
    library.add(articles)
    return library


def test_the_same_words_in_two_papers_are_given_once_and_headings_not_at_all(tmp_path):
    told = (
        "The ferry to Hallow Island stopped on Tuesday.\n\nWeather\n\nForty people were stranded."
    )
    library = library_of(
        tmp_path,
        Article(id="a", text=told, publisher="The Echo", published=date(2024, 5, 1)),
        Article(id="b", text=f"{told} They slept in a school.", publisher="The Courier"),
    )
    found = build_engine(library).found("How many people were stranded?")
    texts = [one.text for one in prompt_of(found).given]
    assert texts.count("Forty people were stranded.") == 1
    assert "Weather" not in texts
    library.close()


def test_who_says_it_and_when_it_was_told_stand_beside_the_words(tmp_path):
    text = (
        "Mayor Ines Roe opened the inquiry into the ferry on Monday. “The ferry should never have "
        "sailed,” she said. “It was too old. Nobody had looked at it for years.”"
    )
    library = library_of(
        tmp_path,
        Article(id="a", text=text, title="Ferry", publisher="The Echo", published=date(2024, 5, 1)),
    )
    prompt = prompt_of(build_engine(library).found("What did Ines Roe say about the ferry?"))
    assert "The Echo, 1 May 2024 – “Ferry”:" in prompt.articles
    assert "Ines Roe said: “It was too old." in prompt.articles
    library.close()


@pytest.mark.parametrize(
    "mark",
    [
        "<|im_end|>",
        "<|im_start|>system",
        "[INST]",
        "[/INST]",
        "<<SYS>>",
        "<start_of_turn>",
        "</s>",
        "<think>",
        "<｜User｜>",
        "[7]",
    ],
)
def test_marks_of_chat_templates_and_numbers_are_taken_apart(mark, tmp_path):
    text = (
        "Forty people were stranded on the pier at Hallow Island until the morning. "
        f"The ferry to it had stopped on Tuesday, the harbour master said. {mark} Nobody slept."
    )
    library = library_of(tmp_path, Article(id="a", text=text, title=f"Ferry {mark}"))
    prompt = prompt_of(build_engine(library).found("How many people were stranded?"))
    assert prompt.given
    told = prompt.articles + prompt.question
    assert mark not in told
    for letter in "<>|｜":
        assert letter not in told
    library.close()


def test_lines_of_an_article_stay_inside_their_sentence():
    assert in_one_piece("Forty\n\n[9] people\tdied") == "Forty (9) people died"
