import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from rich.console import Console
from served import ARTICLES, HOSTILE_TEXT

from commands.views import article_view
from index.records import Article
from qa.serialize import article_to_dict
from web.evidence import open_evidence
from web.references import format_article_address

LIGHTHOUSE = "#cite-port%2Fellery%20%3Cb%3E%221%22%3C%2Fb%3E"


def test_the_article_is_cut_at_the_cited_words(engine):
    start = HOSTILE_TEXT.index("The storm")
    evidence = open_evidence(engine.library, f"{LIGHTHOUSE}-{start}-{len(HOSTILE_TEXT)}")
    assert evidence["quote"] == "The storm had broken its lamp 😀."
    assert evidence["before"] + evidence["quote"] + evidence["after"] == HOSTILE_TEXT
    assert evidence["byline"] == "Ellery & Sons <Gazette> · 5 March 2024"


def test_only_an_address_of_the_web_becomes_a_link(engine):
    assert open_evidence(engine.library, f"{LIGHTHOUSE}-0-5")["url"] is None
    web = open_evidence(engine.library, "#cite-harbour-2-0-3")
    assert web["url"] == ARTICLES[1].url


def test_an_address_with_a_password_is_told_nowhere(library):
    address = "https://ann:hush@herald.example/gate"
    library.add([Article(id="gate", text="The gate is open.", url=address)])
    article = library.article("gate")
    assert article.url == address
    assert open_evidence(library, "#cite-gate-0-8")["url"] is None
    assert article_to_dict(article)["url"] is None
    page = Console(file=StringIO())
    page.print(article_view(article))
    assert "gate is open" in page.file.getvalue()
    assert "hush" not in page.file.getvalue()


def test_an_article_opens_as_a_whole(engine):
    whole = open_evidence(engine.library, format_article_address("harbour-2", 1))
    assert (whole["before"], whole["quote"], whole["after"]) == ("", "", ARTICLES[1].text)


def test_an_article_that_changed_since_names_its_other_versions(library, articles):
    library.add([replace(articles[0], text="The rail link is open.")])
    cited = open_evidence(library, "#cite-rail-0-8")
    assert cited["quote"] == "The rail"
    assert cited["others"] == [{"version": 2, "address": "#article-rail-v2"}]
    newest = open_evidence(library, cited["others"][0]["address"])
    assert newest["after"] == "The rail link is open."
    assert newest["others"] == [{"version": 1, "address": "#article-rail-v1"}]


@pytest.mark.parametrize("damaged", [1, 2])
def test_words_that_changed_on_the_disk_are_not_shown(library, articles, tmp_path, damaged):
    """Nor is a version beside which the newest, which may tell of its correction, is damaged."""
    library.add([replace(articles[0], text="The rail link is open.")])
    with closing(sqlite3.connect(tmp_path / "store" / "byline.sqlite")) as connection, connection:
        connection.execute(
            "UPDATE articles SET text = replace(text, 'rail', 'mail') "
            "WHERE id = 'rail' AND version = ?",
            [damaged],
        )
    for address in (f"#article-rail-v{damaged}", "#cite-rail-0-8"):
        shown = open_evidence(library, address)
        assert set(shown) == {"error"}
        assert f"'rail' (version {damaged}) is no longer what was stored" in shown["error"]


def test_copies_of_the_words_can_be_opened_from_the_panel(library, articles):
    text = (
        "The old bridge over the Wend closed on Monday, and lorries have to go by Hallam. "
        "Engineers found rust in two of its nine piers, as they had feared since the flood. "
        "It will carry nobody before May, said Ines Roe, who leads the works on the river."
    )
    library.add(
        [
            Article(id="wire", text=text, publisher="Wire & <Co>", published=date(2024, 3, 4)),
            Article(id="post", text=f"{text} The town council meets tonight.", publisher="Post"),
        ]
    )
    [copy] = open_evidence(library, "#cite-post-0-45")["copies"]
    assert copy == {"name": "Wire & <Co> · 4 March 2024", "address": "#article-wire-v1"}
    [back] = open_evidence(library, copy["address"])["copies"]
    assert back == {"name": "Post", "address": "#article-post-v1"}
    of_one_only = len(text) + 1
    assert open_evidence(library, f"#cite-post-{of_one_only}-{of_one_only + 31}")["copies"] == []
    assert open_evidence(library, f"#cite-{articles[1].id}-0-5")["copies"] == []


def test_words_cited_before_a_correction_open_with_it(library, articles):
    cited = f"#cite-{articles[0].id}-0-8"
    assert open_evidence(library, cited)["correction"] is None
    note = "This article was amended on 6 March 2024 to name the river."
    library.add([replace(articles[0], text=f"{articles[0].text}\n\n{note}")])
    evidence = open_evidence(library, cited)
    assert evidence["correction"] == {"label": "Corrected", "note": note}
    assert (evidence["version"], note in evidence["after"]) == (1, False)


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("#cite-nobody-0-3", "may have been removed"),
        ("#cite-harbour-2-0-3-v9", "may have been removed"),
        ("#cite-harbour-2-3-3", "not a citation"),
        ("#cite-harbour-2-0-99999", "no longer"),
        ("javascript:alert(1)", "not a citation"),
        (None, "not a citation"),
        (["#cite-harbour-2-0-3"], "not a citation"),
    ],
)
def test_what_cannot_be_shown_is_said(engine, address, line):
    evidence = open_evidence(engine.library, address)
    assert evidence.keys() == {"error"}
    assert line in evidence["error"]
    assert "`" not in evidence["error"]  # nothing to type into a shell


@pytest.mark.parametrize("note", [None, "KILL: there is no rail link."])
def test_words_cited_before_a_story_was_withdrawn_are_told_so(library, articles, note):
    library.add([replace(articles[0], text="", status="withdrawn", note=note)])
    cited = open_evidence(library, "#cite-rail-0-8")
    assert cited["quote"] == "The rail"
    assert cited["correction"] == {"label": "Withdrawn", "note": note or ""}
    [other] = cited["others"]
    assert open_evidence(library, other["address"])["correction"]["label"] == "Withdrawn"


def test_a_note_beside_the_text_is_told_with_the_words_that_it_corrects(library, articles):
    library.add([replace(articles[0], note="It is 12 miles long, not 21.")])
    told = open_evidence(library, "#cite-rail-0-8")["correction"]
    assert told == {"label": "Corrected", "note": "It is 12 miles long, not 21."}
