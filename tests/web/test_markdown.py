import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.markdown import escape_markdown, one_line

MARKUP = "&<>[]()!*_`~#|\\@$={}+-.:/ \n\r\t0123456789wWhtps\"'"


@given(st.text() | st.text(alphabet=MARKUP))
def test_the_text_can_be_had_back(text):
    assert html.unescape(escape_markdown(text)) == text


@given(st.text() | st.text(alphabet=MARKUP))
def test_nothing_is_left_that_could_be_markup(text):
    without_references = html.unescape(
        escape_markdown(text).replace("&#", "\x00")
    )  # a reference cannot begin any markup
    assert not set("&<>[]!*_`~|\\@") & set(without_references)
    assert "://" not in without_references
    assert "www." not in without_references.lower()
    for line in without_references.replace("\r", "\n").split("\n"):
        assert not line.startswith((" ", "\t", "-", "+", "=", "#"))
        digits = len(line) - len(line.lstrip("0123456789"))
        assert not (0 < digits <= 9 and line[digits : digits + 1] in (".", ")"))


@pytest.mark.parametrize(
    "text",
    [
        "Who first called for a national inquiry?",
        "“It can’t go on,” he said; 41 per cent agree.",
        "",
    ],
)
def test_plain_prose_stays_as_it_is(text):
    assert escape_markdown(text) == text


def test_one_line():
    assert one_line(" a\n\nb\tc ") == "a b c"
