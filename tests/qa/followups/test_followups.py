import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.engine import LONGEST_QUESTION
from qa.followups.standalone import TURNS_READ, standalone
from qa.types import Question, Turn


def read(question, *turns, short_answers=()):
    history = [
        Turn(question=asked, answer=got, short_answers=short_answers) for asked, got in turns
    ]
    return standalone(question, history, longest=LONGEST_QUESTION)


MAYOR = ("Who is the mayor of Port Ellery?", "Ada Quill is the mayor of Port Ellery. [1]")
SEATS = ("How many seats did the Reds win in Velden in 2019?", "They won 12 seats. [1]")
BRIDGE = ("When was the bridge closed?", "It was closed on Thursday. [1]")
FIRST = ("Who first called for an inquiry?", "Ada Quill called for an inquiry in May. [1]")


@pytest.mark.parametrize(
    ("turn", "question", "expected"),
    [
        (MAYOR, "What did she say?", "What did Ada Quill say?"),
        (MAYOR, "Is her husband a Red?", "Is Ada Quill's husband a Red?"),
        (MAYOR, "Who met her in May?", "Who met Ada Quill in May?"),
        (MAYOR, "Where was she when she fell?", "Where was Ada Quill when she fell?"),
        (SEATS, "How many did they lose?", "How many did the Reds lose?"),
        (SEATS, "How many people live there?", "How many people live in Velden?"),
        (BRIDGE, "Who closed it?", "Who closed the bridge?"),
        (BRIDGE, "What are its dimensions?", "What are the bridge's dimensions?"),
        (
            ("Which planet has water?", "It was found on K2-18b. [1]"),
            "How far away is it?",
            "How far away is K2-18b?",
        ),
        (
            ("Who met Captain Roe?", "It is not known. [1]"),
            "Which paper reported that?",
            "Which paper reported that (met Captain Roe)?",
        ),
        (
            ("Whom has Ada Quill met?", "The mayor has met Captain Ines Roe. [1]"),
            "Which paper reported that?",
            "Which paper reported that the mayor has met Captain Ines Roe?",
        ),
        (
            ("Why did the dam above Velden burst?", "The cause is not known. [1]"),
            "When was it built?",
            "When was the dam above Velden built?",
        ),
        (
            ("Who won the Velden Cup?", "Whitby Rovers won the Velden Cup on Sunday. [1]"),
            "Who is their manager?",
            "Who is Whitby Rovers's manager?",
        ),
        (
            ("Who is the manager of Whitby?", "Whitby's manager, Ada Quill, refused. [1]"),
            "how old is she",
            "how old is Ada Quill",
        ),
        (
            ("Who attacked the mill in Velden?", "The Luddite movement attacked it. [1]"),
            "How many hammers did they use?",
            "How many hammers did the Luddite movement use?",
        ),
    ],
)
def test_a_pronoun_gives_way_to_what_it_stands_for(turn, question, expected):
    assert read(question, turn) == expected


@pytest.mark.parametrize(
    ("turn", "question", "expected"),
    [
        (BRIDGE, "Why?", "Why was the bridge closed?"),
        (BRIDGE, "And why is that?", "Why was the bridge closed?"),
        (BRIDGE, "What about the tunnel?", "When was the tunnel closed?"),
        (SEATS, "What about the Greens?", "How many seats did the Greens win in Velden in 2019?"),
        (SEATS, "And in 2021?", "How many seats did the Reds win in Velden in 2021?"),
        (SEATS, "And in Whitby?", "How many seats did the Reds win in Whitby in 2019?"),
        (SEATS, "When was that?", "When did the Reds win in Velden in 2019?"),
        (
            ("Who won the women's race in Velden?", "Ada Quill won it. [1]"),
            "What about the men's?",
            "Who won the men's race in Velden?",
        ),
        (
            ("What did Ada Quill say in Velden?", "She said no. [1]"),
            "What about the councillors?",
            "What did the councillors say in Velden?",
        ),
        (FIRST, "Why?", "Why did Ada Quill first call for an inquiry?"),
        (
            ("How many people drowned in Velden?", "Three. [1]"),
            "Where did that happen?",
            "Where did people drown in Velden?",
        ),
        (
            ("How many hours did Tomas Berg sleep?", "Nine. [1]"),
            "And Ada Quill?",
            "How many hours did Ada Quill sleep?",
        ),
        (
            ("Which company's mills were attacked in Velden?", "Those of Shipco were. [1]"),
            "by whom?",
            "By whom were Shipco's mills attacked in Velden?",
        ),
        (
            ("What did the Velden court rule about the ban?", "It upheld the ban. [1]"),
            "And the Supreme Court?",
            "What did the Supreme Court rule about the ban?",
        ),
        (
            ("Who is the manager of Whitby Rovers?", "Ada Quill is the manager. [1]"),
            "What about Velden City's?",
            "Who is the manager of Velden City's?",
        ),
    ],
)
def test_what_a_question_leaves_out_is_filled_up(turn, question, expected):
    assert read(question, turn) == expected


