"""Any bytes in, articles or reasons out: no loader fails otherwise, hangs, or takes memory."""

import gzip
import io
import time
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_loaders_exports import (
    ATOM,
    CODED,
    FACTIVA,
    JSON_FEED,
    NEXIS_UNI,
    RSS,
    WARC,
    message,
    paragraphs_as_docx,
)

from index.loaders import load_source
from index.loaders.source import Source
from index.records import Article, Skipped

FILES = Path(__file__).with_name("newsroom")
LONGEST = 20.0
"""Seconds of one small input, on a machine that is busy with other things."""

SEEDS = {
    ".xml": [(FILES / "xml" / f"{n}.xml").read_bytes() for n in ("wire_onep", "ap_byline_table")],
    ".rss": [RSS.encode(), ATOM.encode()],
    ".json": [
        JSON_FEED.encode(),
        *((FILES / "tab" / n).read_bytes() for n in ("guardian.json", "ninjs_html.json")),
    ],
    ".csv": [
        (FILES / "tab" / n).read_bytes() for n in ("allnews.csv", "semi.csv", "backslash.csv")
    ],
    ".md": [(FILES / "md" / n).read_bytes() for n in ("toml.md", "colon.md", "foot.md")],
    ".txt": [
        NEXIS_UNI.encode(),
        FACTIVA.encode(),
        CODED.encode(),
        (FILES / "txt/nexis.txt").read_bytes(),
    ],
    ".docx": [paragraphs_as_docx(NEXIS_UNI)],
    ".eml": [message(text="Some words."), message(html="<p>Some words.</p>")],
    ".mhtml": [(FILES / "saved.mhtml").read_bytes()],
    ".html": [(FILES / "live.html").read_bytes(), (FILES / "saved_as_html.html").read_bytes()],
    ".warc": [WARC],
    ".warc.gz": [gzip.compress(WARC)],
}


def loaded(suffix, data):
    source = Source(
        shown="a",
        name=PurePosixPath(f"a{suffix}"),
        origin="a",
        open=lambda: io.BufferedReader(io.BytesIO(data)),
    )
    return list(load_source(source))


@st.composite
def damaged(draw, seeds):
    """One of the seeds with some of its bytes changed, cut out, doubled or put elsewhere."""
    data = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(0, 6))):
        place = draw(st.integers(0, max(len(data) - 1, 0)))
        length = draw(st.integers(0, 60))
        kind = draw(st.sampled_from(["cut", "double", "put", "end"]))
        if kind == "cut":
            del data[place : place + length]
        elif kind == "double":
            data[place:place] = data[place : place + length] * draw(st.integers(1, 20))
        elif kind == "put":
            data[place : place + draw(st.integers(0, 3))] = draw(st.binary(max_size=12))
        else:
            del data[place:]
    return bytes(data)


@pytest.mark.parametrize("suffix", SEEDS)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_whatever_the_bytes_are_articles_or_reasons_come_of_them(suffix, data):
    content = data.draw(damaged(SEEDS[suffix]) | st.binary(max_size=200))
    began = time.perf_counter()
    items = loaded(suffix, content)
    assert time.perf_counter() - began < LONGEST
    assert items
    assert all(isinstance(item, Article | Skipped) for item in items)
    assert sum(len(item.text) for item in items if isinstance(item, Article)) < 50_000_000


def test_a_year_that_no_calendar_has_costs_no_newsletter():
    (article,) = loaded(".eml", message(text="Some words.").replace(b"2024 ", b"2222222024 "))
    assert (article.text, article.published) == ("Some words.", None)


def test_a_feed_whose_names_are_damaged_is_told():
    (skipped,) = loaded(".rss", RSS.replace('xmlns:dc="h', 'xmlns:dc="h\xa0').encode("latin-1"))
    assert "damaged" in skipped.reason


DEEP = 20_000


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        (".json", "[" * DEEP),
        (".json", '{"articles":' * DEEP),
        (".json", '{"uri": "a", "headlines": ' + "[" * 500 + "]" * 500 + "}"),
        (".html", "<div>" * DEEP + "words"),
        (
            ".html",
            '<script type="application/ld+json">' + '{"a":' * DEEP + "</script><p>Words.</p>",
        ),
        (".xml", "<nitf><body>" + "<p>" * DEEP),
        (".rss", "<rss><channel>" + "<item>" * DEEP),
        (".md", "+++\n" + "a = [" * DEEP + "\n+++\nText."),
        (".md", "> " * 2000 + "words"),
        (".txt", "Document ABCDEFGHIJ1234\n" * DEEP),
        (".txt", "a-\n" * DEEP),
        (".txt", "1 of 2 DOCUMENTS\n" * DEEP),
        (
            ".eml",
            "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n" + "--a\n" * DEEP,
        ),
        (".csv", "text,a\n" + '"' * DEEP),
        (".warc", "WARC/1.0\r\n" * DEEP),
    ],
)
def test_what_is_made_to_be_endless_ends(suffix, content):
    began = time.perf_counter()
    assert loaded(suffix, content.encode())
    assert time.perf_counter() - began < LONGEST


def test_a_document_that_unpacks_to_far_more_is_refused():
    packed = gzip.compress(b"WARC/1.0\r\n" + b"\0" * 50_000_000)
    (skipped,) = loaded(".warc.gz", packed)
    assert isinstance(skipped, Skipped)
