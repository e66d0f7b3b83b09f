"""The list of dated claims and the line of figures, read as the XML that they are."""

from dataclasses import replace
from datetime import date

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st
from served import ANSWER, CITATION, CLAIM

from qa.types import Understanding
from web.answers import render_answer
from web.figures import draw_figures
from web.references import parse_reference
from web.timeline import draw_timeline

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


def figures(told):
    return ElementTree.fromstring(draw_figures(told))


def items(answer):
    return list(ElementTree.fromstring(draw_timeline(answer)).iter("li"))


def test_each_claim_has_its_day_its_words_and_a_link_in_the_order_of_the_days():
    long = "It leaked, and " * 20
    listed = items(answer(["It opened.", "It closed.", long]))
    days = ["1 March 2024", "5 March 2024", "11 March 2024"]
    assert [item.find("strong").text for item in listed] == days
    quoted = [item.find("blockquote").text for item in listed]
    assert quoted == [f"“{words}” " for words in ("It opened.", long.strip(), "It closed.")]
    starts = [parse_reference(item.find("blockquote/a").get("href")).start for item in listed]
    assert starts == [1, 3, 2]


def test_days_lie_to_scale():
    drawing = ElementTree.fromstring(draw_timeline(answer(["a", "b", "c"])))
    places = [float(dot.get("cx").rstrip("%")) for dot in drawing.iter("circle")]
    assert (places[1] - places[0]) / (places[2] - places[0]) == pytest.approx(4 / 10, abs=0.01)
    assert drawing.find("svg").get("aria-hidden") == "true"
    named = [name.text for name in drawing.iter("text")]
    assert named == ["1 March 2024", "5 Mar", "7 Mar", "11 March 2024"]


def test_days_that_would_lie_on_each_other_are_one_dot_with_their_number():
    days = (date(2019, 1, 4), date(2024, 3, 5), date(2024, 3, 11))
    drawing = ElementTree.fromstring(draw_timeline(answer(["a", "b", "c"], days=days)))
    assert len(list(drawing.iter("circle"))) == 2
    told = [name.text for name in drawing.iter("text")]
    assert told == ["4 January 2019", "2021", "2022", "11 March 2024", "2"]


def test_a_claim_lies_on_the_day_it_states_not_on_that_of_its_article():
    listed = items(answer(["a", "b", "c"], whens=["2019", "2020-06", "at dawn"]))
    assert [item.find("strong").text for item in listed] == ["2019", "June 2020", "5 March 2024"]


def test_what_an_article_says_of_its_correction_stands_with_its_day():
    told = answer(["a", "b", "c"])
    corrected = replace(told.citations[0], correction="This was amended.")
    told = replace(told, citations=(corrected, *told.citations[1:]))
    assert "“This was amended.”" in "".join(items(told)[0].itertext())


def test_figures_that_moved_are_a_line_over_the_days_to_scale():
    told = figures(answer(["12 dead", "24 dead", "six dead"], kind="fact", status="rival_claims"))
    assert [item.find("strong").text for item in told] == ["12 dead", "six dead", "24 dead"]
    widths = [float(bar.get("width").rstrip("%")) for bar in told.iter("rect")]
    assert widths == [50, 25, 100]


def test_figures_that_were_replaced_come_before_the_one_that_holds():
    told = answer(["51", "37", "14"], kind="fact")
    told = replace(told, claims=told.claims[:1], earlier=told.claims[1:])
    assert len(list(figures(told).iter("a"))) == 3


@pytest.mark.parametrize(
    "told",
    [
        answer(["12 dead", "24 dead", "six dead"], kind="fact"),
        answer(["Ann Lee", "Bo Ray", "Cy Orr"], kind="fact", status="rival_claims"),
        answer(
            ["1 dead", "2 dead", "3 dead", "4 dead"],
            days=(*DAYS, DAYS[0]),
            kind="fact",
            status="rival_claims",
        ),
    ],
)
def test_what_did_not_move_is_no_line(told):
    assert draw_figures(told) is None


@pytest.mark.parametrize(
    "other",
    [
        answer(["a", "b"], days=DAYS[:2]),
        answer(["a", "b", "c"], days=(DAYS[0], DAYS[0], DAYS[1])),
        answer(["a", "b", "c"], days=(DAYS[0], None, DAYS[1])),
        answer(["a", "b", "c"], kind="fact"),
        answer(["a", "b", "c"], whens=["2019-99", "2019-02-30", "9999"]),
    ],
)
def test_what_is_no_timeline_of_three_days_is_not_drawn(other):
    assert draw_timeline(other) is None


@given(st.text(alphabet="<>[]()!*`&\"'\\\n #-1.:/@${}|~_ü"))
def test_no_text_becomes_markup(text):
    told = answer([f"x{text}"] * 3)
    copied = replace(told.citations[0], title=text, publisher=text, correction=text)
    told = replace(told, citations=(copied, *told.citations[1:]))
    drawing = draw_timeline(told)
    assert "\n" not in drawing
    allowed = {
        "figure",
        "svg",
        "line",
        "circle",
        "text",
        "ol",
        "li",
        "strong",
        "blockquote",
        "a",
        "p",
        "em",
    }
    assert {element.tag for element in ElementTree.fromstring(drawing).iter()} <= allowed


def test_what_the_list_tells_is_not_told_again_below_it():
    told = answer(["It opened.", "It closed.", "It leaked.", "It froze."], days=(*DAYS, None))
    rendered = render_answer(told)
    assert rendered.count("It opened.") == 1
    assert rendered.index('<figure class="timeline">') < rendered.index("> “It froze.”")
