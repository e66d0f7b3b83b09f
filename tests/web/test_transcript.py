import json
from dataclasses import replace

import markdown_it
from hypothesis import given
from hypothesis import strategies as st
from served import ANSWER, CITATION, CLAIM

from qa.types import AlsoIn
from web.conversation import Exchange
from web.transcript import as_json, as_markdown, as_text

CLAIMED = replace(CLAIM, scope="first MP", short_answer="Carden", speaker="Dan Carden")
ASKED = Exchange(
    question="What must be heeded?",
    answer=replace(ANSWER, claims=(CLAIMED,)),
    finished=True,
    only="Echo",
)
STOPPED = Exchange(question="And then?", note="Stopped.", finished=True)
SOURCE = "Liverpool Echo, 5 January 2025: A call for justice; article echo-1, version 1, characters"


def test_plain_text_has_the_words_and_their_sources():
    assert as_text((ASKED, STOPPED)).split("\n\n") == [
        "What must be heeded?",
        "first MP: Carden",
        "  “The call must be heeded.” [1]",
        "Said by Dan Carden",
        f"[1] {SOURCE} 10 to 34",
        "Searched only: Echo.",
        "And then?",
        "Stopped.",
    ]


def test_what_was_nearest_is_kept_too():
    answer = replace(ANSWER, status="not_found", claims=(), citations=(), nearest=(CITATION,))
    text = as_text((replace(ASKED, answer=answer),))
    assert "Not found in these articles." in text
    assert "“The call must be heeded.” [1]" in text
    assert SOURCE in text


def test_copies_and_corrections_are_kept_too():
    copy = AlsoIn(article_id="wire-1", publisher="Wire")
    citation = replace(CITATION, also_in=(copy,), correction="Correction: it was heeded.")
    text = as_text((replace(ASKED, answer=replace(ANSWER, citations=(citation,))),))
    assert text.endswith(
        "10 to 34; Also in: Wire; Corrected [1]: “Correction: it was heeded.”"
        "\n\nSearched only: Echo."
    )


def test_an_address_is_kept_unless_it_holds_a_password():
    def kept(url):
        citation = replace(CITATION, url=url)
        conversation = (replace(ASKED, answer=replace(ANSWER, citations=(citation,))),)
        return [write(conversation) for write in (as_text, as_json)]

    assert all("echo.example/a" in text for text in kept("https://echo.example/a"))
    assert not any("hush" in text for text in kept("https://ann:hush@echo.example/a"))


@given(st.text(alphabet="<>[]()!*`&\"'\\\n #-1.:/@wW|~_ü"))
def test_no_text_becomes_markup_in_markdown(text):
    claim = replace(CLAIM, text=text, scope=text, short_answer=text, speaker=text)
    citation = replace(CITATION, title=text, quote=text)
    answer = replace(ANSWER, claims=(claim,), citations=(citation,))
    parsed = markdown_it.MarkdownIt().parse(
        as_markdown((replace(ASKED, question="Why?", answer=answer),))
    )
    inline = {child.type for token in parsed for child in token.children or ()}
    assert inline <= {"text", "text_special", "softbreak"}
    blocks = {token.type.removesuffix("_open").removesuffix("_close") for token in parsed}
    assert blocks <= {"heading", "paragraph", "inline", "blockquote"}


def test_json_holds_the_answer_as_the_api_gives_it():
    kept = json.loads(as_json((ASKED, STOPPED)))["exchanges"]
    assert kept[0]["answer"]["citations"][0]["quote"] == "The call must be heeded."
    assert kept[0]["searched_only"] == "Echo"
    assert kept[1] == {
        "question": "And then?",
        "searched_only": None,
        "note": "Stopped.",
        "answer": None,
    }


def test_an_empty_conversation():
    assert as_text(()) == as_markdown(()) == ""
    assert json.loads(as_json(())) == {"exchanges": []}
