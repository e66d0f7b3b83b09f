"""What archives hold: exports, messages, feeds, web archives, Word documents, recognised text."""

import gzip
import io
import json
import re
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from docx import Document
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from index.fetching.sitemap import sitemap_links
from index.loaders import load
from index.loaders.wrapping import unwrap
from index.records import Article, Skipped

BRIDGE = (
    "The Norwood bridge opened on Tuesday, a year late, the county engineer said at a ceremony "
    "attended by four hundred people."
)
COST = "It cost 14 million pounds, twice what was planned when the county voted for it in 2019."
PAGE = f"<html><head><title>Bridge opens</title></head><body><article><h1>Bridge opens</h1><p>{BRIDGE}</p><p>{COST}</p></article></body></html>"  # noqa: E501


def read(path, content=None):
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(load(str(path)))


NEXIS_UNI = """Bridge opens a year late

Harwick Courier

June 18, 2024 Tuesday

Copyright 2024 Courier Newspapers Ltd All Rights Reserved

Section: NEWS; Pg. 4
Length: 40 words
Byline: Anna Reed and Tom Osei

Body

The Norwood bridge opened
on Tuesday.

It cost 14 million pounds.

Load-Date: June 19, 2024

End of Document

Pier closes

Sund Gazette

March 3, 2019 Sunday

Section: NEWS
Length: 9 words

Body

The pier closed on Friday.

Load-Date: March 3, 2019

End of Document
"""

FACTIVA = """News
Bridge opens a year late
By Anna Reed
345 words
18 June 2024
07:00
Harwick Courier
HARWCO
4
English
(c) 2024 Courier Newspapers Ltd.

The Norwood bridge opened
on Tuesday.

It cost 14 million pounds.

Document HARWCO0020240618ek6i00001

Pier closes
9 words
3 March 2019
Sund Gazette
SUNDGA
English
Copyright 2019 Gazette.

The pier closed on Friday.

Document SUNDGA0020190303ef3300002
"""

CODED = """HD  Bridge opens a year late
BY  Anna Reed
WC  345 words
PD  18 June 2024
SN  Harwick Courier
LA  English
LP  The Norwood bridge opened
    on Tuesday.
TD
It cost 14 million pounds.
AN  Document HARWCO0020240618ek6i00001

Document HARWCO0020240618ek6i00001
"""


def paragraphs_as_docx(text):
    document = Document()
    for part in text.split("\n\n"):
        document.add_paragraph(part)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("export", [NEXIS_UNI, FACTIVA, CODED], ids=["uni", "factiva", "coded"])
@pytest.mark.parametrize("as_docx", [False, True])
def test_an_export_is_split_into_its_articles(tmp_path, export, as_docx):
    content = paragraphs_as_docx(export) if as_docx else export
    loaded = read(tmp_path / ("a.docx" if as_docx else "a.txt"), content)
    assert all(isinstance(item, Article) for item in loaded), loaded
    first = loaded[0]
    assert first.title == "Bridge opens a year late"
    assert (first.publisher, first.published) == ("Harwick Courier", date(2024, 6, 18))
    assert first.authors[0] == "Anna Reed"
    assert first.text == "The Norwood bridge opened on Tuesday.\n\nIt cost 14 million pounds."
    if export is not CODED:
        (second,) = loaded[1:]
        assert (second.publisher, second.published) == ("Sund Gazette", date(2019, 3, 3))
        assert second.text == "The pier closed on Friday."


def test_numbers_of_pages_are_neither_headline_nor_text(tmp_path):
    lines = "\n".join(line for line in NEXIS_UNI.split("\n") if line)
    paged = lines.replace("It cost", "Page 2 of 2\nBridge opens a year late\nIt cost")
    bridge, pier = read(tmp_path / "a.txt", f"Page 1 of 2\n{paged}")
    assert (bridge.title, pier.title) == ("Bridge opens a year late", "Pier closes")
    assert bridge.text == "The Norwood bridge opened on Tuesday.\n\nIt cost 14 million pounds."


def test_a_word_document_of_one_article(tmp_path):
    document = Document()
    document.add_paragraph("Bridge opens a year late")
    document.add_paragraph(BRIDGE)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Cars", "3"
    document.add_paragraph(COST)
    document.save(tmp_path / "a.docx")
    (article,) = read(tmp_path / "a.docx")
    assert article.title == "Bridge opens a year late"
    assert article.text == f"{BRIDGE}\n\nCars\t3\n\n{COST}"


