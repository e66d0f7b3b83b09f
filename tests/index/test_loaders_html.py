"""Loading web pages: the words of the article and what the page states of it, nothing else."""

import gzip
from datetime import date

import pytest

from index.benchmark_html import f1
from index.loaders import load
from index.records import Skipped

STORY = [
    "The council voted by nine to four on Tuesday to close the swimming baths at Ottermouth, "
    "which have lost money in each of the past eleven years.",
    "“We did not want this,” said the leader of the council, Ann Example, after the vote. "
    "“There is no money left – not one penny – for the repairs.”",
    "The baths were opened in 1911 and cost £4,200 to build. They close on 5 March 2025, and the "
    "land is to be sold to a builder of houses.",
]
LIST = "<ul><li>Nine councillors voted for it</li><li>Four voted against it</li></ul>"
ROWS = "<tr><td>2023</td><td>£310,000</td></tr><tr><td>2024</td><td>£355,000</td></tr>"
HEAD = """
<meta charset="utf-8"><title>Baths to close | The Courier</title>
<meta property="og:title" content="Baths to close | The Courier">
<meta property="og:site_name" content="The Courier">
<link rel="canonical" href="https://courier.example/baths">
<meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2025-01-14T22:30:00+00:00">
"""


def page(*, head=HEAD, body=None, heading="Baths to close"):
    paragraphs = "".join(f"<p>{text}</p>" for text in STORY)
    article = f"<article><h1>{heading}</h1>{body or paragraphs}</article>"
    return (
        f"<!doctype html><html><head>{head}</head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
        "<div class='cookie-banner'><p>We use cookies to make this site better for you.</p></div>"
        f"<main>{article}</main>"
        "<footer><p>© 2025 The Courier. All rights reserved.</p></footer></body></html>"
    )


def only(path, markup):
    path.write_bytes(markup if isinstance(markup, bytes) else markup.encode())
    (loaded,) = load(str(path))
    return loaded


def test_the_article_and_nothing_else_is_taken(tmp_path):
    article = only(tmp_path / "a.html", page())
    assert article.text == "\n\n".join(STORY)
    assert article.title == "Baths to close"
    assert article.publisher == "The Courier"
    assert article.authors == ("Jane Doe",)
    assert article.published == date(2025, 1, 14)
    assert article.url == "https://courier.example/baths"
    assert article.retrieved is None


@pytest.mark.parametrize("name", ["a.htm", "a.html.gz"])
def test_other_names_of_pages(tmp_path, name):
    data = page().encode()
    article = only(tmp_path / name, gzip.compress(data) if name.endswith("gz") else data)
    assert article.text == "\n\n".join(STORY)


def test_what_a_page_does_not_state_is_missing(tmp_path):
    article = only(tmp_path / "2024-05-06.html", page(head="", heading=""))
    assert article.text == "\n\n".join(STORY)
    assert article.title is article.url is article.publisher is article.published is None
    assert article.authors == ()


def test_schema_org_is_trusted_before_other_statements(tmp_path):
    described = """<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"},
        {"@type": ["NewsArticle"], "headline": "Baths &amp; all to close",
         "datePublished": "2025-01-15", "author": [{"name": "John Roe"}, {"name": "Jane Doe"}],
         "publisher": {"name": "The Courier and Echo"}}]}</script>"""
    article = only(tmp_path / "a.html", page(head=HEAD + described, heading="News"))
    assert article.title == "Baths & all to close"
    assert article.authors == ("John Roe", "Jane Doe")
    assert article.publisher == "The Courier and Echo"
    assert article.published == date(2025, 1, 15)


@pytest.mark.parametrize("stated", ["{", '{"@type": "NewsArticle", "headline": 5}', "[[]]", "null"])
def test_broken_descriptions_do_no_harm(tmp_path, stated):
    script = f'<script type="application/ld+json">{stated}</script>'
    article = only(tmp_path / "a.html", page(head=HEAD + script))
    assert (article.title, article.published) == ("Baths to close", date(2025, 1, 14))


@pytest.mark.parametrize("stated", ["0001-01-01T00:00:00Z", "03/04/2025", "yesterday"])
def test_a_date_that_names_no_one_day_is_missing(tmp_path, stated):
    head = f'<meta property="article:published_time" content="{stated}">'
    assert only(tmp_path / "a.html", page(head=head)).published is None


def test_the_dates_of_other_stories_are_not_taken(tmp_path):
    others = "<aside><time datetime='2020-02-02'>2 February 2020</time></aside>"
    body = "".join(f"<p>{text}</p>" for text in STORY) + others
    assert only(tmp_path / "a.html", page(head="", body=body)).published is None


