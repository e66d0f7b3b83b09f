"""Five hundred articles written in the formats of agencies and read again: nothing is changed."""

import json
import random
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from html import escape

import pytest

from index.embed import HashingEmbedder
from index.library import Library
from index.loaders import load
from index.records import Article
from index.split import passages

FIRST = "Anna Tom Lena Zoë Søren Kemal Ines Marie-Claire J.T. Siân".split()
LAST = "Reed Osei Brandt Brønsted Kılıçdaroğlu O’Neill Lindqvist Smith-Jones Évora Łukasz".split()
SUBJECTS = ["The county", "“No,” said the mayor", "A 12-year-old", "R&D at Lindqvist & Co."]
DONE = [
    "paid £9,000 < £10,000",
    "said: “It’s over”",
    "left at 7 a.m. on 5 March",
    "won 3–1 — again",
]
ENDS = ["in Sund.", "for 2.4 million pounds.", "“at last”.", "(see page 4)."]


def sentence(chance):
    return f"{chance.choice(SUBJECTS)} {chance.choice(DONE)} {chance.choice(ENDS)}"


def made(number):
    chance = random.Random(number)
    paragraphs = [
        " ".join(sentence(chance) for _ in range(chance.randint(1, 4)))
        for _ in range(chance.randint(2, 6))
    ]
    names = [f"{chance.choice(FIRST)} {chance.choice(LAST)}" for _ in range(chance.randint(1, 3))]
    return Article(
        id=f"urn:wire:{number}",
        text="\n\n".join(paragraphs),
        title=f"{chance.choice(LAST)} & {chance.choice(LAST)} “sold” for £{number}m",
        publisher=chance.choice(["Courier Wire", "The Sund Gazette & Echo", "Agência Ávila"]),
        authors=tuple(dict.fromkeys(names)),
        published=date(2024, 1, 1) + timedelta(days=number),
        edition=chance.randint(1, 9),
        status=chance.choice(["usable", "usable", "usable", "withheld", "withdrawn"]),
    )


ARTICLES = [made(number) for number in range(500)]
STATUS = {"usable": "usable", "withheld": "withheld", "withdrawn": "canceled"}


def paragraphs(article):
    return "".join(f"<p>{escape(part)}</p>" for part in article.text.split("\n\n"))


def byline(article):
    return " and ".join(article.authors)


def stamp(article):
    return f"{article.published.isoformat()}T09:30:00+00:00"


def nitf(article):
    day = article.published.strftime("%Y%m%dT093000Z")
    return (
        f'<nitf><head><docdata management-status="{STATUS[article.status]}">'
        f'<doc-id id-string="{article.id}"/><du-key version="{article.edition}" key="a"/>'
        f'<date.issue norm="{day}"/></docdata></head><body><body.head><hedline>'
        f"<hl1>{escape(article.title)}</hl1></hedline><byline>By {escape(byline(article))}</byline>"
        f"<distributor>{escape(article.publisher)}</distributor></body.head>"
        f"<body.content>{paragraphs(article)}</body.content></body></nitf>"
    )


def newsml(article):
    return (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" '
        f'guid="{article.id}" version="{article.edition}"><itemMeta>'
        f"<provider><name>{escape(article.publisher)}</name></provider>"
        f"<versionCreated>{stamp(article)}</versionCreated>"
        f'<pubStatus qcode="stat:{STATUS[article.status]}"/></itemMeta><contentMeta>'
        f"<headline>{escape(article.title)}</headline><by>{escape(byline(article))}</by>"
        "</contentMeta><contentSet><inlineXML><html xmlns='http://www.w3.org/1999/xhtml'><body>"
        f"{paragraphs(article)}</body></html></inlineXML></contentSet></newsItem>"
    )


