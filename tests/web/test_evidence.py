import pytest
from served import ARTICLES, HOSTILE_TEXT

from web.evidence import open_evidence

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


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("#cite-nobody-0-3", "nobody"),
        ("#cite-harbour-2-0-3-v9", "harbour-2"),
        ("#cite-harbour-2-3-3", "no longer"),
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
