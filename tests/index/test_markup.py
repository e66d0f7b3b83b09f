"""Markup becomes text in one place: no word is glued, none is made up, none that counts is lost."""

from contextlib import suppress

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from index.loaders.markup import joined, plain, segments_of, text_of, text_of_html

WORDS = st.text(st.sampled_from("abcdefghij"), min_size=2, max_size=6)
INLINE = st.sampled_from(["b", "i", "em", "span", "a", "time", "label", "abbr", "strong", "ins"])
BLOCK = st.sampled_from(["p", "div", "h2", "blockquote", "section", "li", "td", "dd", "figcaption"])
GONE = st.sampled_from(
    ["<s>{}</s>", "<del>{}</del>", "<script>{}</script>", "<p hidden>{}</p>", "<style>{}</style>"]
)


@st.composite
def pieces(draw):
    """Markup, and the words of it that are shown, each with what parts it from the next."""
    markup, shown = "", []
    for _ in range(draw(st.integers(1, 6))):
        words = draw(st.lists(WORDS, min_size=1, max_size=4))
        kind = draw(st.sampled_from(["block", "inline", "gone", "break"]))
        if kind == "block":
            markup += f"<{(name := draw(BLOCK))}>{' '.join(words)}</{name}>"
            shown.append(words)
        elif kind == "inline":
            name = draw(INLINE)
            markup += f"<p>{words[0]} <{name}>{' '.join(words[1:])}</{name}> end</p>"
            shown.append([*words, "end"])
        elif kind == "break":
            markup += f"<div>{'<br/>'.join(words)}</div>"
            shown.append(words)
        else:
            markup += draw(GONE).format(" ".join(words))
    return markup, shown


@given(pieces())
def test_every_word_that_is_shown_stands_alone_and_nothing_else_does(made):
    markup, shown = made
    text = text_of_html(markup)
    assert text.split() == [word for words in shown for word in words]


@given(pieces())
def test_segments_put_together_are_the_text(made):
    page = document_fromstring(f"<div>{made[0]}</div>")
    assert joined(segments_of(page)) == text_of(page)


@given(st.text())
def test_no_text_is_an_error(text):
    with suppress(ValueError):
        plain(text)
    plain(f"<p>{text.replace('<', ' ')}</p>")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<table><tr><td>One</td><td><p>Two</p></td></tr></table>", "One\tTwo"),
        ("<table><tr><td>One</td><td> </td><td>Two</td></tr></table>", "One\t\tTwo"),
        ("<table><tr><td>One</td><td></td></tr><tr><td></td><td>Two</td></tr></table>", "One\nTwo"),
        (
            "<table><tr><td><p>One.</p><p>Two.</p></td><td>Three</td></tr></table>",
            "One.\n\nTwo.\n\nThree",
        ),
        (
            "<table><tr><th rowspan=2>Ward<th colspan=2>Votes<tr><th>2020<th>2024"
            "<tr><td rowspan=2>Sund<td>4<td>5<tr><td>6<td>7<tr><td colspan=3>Of all</table>",
            "Ward\tVotes 2020\tVotes 2024\nSund\t4\t5\nSund\t6\t7\nOf all",
        ),
        ("<ul><li>One</li><li>Two</li></ul>Three", "One\nTwo\n\nThree"),
        ("<h2><span>Fire</span><span>Kills two</span></h2>", "Fire Kills two"),
        ("<h2><span>F</span><span>ire</span></h2>", "Fire"),
        ("<p><b>F</b>ire</p>", "Fire"),
        ("One<br>Two<br/><br/>Three", "One\nTwo\n\nThree"),
        ("the mill<br>was shut", "the mill was shut"),
        ("<pre>One\n  Two\n\nThree</pre>", "One\nTwo\n\nThree"),
        ("a <!-- no --> b <img alt=no> c", "a b c"),
        ("<q>So <q>we</q> go</q>", "“So ‘we’ go”"),
        ("10<sup>6</sup> and 2010<sup>4</sup>", "10⁶ and 2010"),
        ("AT&amp;T &#8212; caf&eacute;", "AT&T — café"),
        ("2 < 3 and 4 > 3", "2 < 3 and 4 > 3"),
        ("She wrote <b> in it.", "She wrote <b> in it."),
    ],
)
def test_what_stands_apart_and_what_does_not(markup, text):
    assert plain(markup) == text


WIRE = """<p>(Adds detail)
    * Copper may edge up

    By Anna Reed
    June 12 (Wire) - Copper rose after talks
to end a strike failed.
    Workers walked out.</p>"""


def test_the_paragraphs_that_only_the_lines_of_a_wire_show():
    assert text_of(ElementTree.fromstring(WIRE), wire=True).split("\n\n") == [
        "(Adds detail)",
        "* Copper may edge up",
        "By Anna Reed",
        "June 12 (Wire) - Copper rose after talks to end a strike failed.",
        "Workers walked out.",
    ]


def test_lines_that_are_only_laid_out_nicely_are_no_paragraphs():
    markup = "<p>\n      The baths will\n      close, at last.\n    </p>"
    assert text_of(ElementTree.fromstring(markup), wire=True) == "The baths will close, at last."