SHOWN = "<div class='byline'>By Jane Doe <span class='date'>Tuesday, January 14, 2025</span></div>"
CANONICAL = "<link rel='canonical' href='https://courier.example/2025/01/14/baths'>"


@pytest.mark.parametrize(
    ("stated", "shown", "address", "day"),
    [
        ("", SHOWN, "", date(2025, 1, 14)),
        ("", "", CANONICAL, date(2025, 1, 14)),
        ("2025-01-15T03:10:00Z", SHOWN, "", date(2025, 1, 14)),  # an evening in America
        ("2025-01-15T03:10:00+00:00", "", CANONICAL, date(2025, 1, 14)),
        ("2025-01-15T03:10:00+01:00", SHOWN, CANONICAL, date(2025, 1, 15)),
        ("2025-01-13T03:10:00Z", SHOWN, "", date(2025, 1, 13)),  # shown is when it was changed
        ("", SHOWN.replace("2025", ""), "", None),
    ],
)
def test_the_day_that_is_shown_or_stands_in_the_address(tmp_path, stated, shown, address, day):
    head = f'{address}<meta property="article:published_time" content="{stated}">'
    body = shown + "".join(f"<p>{text}</p>" for text in STORY)
    assert only(tmp_path / "a.html", page(head=head, body=body)).published == day


def test_lists_and_tables_keep_their_lines_and_gain_no_marks(tmp_path):
    body = f"<p>{STORY[0]}</p>{LIST}<p>{STORY[1]}</p><table>{ROWS}</table><p>{STORY[2]}</p>"
    assert only(tmp_path / "a.html", page(body=body)).text == (
        f"{STORY[0]}\n\nNine councillors voted for it\nFour voted against it\n\n{STORY[1]}\n\n"
        f"2023\t£310,000\n2024\t£355,000\n\n{STORY[2]}"
    )


def test_an_article_cut_into_boxes_is_put_together(tmp_path):
    boxes = "".join(
        f"<div class='chunk'><p>{text}</p><p>{text[::-1]}</p></div><div class='ad'>Buy!</div>"
        for text in STORY
    )
    text = only(tmp_path / "a.html", page(body=boxes)).text
    assert text == "\n\n".join(part for text in STORY for part in (text, text[::-1]))


def test_links_to_other_stories_are_left_out_and_links_in_sentences_kept(tmp_path):
    linked = STORY[1].replace("Ann Example", "<a href='/ann'>Ann Example</a>")
    body = (
        f"<p>{STORY[0]}</p><p><b>Read more:</b> <a href='/1'>Pool in Leeds closes after a fire</a>"
        f"</p><p>{linked}</p><p>{STORY[2]}</p>"
    )
    assert only(tmp_path / "a.html", page(body=body)).text == "\n\n".join(STORY)


@pytest.mark.parametrize("stated", ["iso-8859-1", "windows-1252"])
def test_the_stated_encoding_is_used(tmp_path, stated):
    markup = page(head=HEAD.replace("utf-8", stated))
    assert only(tmp_path / "a.html", markup.encode("cp1252")).text == "\n\n".join(STORY)


def test_a_wrongly_stated_encoding_does_not_spoil_the_page(tmp_path):
    markup = page(head=HEAD.replace("utf-8", "no-such-code"))
    assert only(tmp_path / "a.html", markup).text == "\n\n".join(STORY)


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("", "the file is empty"),
        ("<html><body></body></html>", "no article was found"),
        ("<!-- nothing -->", "cannot be read as HTML"),
        ("<script>var text = 'a';</script>", "no article was found"),
        (b"\x89PNG\0\0", "binary file"),
        (b"<p>" + b"x" * 10_000_001, "larger than 10,000,000 bytes"),
        (b"<p>One.</p>" * 20_001, "more than 20,000 elements"),
    ],
)
def test_pages_without_an_article_say_so(tmp_path, markup, reason):
    loaded = only(tmp_path / "a.html", markup)
    assert isinstance(loaded, Skipped)
    assert reason in loaded.reason


def test_tags_nested_without_end_are_survived(tmp_path):
    markup = page(body="<div>" * 50_000 + "".join(f"<p>{text}</p>" for text in STORY))
    loaded = only(tmp_path / "a.html", markup)
    assert loaded is not None


def test_f1_is_that_of_bags_of_words():
    # 3 of 4 words taken are right and 3 of 6 were there: 2 * 3 / (4 + 6).
    assert f1("The cat sat down", "the cat sat on the mat") == 0.6
    assert f1("", "a") == 0.0
    assert f1("b", "a") == 0.0
