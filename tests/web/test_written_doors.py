"""An answer that a language model writes, over HTTP, in events, for programs and from memory."""

import json
import threading
from dataclasses import replace

import httpx
import pytest
from language_model import model_at, scripted_model
from served import MISSION_QUESTION, serving

from qa.types import Question
from qa.writing.address import read_address
from qa.writing.telling import where_it_goes
from qa.writing.written import Written
from tests.qa.writing.fault_table import ALSO_CITED, ALSO_TRUE, CITED, TRUE
from web.conversation import Exchange
from web.mcp_server import Tools
from web.remembered import Remembering
from web.server import create_app
from web.transcript import as_text
from web.turns import InTurn, written_in_turn

FALSE = "The national inquiry will cost forty million pounds."


@pytest.fixture
def script():
    with scripted_model() as script:
        yield script.says((TRUE, CITED), (FALSE, CITED), (ALSO_TRUE, ALSO_CITED))


@pytest.fixture
def written(script, engine):
    return Written(engine, model_at(script))


def test_http_gives_the_sentences_whole_and_in_events(written):
    with serving(create_app(written)) as address, httpx.Client(base_url=address) as client:
        whole = client.post("/api/ask", json={"question": MISSION_QUESTION}).json()
        quoted = client.post(
            "/api/ask", json={"question": MISSION_QUESTION, "quotes_only": True}
        ).json()
        events = client.post("/api/ask/stream", json={"question": f"{MISSION_QUESTION} "}).text
    assert [one["verdict"] for one in whole["sentences"]] == [
        "supported",
        "unsupported",
        "supported",
    ]
    assert whole["written_by"]["model"] == "scripted"
    assert (quoted["written_by"], quoted["sentences"]) == (None, [])
    assert quoted["claims"] == whole["claims"]
    answers = [
        json.loads(event.partition("data: ")[2])
        for event in events.strip().split("\n\n")
        if event.startswith("event: answer")
    ]
    assert answers[-1]["sentences"] == whole["sentences"]


def test_programs_get_the_sentences_and_may_want_none(written, script):
    tools = Tools(written)
    assert len(tools.ask(MISSION_QUESTION)["sentences"]) == 3
    asked = len(script.asked)
    assert tools.ask(MISSION_QUESTION, quotes_only=True)["sentences"] == []
    assert len(script.asked) == asked


def test_a_written_answer_is_remembered_and_a_broken_one_is_not(written, script):
    remembering = Remembering(written)
    script.faults = ["cut"]
    assert remembering.ask(MISSION_QUESTION).writing.failed
    assert not remembering.ask(MISSION_QUESTION).writing.failed
    asked = len(script.asked)
    *_, again = remembering.stream(MISSION_QUESTION)
    assert len(again.writing.shown) == 2
    assert len(script.asked) == asked


def test_who_wants_quotes_alone_does_not_wait_for_what_is_written_for_others(engine, script):
    script.seconds = 0.08
    in_turn = InTurn(engine, at_once=1)
    both = written_in_turn(Written(engine, model_at(script)), in_turn)
    writing = threading.Thread(target=both.ask, args=(MISSION_QUESTION,))
    writing.start()
    while not script.asked:
        pass
    quoted = both.ask(Question(text=MISSION_QUESTION, quotes_only=True))
    assert quoted.claims
    assert writing.is_alive()
    writing.join()
    in_turn.stop()


def test_a_saved_conversation_has_what_was_shown_and_nothing_that_was_left_out(written):
    answer = written.ask(MISSION_QUESTION)
    told = as_text((Exchange(question=MISSION_QUESTION, answer=answer, finished=True),))
    assert f"{TRUE} [" in told
    assert FALSE not in told


def test_readers_are_told_in_plain_words_where_their_questions_go(script):
    here = model_at(script, model="tiny")
    assert where_it_goes(here) == f"tiny writes at {script.address[7:]}, on this machine."
    here.address = replace(read_address("http://llm.example:8000"))
    told = where_it_goes(here)
    assert "tiny writes at llm.example:8000, which is not this machine: it gets each" in told
    assert "readable to whoever is on the way" in told
    here.address = read_address("https://llm.example")
    assert "readable" not in where_it_goes(here)
