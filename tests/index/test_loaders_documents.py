"""Loading Parquet, PDF and news items in XML, and what of them cannot be read."""

import io
import json
import zipfile
from datetime import UTC, date, datetime

import pyarrow
import pytest
from pyarrow import parquet
from pypdf import PdfReader, PdfWriter

from index.loaders import load
from index.loaders.table import FieldNames
from index.records import Skipped

LINES = [
    "The council voted by nine to four on Tuesday to close the swim-",
    "ming baths at Ottermouth, which have lost money in each of the",
    "past eleven years. They cost 4,200 pounds.",
    "They close on 5 March 2025, and the land is to be sold to some",
    "builder of houses.",
]
PARAGRAPHS = (
    "The council voted by nine to four on Tuesday to close the swimming baths at Ottermouth, which "
    "have lost money in each of the past eleven years. They cost 4,200 pounds.\n\n"
    "They close on 5 March 2025, and the land is to be sold to some builder of houses."
)


def only(path, content=None):
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (loaded,) = load(str(path))
    return loaded


# Parquet


def table(path, **columns):
    parquet.write_table(pyarrow.table(columns), path, row_group_size=2)
    return path


def test_parquet(tmp_path):
    path = table(
        tmp_path / "a.parquet",
        text=["One.", "Two.", ""],
        authors=[["Jane Doe"], None, None],
        published=[date(2025, 1, 31), None, None],
        embedding=[[0.5], [0.5], [0.5]],
    )
    one, two, empty = load(str(path))
    assert (one.text, one.authors, one.published) == ("One.", ("Jane Doe",), date(2025, 1, 31))
    assert (two.text, two.published) == ("Two.", None)
    assert empty == Skipped(source=f"{path}, row 3", reason="the text is empty")


def test_parquet_in_an_archive_with_other_names(tmp_path):
    inner = table(tmp_path / "a.parquet", body=["One."], seen=[datetime(2025, 1, 31, 9)])
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(inner, "a.parquet")
    names = FieldNames({"text": "body", "published": "seen"})
    (article,) = load(str(tmp_path / "a.zip"), names=names)
    assert (article.text, article.published) == ("One.", date(2025, 1, 31))
    (skipped,) = load(str(inner), names=FieldNames({"text": "words"}))
    assert skipped.reason == "there is no field `words` (its fields: body, seen)"
    assert "no field `text`" in only(inner).reason


def test_damaged_parquet(tmp_path):
    whole = table(tmp_path / "a.parquet", text=["One. " * 100]).read_bytes()
    assert "no Parquet file" in only(tmp_path / "b.parquet", whole[:-20]).reason
    damaged = whole[:4] + b"\xff" * 40 + whole[44:]
    assert "no Parquet file" in only(tmp_path / "c.parquet", damaged).reason


# PDF


def pdf(lines, *, title="Baths to close"):
    shown = "".join(f"({line}) Tj T*\n" for line in lines)
    content = f"BT /F 12 Tf 72 720 Td 14 TL\n{shown}ET" if lines else ""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        "/Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Title ({title}) /Author (Jane Doe) /CreationDate (D:20250131) >>",
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, inside in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{inside}\nendobj\n".encode()
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    table = f"xref\n0 {size}\n0000000000 65535 f \n{rows}"
    trailer = f"trailer << /Size {size} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return body + f"{table}{trailer}".encode()


def encrypted(data, *, opened_with):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(opened_with, "owner", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_pdf(tmp_path):
    article = only(tmp_path / "a.pdf", pdf(LINES))
    assert article.text == PARAGRAPHS
    assert (article.title, article.authors) == ("Baths to close", ("Jane Doe",))
    assert article.published is None


def test_pdf_that_anyone_may_open_is_read(tmp_path):
    assert only(tmp_path / "a.pdf", encrypted(pdf(LINES), opened_with="")).text == PARAGRAPHS


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"no PDF", "no PDF file, or a damaged one"),
        (pdf(LINES)[:300], "no PDF file, or a damaged one"),
        (pdf([]), "run text recognition"),
        (encrypted(pdf(LINES), opened_with="secret"), "it is encrypted"),
        (pdf(LINES).replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"), "PDF"),
    ],
)
def test_pdf_that_cannot_be_read(tmp_path, data, reason):
    assert reason in only(tmp_path / "a.pdf", data).reason


# XML

NITF = """<?xml version="1.0" encoding="utf-8"?>
<nitf><head><title>baths-1</title><docdata><date.issue norm="20250131T093000Z"/></docdata>
<pubdata name="The Courier" ex-ref="https://courier.example/baths"/></head>
<body><body.head><hedline><hl1>Baths to close</hl1></hedline>
<byline>By Jane Doe</byline></body.head>
<body.content><p>The baths will
close, “for good”.</p><media><media-caption>A pool</media-caption></media>
<p>They are <em>old</em>.</p>
</body.content></body></nitf>"""

