"""A model writes, and each of its sentences is held against the words that it cites."""

import threading
import time
from dataclasses import replace

import pytest
from language_model import QUICK, model_at

from qa.serialize import answer_to_dict
from qa.types import Question, Turn
from qa.writing.address import read_address
from qa.writing.model import Model
from qa.writing.written import Written
from tests.qa.writing.fault_table import ALSO_CITED, ALSO_TRUE, CITED, QUESTION, TRUE

FALSE = "Dan Carden has become the first Conservative MP to demand a national inquiry."
INVENTED = "The national inquiry will cost forty million pounds."


def test_what_the_articles_say_is_shown_with_the_exact_words_it_rests_on(written, script):
    script.says((TRUE, CITED))
    answer = written.ask(QUESTION)
    (statement,) = answer.writing.shown
    assert statement.text == TRUE
    cited = [answer.citations[number - 1] for number in statement.citations]
    assert [one.number for one in cited] == list(statement.citations)
    assert any(one.quote.startswith(CITED) for one in cited)
    for one in answer.citations:
        article = written.library.article(one.article_id, version=one.version)
        assert article.text[one.start : one.end] == one.quote
    assert (answer.writing.by, answer.writing.note, answer.writing.finished) == (
        "scripted",
        None,
        True,
    )


def test_the_quotations_are_what_they_are_without_a_model(written, script, sample_engine):
    script.says((TRUE, CITED), (INVENTED, CITED))
    alone, beside = sample_engine.ask(QUESTION), written.ask(QUESTION)
    assert beside.claims == alone.claims
    assert beside.text == alone.text
    assert beside.citations[: len(alone.citations)] == alone.citations


@pytest.mark.parametrize(
    "planted",
    [
        (FALSE, CITED),
        (INVENTED, CITED),
        (
            "Andy Burnham became the first Labour MP to demand a national inquiry.",
            CITED,
            ALSO_CITED,
        ),
        ("Dan Carden has become the first MP to demand a national inquiry.", CITED),
        ("It is the first such demand.", CITED),
        ("He has demanded a national inquiry.", CITED),
        ("Has Dan Carden demanded a national inquiry?", CITED),
        ("The inquiry was announced on 3 March 2021.", 999),
    ],
    ids=lambda planted: planted[0],
)
def test_what_they_do_not_say_is_left_out_and_counted(written, script, planted):
    script.says((TRUE, CITED), planted)
    answer = written.ask(QUESTION)
    assert [one.text for one in answer.writing.shown] == [TRUE]
    (left_out,) = answer.writing.left_out
    assert left_out.text == planted[0]
    assert left_out.reason
    assert answer.writing.note == "Left out, as the articles do not say it: 1 of 2."


def test_where_nothing_holds_a_line_says_so(written, script):
    script.says((INVENTED, CITED))
    answer = written.ask(QUESTION)
    assert answer.writing.shown == ()
    assert answer.writing.note.startswith("Nothing of what scripted wrote (one sentence)")
    assert answer.claims


@pytest.mark.parametrize("numbers", [(), (999,), (ALSO_CITED,)])
def test_a_sentence_rests_on_the_words_that_support_it_whichever_it_names(written, script, numbers):
    script.says((TRUE, *numbers))
    answer = written.ask(QUESTION)
    (statement,) = answer.writing.shown
    assert [answer.citations[number - 1].quote[: len(CITED)] for number in statement.citations] == [
        CITED
    ]


def test_the_sentences_come_one_by_one_below_the_quotations(written, script):
    script.says((TRUE, CITED), (ALSO_TRUE, ALSO_CITED), seconds=0.01)
    grown = list(written.stream(QUESTION))
    counts = [(len(one.claims), len(one.writing.sentences)) for one in grown]
    assert counts[0][1] == 0
    assert counts == sorted(counts)
    assert counts[-1] == (2, 2)
    assert [one.writing.finished for one in grown].count(True) == 1
    times = grown[-1].timings
    assert times["total"] < times["first_sentence"] < times["written"]


