"""Loading Parquet and news items in XML, and what of them cannot be read."""

import json
import zipfile
from datetime import UTC, date, datetime

import pyarrow
import pytest
from pyarrow import parquet

from index.loaders import load
from index.loaders.table import FieldNames
from index.records import Skipped


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
