"""The drawing of dated claims, read as the XML that it is."""

from dataclasses import replace
from datetime import date

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st
from served import ANSWER, CITATION, CLAIM

from qa.types import Understanding
from web.answers import render_answer
from web.references import parse_reference
from web.timeline import LINE, MOST_LINES, draw_timeline

DAYS = (date(2024, 3, 1), date(2024, 3, 11), date(2024, 3, 5))


def answer(texts, *, days=DAYS, kind="timeline", status="answered", whens=None):
    """One claim for each text, told on its day."""
    numbered = list(enumerate(texts, start=1))
    citations = tuple(
        replace(CITATION, number=n, start=n, end=n + 9, quote=text, published=day)
        for (n, text), day in zip(numbered, days, strict=True)
    )
    claims = tuple(
        replace(CLAIM, text=text, short_answer=text, when=when, citations=(n,))
        for (n, text), when in zip(numbered, whens or [None] * len(texts), strict=True)
    )
    understood = Understanding(kind=kind)
    return replace(ANSWER, status=status, claims=claims, citations=citations, understood=understood)


def drawn(answer):
    return ElementTree.fromstring(draw_timeline(answer))


def links(figure):
    return list(figure.iter("a"))


def test_each_claim_has_its_day_its_words_and_a_link_in_the_order_of_the_days():
    figure = drawn(answer(["It opened.", "It closed.", "It leaked."]))
    texts = [[text.text for text in link.iter("text")] for link in links(figure)]
    assert texts == [
        ["1 March 2024", "It opened."],
        ["5 March 2024", "It leaked."],
        ["11 March 2024", "It closed."],
    ]
    starts = [parse_reference(link.get("href")).start for link in links(figure)]
    assert starts == [1, 3, 2]
    assert figure.find("svg/title").text == "Timeline from 1 March 2024 to 11 March 2024"


def test_days_lie_to_scale():
    places = [float(dot.get("cy")) for dot in drawn(answer(["a", "b", "c"])).iter("circle")]
    assert (places[1] - places[0]) / (places[2] - places[0]) == pytest.approx(4 / 10, abs=0.01)


def test_a_claim_lies_on_the_day_it_states_not_on_that_of_its_article():
    figure = drawn(answer(["a", "b", "c"], whens=["2019", "2020-06", "at dawn"]))
    assert [link.find("text").text for link in links(figure)] == [
        "2019",
        "June 2020",
        "5 March 2024",
    ]


def test_figures_that_moved_have_bars_to_scale():
    moved = answer(["12 dead", "24 dead", "six dead"], kind="fact", status="rival_claims")
    widths = [float(bar.get("width").rstrip("%")) for bar in drawn(moved).iter("rect")]
    assert widths == [30, 15, 60]
    assert not list(drawn(answer(["12 dead", "24 dead", "six dead"])).iter("rect"))


@pytest.mark.parametrize(
    "other",
    [
        answer(["a", "b"], days=DAYS[:2]),
        answer(["a", "b", "c"], days=(DAYS[0], DAYS[0], DAYS[1])),
        answer(["a", "b", "c"], days=(DAYS[0], None, DAYS[1])),
        answer(["a", "b", "c"], kind="fact"),
        answer(["Ann Lee", "Bo Ray", "Cy Orr"], kind="fact", status="rival_claims"),
        answer(
            ["1 dead", "2 dead", "3 dead", "4 dead"],
            days=(*DAYS, DAYS[0]),
            kind="fact",
            status="rival_claims",
        ),
        answer(["a", "b", "c"], whens=["2019-99", "2019-02-30", "9999"]),
    ],
)
def test_what_is_no_movement_of_three_days_is_not_drawn(other):
    assert draw_timeline(other) is None


def test_a_long_label_is_cut_between_words():
    figure = drawn(answer(["word " * 30, "x" * 99, "c"]))
    labels = [[line.text for line in link.findall("text")[1:]] for link in links(figure)]
    assert labels[0][1].endswith("word …")
    assert max(len(line) for label in labels for line in label) <= LINE
    assert max(map(len, labels)) <= MOST_LINES


def test_of_a_long_claim_the_words_that_were_asked_for_are_shown():
    story = f"On a day {'when much else was told ' * 5}the call to be heeded came at last."
    told = answer([story, "b", "c"])
    told = replace(told, claims=(replace(told.claims[0], short_answer=None), *told.claims[1:]))
    shown = " ".join(line.text for line in links(drawn(told))[0].findall("text")[1:])
    assert shown == "… much else was told the call to be heeded came at last."


@given(st.text(alphabet="<>[]()!*`&\"'\\\n #-1.:/@${}|~_ü"))
def test_no_text_becomes_markup(text):
    drawing = draw_timeline(answer([f"x{text}"] * 3))
    assert "\n" not in drawing
    allowed = {"figure", "svg", "title", "line", "a", "path", "circle", "text"}
    elements = list(ElementTree.fromstring(drawing).iter())
    assert {element.tag for element in elements} == allowed
    assert len(elements) <= 4 + 3 * (5 + MOST_LINES)


def test_it_stands_before_the_claims():
    rendered = render_answer(answer(["It opened.", "It closed.", "It leaked."]))
    assert rendered.index('<figure class="timeline">') < rendered.index("> “It opened.”")