def test_the_json_has_what_was_written_and_by_whom(written, script):
    script.says((TRUE, CITED), (INVENTED, CITED))
    made = answer_to_dict(written.ask(QUESTION))
    assert made["written_by"] == {"model": "scripted", "host": script.address[7:]}
    assert [(one["text"], one["verdict"]) for one in made["sentences"]] == [
        (TRUE, "supported"),
        (INVENTED, "unsupported"),
    ]
    assert made["sentences"][0]["citations"]
    assert made["sent_elsewhere"] == []


def test_without_a_model_the_json_says_so(sample_engine):
    made = answer_to_dict(sample_engine.ask(QUESTION))
    assert (made["written_by"], made["sentences"], made["written_note"]) == (None, [], None)


def test_what_the_articles_do_not_answer_is_not_asked_of_a_model(written, script):
    answer = written.ask("Who won the chess championship of Ruritania?")
    assert answer.status == "not_found"
    assert answer.writing is None
    assert script.asked == []


def test_whoever_wants_quotations_alone_gets_them_without_a_word_to_the_server(written, script):
    answer = written.ask(Question(text=QUESTION, quotes_only=True))
    assert answer.writing is None
    assert (script.asked, script.listed) == ([], 0)


def test_a_given_passage_is_all_that_is_written_from(written, script):
    passage = "The bridge at Ely fell on Monday. Forty people were hurt, police said."
    script.says(("The bridge at Ely fell on Monday.", "The bridge"))
    answer = written.ask(Question(text="How many people were hurt?", passage=passage))
    assert len(answer.writing.shown) == 1
    assert script.asked[0]["messages"][1]["content"].count("\n[") == 2


def test_closing_the_answer_ends_the_servers_work(written, script):
    script.says(*[(f"{TRUE} {number}", CITED) for number in range(50)], seconds=0.05)
    answers = written.stream(QUESTION)
    while not next(answers).writing.sentences:
        pass
    answers.close()
    assert script.dropped.wait(2)
    assert [one.writing.finished for one in answers] in ([], [False])


def test_closing_reaches_a_server_that_has_not_said_a_word(script, sample_engine):
    slow = model_at(script)
    script.says((TRUE, CITED), seconds=0.4)
    answers = Written(sample_engine, slow).stream(QUESTION)
    waiting = threading.Thread(target=lambda: list(answers))
    waiting.start()
    while not script.asked:
        time.sleep(0.01)
    answers.close()
    assert script.dropped.wait(2)
    waiting.join(2)
    assert not waiting.is_alive()


def test_a_server_that_was_down_is_asked_again(script, written):
    script.says((TRUE, CITED), models=())
    assert written.ask(QUESTION).writing.failed
    script.models = ("scripted",)
    assert len(written.ask(QUESTION).writing.shown) == 1


def test_of_a_context_the_lesser_of_what_is_told_and_set_holds(script, sample_engine):
    script.says((TRUE, CITED), context=100_000)
    Written(sample_engine, model_at(script)).ask(QUESTION)
    Written(sample_engine, model_at(script), context=700).ask(QUESTION)
    whole, little = (len(one["messages"][1]["content"]) for one in script.asked)
    assert little < whole / 2


def test_what_goes_to_another_machine_is_named(script, sample_engine):
    script.says((TRUE, CITED))
    # The scripted server, as if it were not this machine's.
    elsewhere = replace(read_address(script.address), is_here=False)
    answer = Written(sample_engine, Model(elsewhere, limits=QUICK)).ask(QUESTION)
    sent = answer.writing.sent
    assert sum(one.sentences for one in sent) == len(
        [line for line in script.asked[0]["messages"][1]["content"].split("\n") if line[:1] == "["]
    )
    assert answer_to_dict(answer)["sent_elsewhere"][0]["article_id"] == sent[0].article_id


def test_the_turns_before_are_told_after_the_articles(written, script):
    script.says((TRUE, CITED))
    turn = Turn(question="Who is Dan Carden?", answer="“The MP for Liverpool Walton.” [1]")
    written.ask(Question(text=QUESTION, history=(turn,)))
    told = script.asked[0]["messages"][1]["content"]
    assert told.index(CITED) < told.index("Asked before: Who is Dan Carden?")
    assert told.index("Asked before:") < told.index(f"Question: {QUESTION}")