@pytest.mark.parametrize("said", ["hello", "Thank you very much!", "ok", "Good morning.", "…"])
def test_a_turn_that_asks_nothing_stays_as_it_is(said):
    assert read(said, MAYOR) == said


def test_he_may_be_either_of_two():
    compared = ("Compare Lee and Marks", "Both resigned. [1]")
    assert read("Where is he from?", compared) == "Where is he from (Lee and Marks)?"


@pytest.mark.parametrize(
    ("turn", "question", "added"),
    [
        (("Whom did Tomas Berg meet?", "Ines Roe. [1]"), "What did he say?", "Tomas Berg"),
        (FIRST, "And how many voted against?", "called for an inquiry"),
        (FIRST, "Who opposed the inquiry?", "Ada Quill"),
        (SEATS, "Which one was bigger?", "the Reds"),
        (
            ("How many people fell ill in Velden?", "Six. [1]"),
            "Where were they?",
            "fell ill",
        ),
        (BRIDGE, "What happened then?", "bridge closed"),
    ],
)
def test_where_it_is_not_sure_what_is_meant_the_subject_is_added(turn, question, added):
    result = read(question, turn)
    assert result.startswith(question.rstrip("?") + " (")
    assert added in result


@pytest.mark.parametrize(
    "question",
    [
        "Who won the 2020 Nevada caucuses?",
        "Where was Tomas Berg when he fell ill?",
        "What did the company in Whitby say about its plans?",
        "How many people in Leeds lost their homes?",
        "Were there any survivors of the Whitby fire?",
        "Who said that Tomas Berg had resigned?",
        "How long did it take Tomas Berg to reach the pole?",
        "Who opened the museum of clocks on Friday morning?",
        "Tell me about Tomas Berg",
        "tell me about tomas berg",
        "Summarise the protests in Whitby",
        "Timeline of the Whitby protests",
        "what did tomas berg say",
        "How many people died in the fire in Whitby?",
        "",
        "   ",
        "?",
    ],
)
def test_a_question_that_needs_no_other_stays_exactly_as_typed(question):
    assert read(question, MAYOR) == question
    assert read(question) == question


def test_without_a_conversation_nothing_is_read_into_a_question():
    assert read("And what did he say about it?") == "And what did he say about it?"


SALE = ("Who bought the Whitby Echo?", "Ada Quill bought the Whitby Echo. [1]")
MEETING = ("Did Ada Quill meet Tomas Berg?", "Quill met Berg in Velden. [1]")


@pytest.mark.parametrize(
    ("turn", "question", "expected"),
    [
        (SALE, "How much did she pay for it?", "How much did Ada Quill pay for the Whitby Echo?"),
        (MEETING, "What did they agree?", "What did Ada Quill and Tomas Berg agree?"),
        (
            ("Where did the Reds meet?", "The Reds met in Velden. [1]"),
            "What did they say?",
            "What did the Reds say?",
        ),
        (
            ("What did the dockers in Hull want?", "They wanted more pay. [1]"),
            "What did the owners offer them?",
            "What did the owners offer the dockers in Hull?",
        ),
        (
            ("What did the report find?", "It found rust. [1]"),
            "Who wrote it?",
            "Who wrote the report?",
        ),
        (
            ("Who sued the Bank of Velden?", "The RSPB sued the Bank of Velden. [1]"),
            "What do they accuse it of?",
            "What do the RSPB accuse the Bank of Velden of?",
        ),
        (
            ("Which towns closed the pier?", "Whitby and Velden closed the pier. [1]"),
            "Who owns it?",
            "Who owns the pier?",
        ),
    ],
)
def test_what_only_one_thing_fits_is_that(turn, question, expected):
    assert read(question, turn) == expected


@pytest.mark.parametrize(
    ("turn", "question", "possible"),
    [
        (MEETING, "Where was he born?", "(Ada Quill, Tomas Berg)"),
        (
            ("Did the council reverse the ban?", "It did. [1]"),
            "Who opposed it?",
            "the council, the ban",
        ),
        (("What did the dockers demand?", "A pay rise. [1]"), "Did they get it?", "get it ("),
    ],
)
def test_between_two_that_fit_there_is_no_guess(turn, question, possible):
    assert possible in read(question, turn)


def test_a_ship_may_be_she_but_that_is_not_sure():
    turn = ("Which ship reached Velden?", "The ferry Whitby Star reached Velden. [1]")
    assert "Whitby Star" in read("When was she built?", turn)


def test_what_is_true_is_asked_of_what_was_said():
    turn = ("What did the mayor say about the bridge?", "She said that the bridge was safe. [1]")
    assert "bridge" in read("Is that true?", turn)


