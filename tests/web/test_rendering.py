"""Answers as Markdown. The words of each test's answer are markup wherever text may be hostile."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from served import ANSWER, CITATION, CLAIM

from qa.types import AlsoIn, Understanding
from web.answers import (
    AS_TYPED,
    HEARD,
    NEAREST_CHARACTERS,
    WHAT_TO_TRY,
    render_answer,
)
from web.sources import NAMELESS, headline, source_label

CHIP = r'[\[1\]](#cite-echo-1-10-34 "Liverpool Echo, 5 January 2025: A call for justice")'

HTML_CHIP = (
    '<a href="#cite-echo-1-{place}" title="Liverpool Echo, 5 January 2025: A call for justice">'
    "&#91;{number}&#93;</a>"
)


def test_a_claim_is_its_quoted_words_its_citation_and_its_source():
    assert render_answer(ANSWER) == (
        f"> “The call must be heeded.” {CHIP}\n\nLiverpool Echo, 5 January 2025: A call for justice"
    )


def test_who_said_it_to_whom_and_when():
    claim = replace(CLAIM, speaker="Dan Carden", outlet="the Echo", when="2025-01-05")
    last_line = render_answer(replace(ANSWER, claims=(claim,))).splitlines()[-1]
    assert last_line.startswith(
        "*Said by Dan Carden to the Echo* · 5 January 2025 · Liverpool Echo"
    )


def test_rival_claims_are_a_list_with_the_scope_in_bold():
    claims = (
        replace(CLAIM, scope="first Labour MP", short_answer="Dan Carden"),
        replace(CLAIM, scope="first Labour politician", short_answer="Andy Burnham"),
    )
    lines = render_answer(replace(ANSWER, status="rival_claims", claims=claims)).splitlines()
    for scope, name in (("MP", "Dan Carden"), ("politician", "Andy Burnham")):
        place = lines.index(f"- **first Labour {scope}**")
        assert lines[place + 2] == f"  ### {name}"
    assert sum(line == f"  > “The call must be heeded.” {CHIP}" for line in lines) == 2


def test_figures_that_were_told_before_stand_below_with_their_citations():
    now, before = (replace(CLAIM, short_answer=number) for number in ("51", "37"))
    lines = render_answer(replace(ANSWER, claims=(now,), earlier=(before,))).splitlines()
    place = lines.index("Told before:")
    assert lines.index("## 51") < place < lines.index("- ### 37")
    assert f"  > “The call must be heeded.” {CHIP}" in lines[place:]


def test_what_publishers_say_stands_under_their_names_first_what_differs():
    same, another = "No call must be heeded.", "It cost nine pounds."
    other = replace(ANSWER.citations[0], number=2, publisher="The *Age*", quote=same)
    answer = replace(
        ANSWER,
        claims=(CLAIM, replace(CLAIM, text=same, citations=(2,)), replace(CLAIM, text=another)),
        citations=(*ANSWER.citations, other),
        understood=Understanding(kind="comparison", publishers=("Liverpool Echo", "The *Age*")),
    )
    lines = render_answer(answer).splitlines()
    items = [line for line in lines if line.startswith("- ")]
    assert items == ["- **Liverpool Echo**", "- **The &#42;Age&#42;**"]
    echo = lines[lines.index(items[0]) : lines.index(items[1])]
    told = [line[5 : line.index("”")] for line in echo if line.startswith("  > “")]
    assert told == [another, CLAIM.text]  # what differs comes first


@pytest.mark.parametrize(
    ("scope", "short_answer", "heading"),
    [
        ("first Labour MP", "Dan Carden", "**first Labour MP**\n\n### Dan Carden\n"),
        ("first Labour MP", None, "**first Labour MP**\n\n>"),
        (None, "Dan Carden", "## Dan Carden\n\n> “The call"),
        (None, "word " * 40, "> “The call must be heeded.” " + CHIP),
    ],
)
def test_what_stands_above_the_quotation(scope, short_answer, heading):
    claim = replace(CLAIM, scope=scope, short_answer=short_answer)
    shown = render_answer(replace(ANSWER, claims=(claim,)))
    assert shown.removeprefix(f"{HEARD}\n\n").startswith(heading)
    assert shown.startswith(HEARD) == ("### " in heading)


def test_not_found_says_so_and_shows_what_was_nearest():
    answer = replace(ANSWER, status="not_found", claims=(), citations=(), nearest=(CITATION,))
    rendered = render_answer(answer)
    assert rendered.startswith(f"## Not found in these articles\n\n{WHAT_TO_TRY}\n\n")
    assert f"1. > “The call must be heeded.” {CHIP}\n" in rendered
    why = render_answer(replace(answer, note="No article has the word “Zxqv”."))
    assert why.startswith("## Not found in these articles\n\nNo article has the word “Zxqv”.\n\n")


def test_of_a_nearest_passage_the_line_with_its_day_alone_is_left_out():
    dated = replace(CITATION, quote="Monday, October 14, 2019\n\nYesterday a kite flew.")
    answer = replace(ANSWER, status="not_found", claims=(), citations=(), nearest=(dated,))
    assert f"> “Yesterday a kite flew.” {CHIP}" in render_answer(answer)


def test_of_a_long_nearest_passage_the_beginning_is_shown():
    nearest = replace(CITATION, quote="word " * 400)
    answer = replace(ANSWER, status="not_found", claims=(), citations=(), nearest=(nearest,))
    shown = re.search("“(.+)” … ", render_answer(answer))
    assert shown[1] == " ".join(["word"] * len(shown[1].split()))
    assert 200 < len(shown[1]) <= NEAREST_CHARACTERS


def test_not_found_with_nothing_near():
    answer = replace(ANSWER, status="not_found", claims=(), citations=(), nearest=())
    assert render_answer(answer) == f"## Not found in these articles\n\n{WHAT_TO_TRY}"


def test_a_follow_up_shows_how_it_was_read():
    answer = replace(ANSWER, question="And he?", standalone="What did Dan Carden say?")
    assert render_answer(answer).startswith("*Read as: What did Dan Carden say?*\n\n")
    retakeable = render_answer(answer, can_retake=True)
    assert retakeable.startswith(f"*Read as: What did Dan Carden say?* {AS_TYPED}\n\n")
    assert AS_TYPED not in render_answer(ANSWER, can_retake=True)


def test_whom_a_pronoun_means_is_told_apart_from_the_quotation():
    claim = replace(CLAIM, text="He left.", explained="He [Dan Carden] left.")
    quoted, *_, explained = render_answer(replace(ANSWER, claims=(claim,))).split("\n\n")
    assert quoted.startswith("> “He left.”")
    assert explained == "*Meaning:* He &#91;Dan Carden&#93; left."


def test_of_rivals_whose_others_are_still_to_come_nothing_is_counted():
    rendered = render_answer(replace(ANSWER, status="rival_claims"))
    assert "different answers" not in rendered
    assert "The call must be heeded." in rendered


def test_how_the_rivals_differ_is_said_before_them():
    answer = replace(
        ANSWER, status="rival_claims", claims=(CLAIM, CLAIM), note="First 12, then 15."
    )
    assert "\n\nFirst 12, then 15.\n\n" in render_answer(answer)


def test_an_answer_in_running_text_has_its_markers_made_citations():
    answer = replace(ANSWER, claims=(), text="Heed it [1], [2] and [x] <b>.")
    assert render_answer(answer) == (f"Heed it {CHIP}, &#91;2&#93; and &#91;x&#93; &#60;b&#62;.")


def test_what_differs_is_not_all_called_the_same():
    def heading(claims):
        answer = replace(ANSWER, status="rival_claims", claims=claims)
        return render_answer(answer).splitlines()[0]

    scopes = (replace(CLAIM, scope="first MP"), replace(CLAIM, scope="first politician"))
    assert heading(scopes) == "## The articles give two answers, each within its own limits"
    names = (replace(CLAIM, short_answer="Ann Lee"), replace(CLAIM, short_answer="Bo Ray"))
    assert heading(names) == "## The articles give two different answers"
    days = ("2024-05-01", "2024-05-03")
    tolls = tuple(
        replace(CLAIM, short_answer=toll, when=day)
        for toll, day in zip(("12 dead", "24 dead"), days, strict=True)
    )
    assert heading(tolls) == "## The articles give another figure from day to day"


@pytest.mark.parametrize(
    "claim", [{"otherwise": "denied"}, {"scope": "first MP"}, {"short_answer": "x" * 99}]
)
def test_what_needs_more_words_is_not_set_in_large_type(claim):
    shown = render_answer(replace(ANSWER, claims=(replace(CLAIM, **claim),)))
    assert not shown.startswith("## ")
    noted = replace(ANSWER, claims=(replace(CLAIM, short_answer="No"),), note="They say otherwise.")
    told = render_answer(noted).removeprefix(f"{HEARD}\n\n")
    assert told.startswith("**They say otherwise.**")


def test_of_several_sources_each_is_listed_once_with_what_it_gives():
    other = replace(CITATION, number=2, article_id="post-1", title="<b>Post", publisher="Post")
    again = replace(CITATION, number=3, start=50, end=60)
    answer = replace(
        ANSWER,
        claims=(
            replace(CLAIM, short_answer="Heed", citations=(1, 3)),
            replace(CLAIM, short_answer="Heed it", citations=(2,)),
        ),
        citations=(CITATION, other, again),
    )
    strip = render_answer(answer).splitlines()[-1]
    assert re.findall("<li>.*?</li>", strip) == [
        "<li><strong>Liverpool Echo · 5 January 2025</strong> <span>A call for justice</span>"
        f" <em>Heed</em> {HTML_CHIP.format(number=1, place='10-34')}"
        f" {HTML_CHIP.format(number=3, place='50-60')}</li>",
        "<li><strong>Post · 5 January 2025</strong> <span>&#60;b&#62;Post</span> <em>Heed it</em>"
        ' <a href="#cite-post-1-10-34" title="Post, 5 January 2025: &#60;b&#62;Post">'
        "&#91;2&#93;</a></li>",
    ]
    assert "sources" not in render_answer(ANSWER)


def test_a_later_version_is_cited_as_such():
    answer = replace(ANSWER, citations=(replace(CITATION, version=3),))
    assert "(#cite-echo-1-10-34-v3 " in render_answer(answer)


def test_an_article_without_a_headline_is_named_by_the_words_that_are_cited_not_by_its_id():
    bare = replace(CITATION, title=None, publisher=None, published=None)
    assert source_label(bare) == NAMELESS
    assert headline(bare) == "No headline: “The call must be heeded.”"
    other = replace(bare, number=2, article_id="echo-2")
    told = render_answer(replace(ANSWER, citations=(bare, other)))
    assert "Article" not in told.replace(NAMELESS, "")


@given(st.text(alphabet="<>[]()!*`&\"'\\\n #-1.:/@wW|~_ü"))
def test_no_text_becomes_markup(text):
    """With the text of every field hostile, only the one citation remains a link."""
    copy = AlsoIn(article_id="copy", publisher=text)
    citation = replace(
        CITATION, title=text, publisher=text, quote=text, also_in=(copy,), correction=text
    )
    claim = replace(CLAIM, text=text, short_answer=text, scope=text, speaker=text, when=text)
    answer = replace(ANSWER, standalone=text, claims=(claim,), citations=(citation,))
    rendered = render_answer(answer).replace(HEARD, "")
    assert rendered.count("](") == rendered.count("](#cite-echo-1-10-34 ") == 1
    assert "<" not in rendered
    assert "://" not in rendered


UNDERSTOOD = Understanding(
    kind="timeline",
    since=date(2023, 10, 1),
    until=date(2023, 10, 31),
    words="in October 2023",
    restricts=True,
    publishers=("<b>BBC",),
)


def test_how_a_question_was_understood_and_what_can_be_taken_away():
    answer = replace(ANSWER, understood=UNDERSTOOD)
    assert render_answer(answer).splitlines()[0] == (
        "*Understood as: timeline · October 2023 · &#60;b&#62;BBC*"
    )
    assert render_answer(answer, can_retake=True).splitlines()[0] == (
        '*Understood as: timeline · [October 2023 ✕](#without-0 "Ask without this")'
        ' · [&#60;b&#62;BBC ✕](#without-1 "Ask without this")*'
    )


def test_of_the_plain_kind_only_what_can_be_taken_away_is_shown():
    plain = replace(UNDERSTOOD, kind="fact")
    first_line = render_answer(replace(ANSWER, understood=plain)).splitlines()[0]
    assert first_line == "*Understood as: October 2023 · &#60;b&#62;BBC*"
    nothing = replace(plain, words=None, publishers=())
    assert render_answer(replace(ANSWER, understood=nothing)) == render_answer(ANSWER)


def test_what_we_say_of_the_claims_stands_before_them():
    answer = replace(ANSWER, note="The articles say otherwise.")
    assert render_answer(answer).startswith("**The articles say otherwise.**")


COPIES = (
    AlsoIn(article_id="wire-1", publisher="<b>Wire"),
    AlsoIn(article_id="post-1", publisher="Post"),
    AlsoIn(article_id="post-2", publisher="Post"),
    AlsoIn(article_id="typed", publisher=None),
)


def test_who_else_printed_the_words_is_named():
    answer = replace(ANSWER, citations=(replace(CITATION, also_in=COPIES),))
    last_line = render_answer(answer).splitlines()[-1]
    assert last_line == "Also in: &#60;b&#62;Wire, Post (2), an article without a publisher"
    assert "Also in" not in render_answer(ANSWER)


def test_of_many_copies_some_are_named_and_those_cited_are_not_named_again():
    many = tuple(AlsoIn(article_id=f"a{n}", publisher=f"Paper {n}") for n in range(9))
    second = replace(CITATION, number=2, article_id="a0", also_in=())
    answer = replace(
        ANSWER,
        claims=(replace(CLAIM, citations=(1, 2)),),
        citations=(replace(CITATION, also_in=many), second),
    )
    lines = render_answer(answer).splitlines()
    assert "Also in: Paper 1, Paper 2, Paper 3, Paper 4, Paper 5, 3 more" in lines


@pytest.mark.parametrize(
    ("note", "label"),
    [
        ("This article was <b>amended</b> on 5 May.", "Corrected"),
        ("This story has been retracted.", "Retracted"),
    ],
)
def test_what_an_article_says_of_its_correction_stands_beside_its_words(note, label):
    answer = replace(ANSWER, citations=(replace(CITATION, correction=note),))
    escaped = note.replace("<", "&#60;").replace(">", "&#62;")
    assert render_answer(answer).splitlines()[-1] == f"**{label} &#91;1&#93;:** “{escaped}”"
    nearest = replace(answer, status="not_found", claims=(), nearest=answer.citations)
    assert f"   **{label} &#91;1&#93;:** “" in render_answer(nearest)
