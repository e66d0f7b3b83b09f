"""Small files as newsrooms and archives send them, each with a fault that others stumbled over."""

import json
from datetime import date
from pathlib import Path

import pytest

from index.loaders import load
from index.loaders.table import FieldNames
from index.records import Article, Skipped

FILES = Path(__file__).with_name("newsroom")


def read(name, **mapped):
    return list(load(str(FILES / name), names=FieldNames(mapped)))


def only(name, **mapped):
    (article,) = read(name, **mapped)
    assert isinstance(article, Article), article
    return article


def test_a_byline_and_a_table_of_an_agency():
    article = only("xml/ap_byline_table.xml")
    assert article.authors == ("ANNA REED",)
    assert "Harlow Est\t72\t271\t95\t.351\nBrandt Nor\t82\t295\t102\t.346" in article.text
    assert article.published == date(2024, 6, 12)


def test_a_wire_in_one_paragraph():
    article = only("xml/wire_onep.xml")
    paragraphs = article.text.split("\n\n")
    assert "Workers walked out on June 3 over pay." in paragraphs
    assert any(
        each.endswith(
            "after talks to end a strike at the Morrow mine in Zambia failed, traders said."
        )
        for each in paragraphs
    )
    assert article.authors == ("ANNA REED", "TOM OSEI")
    assert article.url is None
    assert article.publisher in {"wire.example", "Courier Wire"}
    assert article.published == date(2024, 6, 12)


def test_plain_words_inside_an_item():
    assert only("xml/inline_plain.xml").text.split("\n\n") == [
        "HARWICK - The ferry between Harwick and Sund will resume on Monday, the operator said",
        "Tickets will cost 12 pounds",
        "The boat was repaired in Esbjerg at a cost of 2.4 million pounds",
    ]


def test_a_killed_and_a_corrected_story():
    killed = only("xml/killed.xml")
    assert (killed.status, killed.edition) == ("withdrawn", 3)
    assert killed.note.startswith("KILL: do not use.")
    corrected = only("xml/corrected_ednote.xml")
    assert corrected.status == "usable"
    assert corrected.note.startswith("Correction: an earlier version")


def nitf(tmp_path, *, info="", headline="Bishop resigns", first="", head="", docdata=""):
    path = tmp_path / "story.xml"
    path.write_text(
        f'<nitf><head><docdata {docdata}><ed-msg info="{info}"/></docdata></head><body><body.head>'
        f"<hedline><hl1>{headline}</hl1></hedline>{head}</body.head><body.content>{first}"
        "<p>Bishop Karl Holm resigned on Monday.</p></body.content></body></nitf>"
    )
    (article,) = load(str(path))
    return article


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"info": "KILL KILL KILL - story is wrong"}, "withdrawn"),
        ({"info": "KILL ADVISORY"}, "withdrawn"),
        ({"info": "EDS: Please withdraw"}, "withdrawn"),
        ({"info": "STORY WITHDRAWN by the agency"}, "withdrawn"),
        ({"headline": "KILL: Bishop resigns"}, "withdrawn"),
        ({"first": "<p>EDITORS: Please kill the story Bishop.</p>"}, "withdrawn"),
        ({"docdata": 'management-status="embargoed"'}, "withheld"),
        ({"info": "Kill 3rd graf"}, "usable"),
        ({"info": "Kills 12, wounds 3: toll"}, "usable"),
        ({"headline": "Kill Bill: a review"}, "usable"),
    ],
)
def test_what_kills_a_story_and_what_does_not(tmp_path, said, status):
    assert nitf(tmp_path, **said).status == status


def test_a_note_to_editors_is_not_the_story(tmp_path):
    note = "<note><body.content><p>Eds: photos follow.</p></body.content></note>"
    assert nitf(tmp_path, head=note).text == "Bishop Karl Holm resigned on Monday."


def test_the_day_and_the_entities_of_nitf():
    assert only("xml/nitf_pubdata.xml").published == date(2024, 1, 2)
    assert (
        only("xml/nitf_nbsp.xml").text == "The council voted 9 to 4 against the café tax on Monday."
    )


@pytest.mark.parametrize("name", ["epoch.jsonl", "epoch.csv"])
def test_days_in_seconds_and_milliseconds(name):
    first, second, *rest = read(f"tab/{name}")
    assert (first.published, second.published) == (date(2024, 6, 17), date(2024, 6, 18))
    year, told = rest or (None, None)
    assert year is None or year.published is None
    assert told is None or "names no day" in told.reason


def test_ids_that_a_table_made_floats():
    assert [article.id for article in read("tab/float_id.jsonl")] == ["17283", "17284"]
    one, two, empty = read("pq/f.parquet")
    assert (one.id, two.id) == ("1", "2")
    assert isinstance(empty, Skipped)


def test_html_in_a_field():
    assert only("tab/ninjs_html.json").text == (
        "NORWOOD — The Norwood bridge opened on Tuesday, a year late, the county’s engineer said."
        "\n\nIt cost 14 million pounds.\n\nToll\n\nCars pay 3 pounds\nLorries pay 9 pounds"
    )