def test_what_a_question_got_for_an_answer_may_be_meant_too():
    turn = ("What does Shipco build in Hull?", "Shipco builds a ferry in Hull. [1]")
    result = read("When will it sail?", turn, short_answers=("a ferry",))
    assert result == "When will it sail (the ferry, Shipco)?"


def test_a_title_says_whom_a_pronoun_cannot_mean():
    turn = ("What happened to Mr Berg?", "Mr Berg was rescued by Ada Quill. [1]")
    assert read("How old is he?", turn) == "How old is Mr Berg?"
    assert "Berg" not in read("How old is she?", turn, MAYOR)


def test_short_answers_tell_better_than_the_text_whom_the_answer_names():
    turn = ("Who closed the pier?", "“He told Radio Velden that it was Ines Roe.” [1]")
    assert read("How old is she?", turn, short_answers=("Ines Roe",)) == "How old is Ines Roe?"
    rivals = read("How old is she?", turn, short_answers=("Ines Roe", "Ada Quill"))
    assert rivals == "How old is she (Ines Roe, Ada Quill)?"


def test_a_short_answer_that_names_nobody_gives_way_to_the_text():
    turn = ("Who sailed out?", "“The harbour of Velden reopened. Captain Ines Roe sailed.” [1]")
    assert read("Where did she go?", turn, short_answers=("Velden",)) == (
        "Where did Captain Ines Roe go?"
    )


def test_a_follow_up_of_a_follow_up_is_read_through_both():
    turns = (MAYOR, ("What did she close?", "She closed the lighthouse. [1]"))
    assert read("When did she do that?", *turns).startswith("When did Ada Quill do that")


def test_somebody_named_some_turns_ago_is_still_known_but_not_for_ever():
    between = ("How many seats are there in all?", "There are 40 seats. [1]")
    near, far = (MAYOR, between), (MAYOR, *[between] * TURNS_READ)
    assert read("What did she say?", *near) == "What did Ada Quill say?"
    assert "Quill" not in read("What did she say?", *far)


def test_a_superlative_is_not_carried_into_another_question():
    assert "first" not in read("What did the others think?", FIRST)


HOSTILE_TURNS = {
    "many turns": [Turn(question="Who is he?", answer="A B " * 50)] * 20_000,
    "capitals": [Turn(question="A" * 10**6, answer="Aa Bb " * 10**5)],
    "names": [
        Turn(
            question="Who did " + "Ann Lee and " * 160 + "meet?",
            answer="Bo Li, " * 10**5,
            short_answers=("Xu Yan " * 10**5,) * 50,
        )
    ],
    "quotes": [Turn(question="“" * 10**6, answer="“[1" * 10**6)],
    "spaces": [Turn(question=" " * 10**6, answer="\n" * 10**6)],
}


@pytest.mark.parametrize("history", HOSTILE_TURNS.values(), ids=HOSTILE_TURNS)
@pytest.mark.parametrize("question", ["he " * 660, "it that " * 250, "Ann Lee told him it " * 100])
def test_a_hostile_conversation_takes_no_time(history, question):
    began = time.thread_time()
    result = standalone(question, history, longest=LONGEST_QUESTION)
    assert time.thread_time() - began < 5
    assert len(result) <= LONGEST_QUESTION


turns_of_text = st.lists(st.builds(Turn, question=st.text(), answer=st.text()), max_size=4)


@settings(deadline=None)  # a parser runs
@given(question=st.text(), history=turns_of_text)
def test_whatever_was_said_a_question_stays_a_question(question, history):
    result = standalone(question, history, longest=LONGEST_QUESTION)
    assert isinstance(result, str)
    assert bool(result.strip()) == bool(question.strip())


pieces = st.lists(
    st.sampled_from(
        "Who What about did he she it that the inquiry Ada Quill in Iowa 2019 ? and".split()
    )
)


@settings(deadline=None)
@given(question=pieces.map(" ".join), asked=pieces.map(" ".join), answer=pieces.map(" ".join))
def test_any_order_of_the_words_that_matter_is_taken(question, asked, answer):
    read(question, (asked, answer))


def test_the_engine_reads_a_follow_up_and_keeps_what_was_typed(sample_engine):
    history = (
        Turn(question="Who is the Mayor of Greater Manchester?", answer="Andy Burnham. [1]"),
    )
    question = Question(text="What did he call for?", history=history)
    answer = sample_engine.ask(question)
    assert answer.question == "What did he call for?"
    assert answer.standalone == "What did Andy Burnham call for?"
    alone = sample_engine.ask(answer.standalone)
    assert (answer.claims, answer.citations) == (alone.claims, alone.citations)
    found = sample_engine.search(question)
    assert found == sample_engine.search(answer.standalone)
    assert found != sample_engine.search(question.text)