def ninjs(article):
    return json.dumps(
        {
            "uri": article.id,
            "standard": {"name": "ninjs", "version": "2.0"},
            "version": str(article.edition),
            "versioncreated": stamp(article),
            "pubstatus": STATUS[article.status],
            "headlines": [{"role": "main", "value": article.title}],
            "bodies": [
                {"role": "main", "contenttype": "text/plain", "value": article.text[:20]},
                {"role": "main", "contenttype": "text/html", "value": paragraphs(article)},
            ],
            "by": f"By {byline(article)}",
            "infosources": [{"name": article.publisher}],
        }
    )


def page(article):
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": stamp(article),
        "version": article.edition,
        "creativeWorkStatus": STATUS[article.status],
        "author": [{"@type": "Person", "name": name} for name in article.authors],
        "publisher": {"@type": "NewsMediaOrganization", "name": article.publisher},
    }
    written = json.dumps(data).replace("<", "\\u003c")
    return (
        f"<html lang=en><head><meta charset=utf-8><title>{escape(article.title)}</title>"
        f'<script type="application/ld+json">{written}</script></head><body><nav><a href=/>Home</a>'
        f"</nav><article><h1>{escape(article.title)}</h1>{paragraphs(article)}</article></body></html>"
    )


def rss(article):
    time = format_datetime(datetime.fromisoformat(stamp(article)))
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{escape(article.publisher)}</title><item><title>{escape(article.title)}</title>"
        f"<guid isPermaLink='false'>{article.id}</guid><pubDate>{time}</pubDate>"
        f"<dc:creator>{escape(byline(article))}</dc:creator>"
        f"<content:encoded><![CDATA[{paragraphs(article)}]]></content:encoded>"
        "</item></channel></rss>"
    )


def json_feed(article):
    item = {
        "id": article.id,
        "title": article.title,
        "content_html": paragraphs(article),
        "date_published": stamp(article),
        "authors": [{"name": name} for name in article.authors],
    }
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": article.publisher}
    return json.dumps(feed | {"items": [item]})


FORMATS = {
    "nitf": (nitf, "xml", True),
    "newsml": (newsml, "xml", True),
    "ninjs": (ninjs, "json", True),
    "page": (page, "html", True),
    "rss": (rss, "rss", False),
    "json_feed": (json_feed, "json", False),
}
"""What writes each, the suffix, and whether it has a place for version and status."""


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_written_is_what_is_read(tmp_path, name):
    write, suffix, has_release = FORMATS[name]
    differences = []
    for number, article in enumerate(ARTICLES):
        path = tmp_path / f"{number:03}.{suffix}"
        path.write_text(write(article), encoding="utf-8")
        [read] = [item for item in load(str(path)) if isinstance(item, Article)]
        wanted = [article.text, article.title, article.authors, article.published]
        found = [read.text, read.title, read.authors, read.published]
        wanted += [article.publisher] + [article.edition, article.status] * has_release
        found += [read.publisher] + [read.edition, read.status] * has_release
        if wanted != found:
            differences.append((number, wanted, found))
    assert differences == []


@pytest.mark.parametrize("name", FORMATS)
def test_every_passage_and_sentence_is_exactly_where_it_says(tmp_path, name):
    write, suffix, _ = FORMATS[name]
    for number, article in enumerate(ARTICLES[:25]):
        if article.status == "usable":
            (tmp_path / f"{number}.{suffix}").write_text(write(article), encoding="utf-8")
    library = Library.open(tmp_path / "store", embedder=HashingEmbedder())
    library.add(load(str(tmp_path)))
    assert library.articles()
    for article in library.articles():
        for passage in library.passages_of(article.id):
            assert article.text[passage.start : passage.end] == passage.text
            assert [passage.start, passage.end] == [
                passage.sentences[0].start,
                passage.sentences[-1].end,
            ]
            for one, other in zip(passage.sentences, passage.sentences[1:], strict=False):
                assert article.text[one.end : other.start].strip() == ""
        spans = [span for group in passages(article.text, words=5) for span in group]
        assert "".join(article.text[a:b] for a, b in spans).split() == article.text.split() or (
            "".join("".join(article.text[a:b] for a, b in spans).split())
            == "".join(article.text.split())
        )
    library.close()