def test_what_a_service_removed_or_cut_is_told():
    article, cut, removed = read("tab/newsapi.json")
    assert article.text == "The Norwood bridge opened on Tuesday, a year late, the county said."
    assert (article.title, article.publisher) == ("Norwood bridge opens", "Harwick Courier")
    assert article.authors == ("Anna Reed", "Tom Osei")
    assert "2345 chars" in cut.reason
    assert "removed" in removed.reason


@pytest.mark.parametrize(
    "mapped",
    [{}, {"text": "fields.bodyText", "title": "webTitle", "url": "webUrl"}],
)
def test_a_list_that_lies_deep(mapped):
    article = only("tab/guardian.json", **mapped)
    assert article.text == "The Norwood bridge opened on Tuesday, a year late."
    assert article.authors == ("Anna Reed", "Tom Osei")
    assert article.published == date(2024, 6, 18)


def test_a_nested_field_by_its_path():
    names = {"text": "content", "publisher": "source.name", "published": "publishedAt"}
    article = read("tab/newsapi.json", **names)[0]
    assert (article.publisher, article.published) == ("Harwick Courier", date(2024, 6, 18))


@pytest.mark.parametrize("name", ["semi.csv", "t.tsv"])
def test_cells_parted_otherwise_than_by_commas(name):
    article = only(f"tab/{name}")
    assert (article.id, article.title) == ("a1", "Harwick ferry resumes")
    assert article.published == date(2024, 6, 17)


def test_other_ways_of_tables():
    assert only("tab/pylist.csv").authors == ("Anna Reed", "Tom Osei")
    first, second = read("tab/backslash.csv")
    assert first.text == 'The mayor said "we will fight" and left, then came back.'
    assert second.text == "The bridge opened on Tuesday."
    for mapped in ({}, {"text": "content", "publisher": "publication", "authors": "author"}):
        first, second = read("tab/allnews.csv", **mapped)
        assert (first.id, first.publisher) == ("17283", "Harwick Courier")
        assert first.text.endswith('He said: "It is done."')
        assert second.text == 'Line one of the ferry story.\n\nLine two "quoted" here.'


@pytest.mark.parametrize("name", ["pq/s.parquet", "md/author_obj.md"])
def test_authors_that_are_objects(name):
    assert only(name).authors == ("Anna Reed",)


def test_front_matter():
    assert only("pq/e.parquet").published == date(2024, 6, 18)
    assert only("md/authors_objs.md").authors == ("Anna Reed", "Tom Osei")
    toml = only("md/toml.md")
    assert (toml.title, toml.published) == ("Bridge opens", date(2018, 11, 20))
    assert toml.text == "The Norwood bridge opened on Tuesday."
    broken, told = read("md/colon.md")
    assert broken.text == "The Norwood bridge opened on Tuesday."
    assert broken.title == "Bridge opens: a year late"
    assert "not YAML" in told.reason
    noted = only("md/foot.md")
    assert noted.text.startswith('The Norwood bridge opened on Tuesday.\n\n"It is done,"')
    assert "[^" not in noted.text


@pytest.mark.parametrize("name", ["saved.mhtml", "saved_as_html.html"])
def test_a_page_saved_as_one_file(name):
    article = only(name)
    assert article.title == "Café row"
    assert article.text.startswith("“We will not pay,” said Zoë Brønsted")
    assert article.url == "https://courier.example/cafe"


def test_an_export_of_two_articles():
    first, second = read("txt/nexis.txt")
    assert (first.publisher, first.published) == ("Harwick Courier", date(2024, 6, 12))
    assert first.title == "County ferry sold to Danish firm"
    assert first.authors == ("Anna Reed",)
    assert first.text.startswith("The county's only ferry will be sold to a Danish firm, the oper")
    assert first.text.endswith(
        "said on Tuesday, ending a three-year search for a buyer."
        "\n\nThe boat carries 240 passengers."
    )
    assert (second.publisher, second.published) == ("Sund Gazette", date(2019, 3, 3))


@pytest.mark.parametrize("name", ["ocr", "ocr2", "ocr_shy", "ocr_not"])
def test_text_that_was_recognised_on_a_picture(name):
    text = only(f"txt/{name}.txt").text
    for words in ("subdued two men had lost", "aged forty-one", "aged nineteen", "night watchman"):
        assert words in text
    assert "damage to the amount of £9,000 had been done. The names" in text
    assert name == "ocr" or "in 1871 and employed one hundred" in text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("It opened. It cost 14 million to… [+2345 chars]", "It opened."),
        ("It opened. It cost 14 million... [+2345 chars]", "It opened."),
        ("It opened. It cost 14 million. [+2,345 chars]", "It opened. It cost 14 million."),
        ("It cost 14 million to [+12 chars]", "It cost 14 million to"),
    ],
)
def test_of_a_text_that_was_cut_the_whole_sentences_are_kept(tmp_path, text, kept):
    (tmp_path / "a.json").write_text(json.dumps({"text": text}), encoding="utf-8")
    article, told = load(str(tmp_path / "a.json"))
    assert article.text == kept
    assert "was cut" in told.reason