NEWSML = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:courier:1">
<itemMeta><provider literal="Courier"/>
<versionCreated>2025-01-31T09:30:00Z</versionCreated></itemMeta>
<contentMeta><headline>Baths to close</headline><creator><name>Jane Doe</name></creator>
<infoSource><name>The Courier</name></infoSource></contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title></head>
<body><p>The baths will close, “for good”.</p><p>They are old.</p></body></html>
</inlineXML></contentSet>
</newsItem>"""


@pytest.mark.parametrize("markup", [NITF, NEWSML])
def test_a_news_item(tmp_path, markup):
    article = only(tmp_path / "a.xml", markup)
    assert article.text == "The baths will close, “for good”.\n\nThey are old."
    assert article.title == "Baths to close"
    assert article.publisher == "The Courier"
    assert article.authors == ("Jane Doe",)
    assert article.published == date(2025, 1, 31)
    nitf = markup is NITF
    assert article.url == ("https://courier.example/baths" if nitf else None)
    assert nitf or article.id == "urn:newsml:courier:1"


def test_a_message_of_several_items(tmp_path):
    other = NEWSML.replace(":1", ":2").replace("<p>", "<i>").replace("</p>", "</i>")
    empty = NEWSML.replace("The baths will close, “for good”.", "").replace("They are old.", "")
    path = tmp_path / "a.xml"
    path.write_text(f"<newsMessage><itemSet>{NEWSML}{other}{empty}</itemSet></newsMessage>")
    first, second, skipped = load(str(path))
    assert (first.id, second.id) == ("urn:newsml:courier:1", "urn:newsml:courier:2")
    assert skipped == Skipped(source=f"{path}, item 3", reason="the text is empty")


@pytest.mark.parametrize(
    ("meta", "status"),
    [
        ('<pubStatus qcode="stat:usable"/>', "usable"),
        ("", "usable"),
        ('<pubStatus qcode="stat:canceled"/>', "withdrawn"),
        ('<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>', "withdrawn"),
        ('<pubStatus qcode="stat:withheld"/>', "withheld"),
        ('<pubStatus qcode="stat:usable"/><embargoed/>', "withheld"),
        ("<edNote>EDITORS: KILL - this is wrong</edNote>", "withdrawn"),
        ("<edNote>Kill Bill is shown on Friday</edNote>", "usable"),
        ('<signal qcode="sig:kill"/>', "withdrawn"),
    ],
)
def test_the_status_of_a_news_item(tmp_path, meta, status):
    markup = NEWSML.replace("<itemMeta>", f"<itemMeta>{meta}")
    assert only(tmp_path / "a.xml", markup).status == status


@pytest.mark.parametrize(
    ("head", "status", "edition"),
    [
        ('<docdata management-status="canceled"><du-key key="a" version="3"/>', "withdrawn", 3),
        ('<docdata><ed-msg info="BULLETIN KILL: wrong"/>', "withdrawn", None),
        ('<docdata management-status="usable"><du-key generation="2"/>', "usable", 2),
    ],
)
def test_the_status_of_nitf(tmp_path, head, status, edition):
    article = only(tmp_path / "a.xml", NITF.replace("<docdata>", head))
    assert (article.status, article.edition) == (status, edition)


def test_an_embargo_and_the_key_of_a_story(tmp_path):
    hour = "<embargoed>2030-01-01T01:00:00+01:00</embargoed>"
    newsml = only(tmp_path / "a.xml", NEWSML.replace("<itemMeta>", f"<itemMeta>{hour}"))
    assert newsml.embargo == datetime(2030, 1, 1, tzinfo=UTC)
    keyed = '<docdata><date.release norm="20300101T000000Z"/><du-key key="baths"/>'
    nitf = only(tmp_path / "b.xml", NITF.replace("<docdata>", keyed))
    assert (nitf.embargo, nitf.id) == (newsml.embargo, "baths")


@pytest.mark.parametrize(
    ("row", "status", "note"),
    [
        ({"pubstatus": "canceled", "ednote": "KILL. Wrong.", "body_text": ""}, "withdrawn", True),
        ({"pubStatus": "withheld", "bodies": [{"value": "Words."}]}, "withheld", False),
        ({"versioncreated": "2024-06-18T10:00:00Z", "body_html": "<p>Words.</p>"}, "usable", False),
    ],
)
def test_ninjs_of_all_kinds(tmp_path, row, status, note):
    article = only(tmp_path / "a.json", json.dumps({"uri": "u:1", "version": "3", **row}))
    assert (article.id, article.edition, article.status) == ("u:1", 3, status)
    assert bool(article.note) == note
    assert article.text in ("", "Words.")


LAUGHS = (
    '<!DOCTYPE nitf [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<nitf><body><p>&b;</p></body></nitf>"
)
OUTSIDE = '<!DOCTYPE nitf [<!ENTITY a SYSTEM "file:///etc/passwd">]><nitf><body>&a;</body></nitf>'


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (LAUGHS, "declares entities"),
        (OUTSIDE, "declares entities"),
        ("<nitf>", "damaged"),
        ("no XML", "not XML"),
        ("<rss/>", "holds no entry"),
        ("<opml/>", "feeds and sitemaps by their addresses"),
        ("<nitf><body/></nitf>", "the text is empty"),
        (f"<nitf><body>{'<p>' * 5000}{'</p>' * 5000}</body></nitf>", "nested too deeply"),
    ],
)
def test_xml_that_cannot_be_read(tmp_path, markup, reason):
    assert reason in only(tmp_path / "a.xml", markup).reason
