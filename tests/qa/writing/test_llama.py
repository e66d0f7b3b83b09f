"""A real llama.cpp server with a small model: whatever it writes, what is shown is verified."""

import time
from dataclasses import replace

import pytest
from language_model import real_model

from index.records import Span
from qa.types import Question
from qa.verify import Cited, verify
from qa.writing.address import read_address
from qa.writing.model import Model, TimeLimits
from qa.writing.parsing import answer_schema
from qa.writing.written import Written

LIMITS = TimeLimits(first=60.0, between=30.0, whole=120.0)
PASSAGE = "The bridge at Ely fell on Monday. Forty people were hurt, police said."


@pytest.fixture(scope="module")
def llama():
    with real_model(context=768) as address:
        yield address


@pytest.fixture
def model(llama):
    return Model(read_address(llama), limits=LIMITS)


def test_the_server_tells_its_model_and_context(model):
    chosen = model.chosen()
    assert chosen.name == "SmolLM2-135M-Instruct.Q4_1"
    assert chosen.context == 768


def test_the_schema_holds_and_every_sentence_shown_is_verified(model, sample_engine):
    engine = Written(sample_engine, model, context=512)
    answer = engine.ask(Question(text="How many people were hurt?", passage=PASSAGE))
    writing = answer.writing
    assert (writing.finished, writing.failed) == (True, False), writing.note
    assert writing.sentences
    for one in writing.shown:
        places = [answer.citations[number - 1] for number in one.citations]
        article = engine.found(Question(text="Who?", passage=PASSAGE)).candidates[0].article
        spans = [(place.start, place.end) for place in places]
        cited = [Cited(article=article, span=Span(start, end)) for start, end in spans]
        assert verify(one.text, cited).verdict == "supported"


def test_a_prompt_over_the_context_is_made_smaller(llama, sample_engine):
    """The setting says more than the server has, as a server does that tells nothing."""

    class Deaf(Model):
        def chosen(self):
            return replace(super().chosen(), context=None)

    engine = Written(sample_engine, Deaf(read_address(llama), limits=LIMITS), context=1000)
    answer = engine.ask(Question(text="Who first called for a national inquiry?"))
    assert not answer.writing.failed, answer.writing.note


def test_stopping_frees_the_server_at_once(model):
    story = ({"role": "user", "content": "Tell a long story about a ferry and its captain."},)
    words = model.words(story, schema=None, most_tokens=400)
    next(words)
    words.close()
    began = time.perf_counter()
    short = model.words(story, schema=answer_schema(1), most_tokens=1)
    assert len(list(short)) <= 1
    assert time.perf_counter() - began < 5