@pytest.mark.parametrize("data", [b"no document", b"PK\x03\x04 broken"])
def test_what_is_no_word_document(tmp_path, data):
    (skipped,) = read(tmp_path / "a.docx", data)
    assert "no Word document" in skipped.reason


def message(*, html=None, text=None):
    made = EmailMessage()
    made["From"] = "Harwick Courier <news@courier.example>"
    made["Subject"] = "Café row: what comes next"
    made["Date"] = "Tue, 18 Jun 2024 07:00:00 +0100"
    made["To"] = "reader@example.org"
    made.set_content(text or "See the other part.")
    if html:
        made.add_alternative(html, subtype="html")
        if not text:
            made.get_payload().pop(0)
    return bytes(made)


@pytest.mark.parametrize(
    "parts",
    [
        {"text": f"{BRIDGE}\n\n{COST}"},
        {"html": PAGE},
        {"text": "View this email in your browser: https://c.example/7", "html": PAGE},
    ],
)
def test_a_newsletter(tmp_path, parts):
    (article,) = read(tmp_path / "a.eml", message(**parts))
    assert (article.title, article.publisher) == ("Café row: what comes next", "Harwick Courier")
    assert article.published == date(2024, 6, 18)
    assert BRIDGE in article.text
    assert COST in article.text


PASSED_ON = f"""FYI

{{}}
From: Harwick Courier <news@courier.example>
Date: Tue, 18 Jun 2024 at 09:00
Subject: Café row: what comes next
To: Tom Osei <tom@desk.example>

{BRIDGE}

{COST}"""


@pytest.mark.parametrize("mark", ["---------- Forwarded message ---------", "____"])
def test_a_message_that_is_passed_on_is_the_article(tmp_path, mark):
    desk = message(text=PASSED_ON.format(mark)).replace(b"Subject: ", b"Subject: Fwd: ", 1)
    desk = desk.replace(b"From: Harwick Courier <news@courier", b"From: Tom Osei <tom@desk", 1)
    article, told = read(tmp_path / "a.eml", desk)
    assert (article.title, article.publisher) == ("Café row: what comes next", "Harwick Courier")
    assert (article.text, article.published) == (f"{BRIDGE}\n\n{COST}", date(2024, 6, 18))
    assert "is left out" in told.reason


def test_a_message_that_is_passed_on_as_a_file_is_the_article(tmp_path):
    outer = EmailMessage()
    outer["Subject"] = "Fwd: Bridge"
    outer.set_content("FYI")
    outer.add_attachment(message_from_bytes(message(text=BRIDGE), policy=policy.default))
    article, told = read(tmp_path / "a.eml", bytes(outer))
    assert (article.text, article.publisher) == (BRIDGE, "Harwick Courier")
    assert "is left out" in told.reason


RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harwick Courier</title>
<language>en-gb</language>
<item><title>Bridge &amp; pier</title><link>https://c.example/1</link>
<pubDate>Tue, 18 Jun 2024 07:00:00 +0100</pubDate><dc:creator>Anna Reed</dc:creator>
<content:encoded><![CDATA[<p>{BRIDGE}</p><p>{COST}</p>]]></content:encoded></item>
<item><title>Short</title><link>https://c.example/2</link><description>More inside.</description>
</item></channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Harwick Courier</title>
<entry><title>Bridge &amp; pier</title><link href="https://c.example/1"/><id>urn:1</id>
<published>2024-06-18T07:00:00+01:00</published><updated>2024-06-19T07:00:00+01:00</updated>
<author><name>Anna Reed</name></author>
<content type="html">&lt;p&gt;{BRIDGE}&lt;/p&gt;&lt;p&gt;{COST}&lt;/p&gt;</content></entry>
</feed>"""

JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harwick Courier",
        "items": [
            {
                "id": "1",
                "url": "https://c.example/1",
                "title": "Bridge & pier",
                "content_html": f"<p>{BRIDGE}</p><p>{COST}</p>",
                "date_published": "2024-06-18T07:00:00+01:00",
                "authors": [{"name": "Anna Reed"}],
            }
        ],
    }
)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.rss", RSS), ("a.xml", RSS), ("a.atom", ATOM), ("a.xml", ATOM), ("a.json", JSON_FEED)],
)
def test_a_saved_feed_with_whole_texts(tmp_path, name, content):
    article, *told = read(tmp_path / name, content)
    assert (article.title, article.publisher) == ("Bridge & pier", "Harwick Courier")
    assert article.text == f"{BRIDGE}\n\n{COST}"
    assert (article.authors, article.published) == (("Anna Reed",), date(2024, 6, 18))
    assert article.url == "https://c.example/1"
    assert all("only announces" in item.reason for item in told)
    assert len(told) == (content is RSS)


def test_an_item_without_day_or_address_is_kept_and_told(tmp_path):
    for_blogs = '<p>The post <a href="a">Bridge</a> appeared first on <a href="b">Courier</a>.</p>'
    content = f"<content:encoded><![CDATA[<p>{BRIDGE}</p>{for_blogs}]]></content:encoded>"
    items = f"<item>{content}</item><item><description>{COST}</description></item>"
    head, _, rest = RSS.partition("<item>")
    feed = f"{head}{items}{rest.rpartition('</item>')[2]}"
    bridge, told, cost, _ = read(tmp_path / "a.rss", feed)
    assert (bridge.text, cost.text) == (BRIDGE, COST)
    assert told.reason == "the feed gives it no day and no address: it is kept without"


@pytest.mark.parametrize(
    "author", ["news@courier.press (Anna Reed)", "news@courier.com (Anna Reed)", "Anna Reed"]
)
def test_the_author_of_a_feed_s_item(tmp_path, author):
    feed = RSS.replace("<dc:creator>Anna Reed</dc:creator>", f"<author>{author}</author>")
    assert read(tmp_path / "a.rss", feed)[0].authors == ("Anna Reed",)


def archive(*records):
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=False)
    for url, kind, status, body in records:
        headers = StatusAndHeaders(f"{status} OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": "2024-06-20T09:00:00Z"},
        )
        writer.write_record(record)
    return file.getvalue()


WARC = archive(
    ("https://c.example/logo.png", "image/png", "200", b"\x89PNG"),
    ("https://c.example/bridge", "text/html; charset=utf-8", "200", PAGE.encode()),
    ("https://c.example/gone", "text/html", "404", b"<p>Not found.</p>"),
    ("https://c.example/empty", "text/html", "200", b"<p></p>"),
)


@pytest.mark.parametrize(
    ("name", "content"), [("a.warc", WARC), ("a.warc.gz", gzip.compress(WARC))]
)
def test_a_web_archive(tmp_path, name, content):
    article, skipped = read(tmp_path / name, content)
    assert article.text == f"{BRIDGE}\n\n{COST}"
    assert article.url == "https://c.example/bridge"
    assert article.retrieved == datetime(2024, 6, 20, 9, tzinfo=UTC)
    assert skipped.source.endswith("https://c.example/empty")


@pytest.mark.parametrize(
    "data",
    [
        b"no archive",
        WARC[: len(WARC) // 2] + b"\0" * 50,
        re.sub(rb"Content-Length: \d+", b"Content-Length: %d" % 10**20, WARC),
    ],
)
def test_a_damaged_web_archive_is_told(tmp_path, data):
    assert isinstance(read(tmp_path / "a.warc", data)[-1], Skipped)


def test_a_sitemap_s_days_are_compared_and_its_pictures_are_no_pages():
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    image = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
    stamps = ["2024-06-18T23:30:00-05:00", "2024-06-19", "2024-06-18T09:00:00Z", "18 May 2024", ""]
    pages = "".join(
        f"<url><image:image><image:loc>https://c.example/{n}.jpg</image:loc></image:image>"
        f"<loc>https://c.example/{n}</loc><lastmod>{stamp}</lastmod></url>"
        for n, stamp in enumerate(stamps)
    )
    links = sitemap_links(
        f"<urlset {space} {image}>{pages}</urlset>".encode(), url="https://c.example"
    )
    assert [link.url[-1] for link in links] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("wrapped", "whole"),
    [
        ("It was sub-\ndued and da-\nmaged.", "It was subdued and damaged."),
        ("He is forty-\none, she nine-\nteen.", "He is forty-one, she nineteen."),
        ("A well-known man and a well-\nknown ship, da-\nmaged.", None),
        ("A 12-\nyear-old and a da-\nmaged, sub-\ndued man.", None),
        (
            "Roses are red,\nviolets are blue,\nso are you.",
            "Roses are red,\nviolets are blue,\nso are you.",
        ),
        ("It was emplo¬\nyed and sub¬\ndued.", "It was employed and subdued."),
    ],
)
def test_broken_words_are_whole_again_and_verses_stay(wrapped, whole):
    text = unwrap(wrapped)
    assert whole is None or text == whole
    for kept in ("well-known ship", "A 12-"):
        assert kept not in wrapped.replace("-\n", "-") or kept in text
