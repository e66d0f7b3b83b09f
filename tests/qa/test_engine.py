import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import BadQuestion
from qa.answer import NOT_FOUND
from qa.engine import GIVEN_PASSAGE, LONGEST_QUESTION
from qa.serialize import answer_to_dict
from qa.types import Question

MISSION = (
    "who first called for a national inquiry",
    "Who first called for a national inquiry?",
    "Which politician was the first to demand a national inquiry into grooming gangs?",
    "Who in Labour was first to call for an inquiry into grooming gangs?",
    "Who in the Labour party first broke ranks?",
    "Who were the first to defy Starmer?",
    "who 1st called for a national enquiry",
    "first labour mp to call for grooming gangs inquiry",
    "Name the first Labour people to ask for a national inquiry",
    "Who came out first for a national grooming inquiry?",
)


def assert_exact(engine, answer):
    for citation in (*answer.citations, *answer.nearest):
        article = engine.library.article(citation.article_id, version=citation.version)
        assert article.text[citation.start : citation.end] == citation.quote
    for claim in answer.claims:
        quotes = [answer.citations[number - 1].quote for number in claim.citations]
        assert claim.text in quotes
        assert claim.short_answer is None or claim.short_answer in claim.text


@pytest.mark.parametrize("question", MISSION)
def test_the_rival_firsts_stand_side_by_side(sample_engine, question):
    answer = sample_engine.ask(question)
    assert answer.status == "rival_claims"
    assert {(claim.short_answer, claim.scope) for claim in answer.claims} == {
        ("Andy Burnham", "first Labour politician"),
        ("Dan Carden", "first Labour MP"),
    }
    assert_exact(sample_engine, answer)


@pytest.mark.parametrize(
    "question",
    [
        "Who won the men's singles at Wimbledon in 2018?",
        "who won the 2022 world cup",
        "who won the eurovision song contest",
        "Who won the FA Cup final?",
    ],
)
def test_what_no_article_tells_is_not_found_and_says_what_was_nearest(sample_engine, question):
    answer = sample_engine.ask(question)
    assert (answer.status, answer.text) == ("not_found", NOT_FOUND)
    assert answer.nearest
    assert not answer.claims
    assert_exact(sample_engine, answer)


def test_not_found_tells_which_words_no_article_has(sample_engine):
    answer = sample_engine.ask("Who sold Zxqv the Mona Lisa in Manchester?")
    assert (answer.status, answer.note) == (
        "not_found",
        "No article has the words “sold”, “Zxqv”, “Mona”, “Lisa”.",
    )
    answer = sample_engine.ask("Who is the national politician of Manchester in Oldham?")
    assert answer.status != "not_found" or answer.note is None


def test_a_stream_grows_and_ends_in_the_answer(sample_engine):
    parts = list(sample_engine.stream(MISSION[0]))
    assert [len(part.claims) for part in parts] == [1, 2]
    assert parts[-1].claims == sample_engine.ask(MISSION[0]).claims


def test_a_given_passage_is_all_that_is_read(sample_engine):
    passage = "The bridge at Ely fell. Forty people were hurt, police said."
    answer = sample_engine.ask(Question(text="How many people were hurt?", passage=passage))
    assert answer.short_answers == ("Forty",)
    [citation] = answer.citations
    assert citation.article_id == GIVEN_PASSAGE
    assert passage[citation.start : citation.end] == citation.quote


def test_a_long_passage_is_answered_from_its_end_too(sample_engine):
    before = "The council met and spoke of roads, schools and drains for an hour. " * 250
    passage = f"{before}The bridge at Ely fell. Forty people were hurt, police said."
    answer = sample_engine.ask(
        Question(text="How many people were hurt at the bridge?", passage=passage)
    )
    assert answer.short_answers == ("Forty",)


@pytest.mark.parametrize("question", ["", "   ", "x" * (LONGEST_QUESTION + 1)])
def test_a_question_that_cannot_be_asked_is_refused_in_a_clear_line(sample_engine, question):
    with pytest.raises(BadQuestion, match="question"):
        sample_engine.ask(question)


@pytest.mark.parametrize("question", ["?", "¿Quién?", "谁先要求调查?", '" OR * NEAR(', "a" * 1999])
def test_odd_questions_get_an_answer_or_a_refusal(sample_engine, question):
    assert_exact(sample_engine, sample_engine.ask(question))


@settings(
    max_examples=settings.default.max_examples // 4, suppress_health_check=[HealthCheck.too_slow]
)
@given(passage=st.text(max_size=400), question=st.text(min_size=1, max_size=60))
def test_any_passage_is_cited_exactly(sample_engine, passage, question):
    if not question.strip():
        return
    answer = sample_engine.ask(Question(text=question, passage=passage))
    for citation in (*answer.citations, *answer.nearest):
        assert passage[citation.start : citation.end] == citation.quote


def test_the_json_has_the_fields_that_others_rely_on(sample_engine):
    answer = answer_to_dict(sample_engine.ask(MISSION[0]), id="q1")
    assert list(answer) == [
        "id",
        "question",
        "standalone",
        "status",
        "answer",
        "short_answers",
        "confidence",
        "claims",
        "citations",
        "nearest",
        "timings_ms",
        "note",
        "earlier",
        "understood",
        "written_by",
        "sentences",
        "written_note",
        "sent_elsewhere",
    ]
    assert answer["understood"] == {
        "kind": "fact",
        "since": None,
        "until": None,
        "words": None,
        "restricts": False,
        "publishers": [],
        "mended": [],
    }
    assert {
        "text",
        "short_answer",
        "scope",
        "speaker",
        "outlet",
        "when",
        "citations",
        "explained",
        "otherwise",
    } == set(answer["claims"][0])
    assert {
        "number",
        "article_id",
        "title",
        "publisher",
        "published",
        "url",
        "quote",
        "start",
        "end",
    } <= set(answer["citations"][0])
