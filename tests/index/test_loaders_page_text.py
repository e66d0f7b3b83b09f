"""What stands on a web page and what its head says of it, where extractors drop, add or glue."""

from datetime import date
from pathlib import Path

import pytest

from index.corrections import correction_of
from index.loaders import load
from index.records import Article, Skipped

PAGES = Path(__file__).with_name("pages")
BRIDGE = (
    "The Norwood bridge opened on Tuesday, a year late, the county engineer said at a ceremony "
    "attended by four hundred people."
)
COST = (
    "It cost 14 million pounds, twice what was planned when the county voted for it in 2019, and "
    "has two lanes for cars."
)
STORY = f"<p>{BRIDGE}</p><p>{COST}</p>"
THREE = (
    "The fleet has nine ships in port this week. None of them will sail before May. The admiral "
    "said that he was sorry."
)


def read(tmp_path, inside, *, head="", below=""):
    path = tmp_path / "a.html"
    path.write_text(
        f"<html lang=en><head><title>Norwood bridge opens</title>{head}</head><body><nav>"
        "<a href=/>Home</a> <a href=/s>Sport</a></nav><article><h1>Norwood bridge opens</h1>"
        f"{inside}</article>{below}<footer>Copyright 2024 the Courier.</footer></body></html>"
    )
    return list(load(str(path)))


def only(tmp_path, inside, **parts):
    (article,) = read(tmp_path, inside, **parts)
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        (
            "The vote is on <time>12 November</time> in the <label>town</label> <abbr>hall</abbr>.",
            "The vote is on 12 November in the town hall.",
        ),
        ("It is <s>not</s> open.", "It is open."),
        ("The road is <del>200</del> <ins>300</ins> metres.", "The road is 300 metres."),
        ("He came, <span hidden>no he did not</span> and stayed.", "He came, and stayed."),
        ("It is <i style='display: none'>not</i> so.", "It is so."),
        ("He said <q>never</q> again.", "He said “never” again."),
        ("Some 12<sup>3</sup> million came.", "Some 12 million came."),
        ("Some 12<sup><a href='#n'>[3]</a></sup> million came.", "Some 12 million came."),
        ("It has 4 km<sup>2</sup> of CO<sub>2</sub>.", "It has 4 km² of CO2."),
        ("On the 1<sup>st</sup> of May.", "On the 1st of May."),
        ("Nine<br>came<br><br>Ten went.", "Nine came\n\nTen went."),
        ("14&nbsp;million &mdash; no&shy;body", "14 million — nobody"),
        (
            'It <b class="sr-only">opens</b>shut <i class="u-visually-hidden">ad</i>at 9.',
            "It shut at 9.",
        ),
        ('It shut <span class="ad-slot">Advertisement: shoes</span> at nine.', "It shut at nine."),
        ('It was shut <div id="ad-1">ADVERTISEMENT</div> at nine.', "It was shut at nine."),
    ],
)
def test_the_words_of_a_sentence_are_those_that_a_reader_sees(tmp_path, paragraph, text):
    article = only(tmp_path, f"{STORY}<p>{paragraph}</p>")
    assert article.text == f"{BRIDGE}\n\n{COST}\n\n{text}"


@pytest.mark.parametrize(
    "name",
    [
        'id="navy"',
        'id="authorities"',
        'class="embargo"',
        'class="operating-costs"',
        'class="paid-content"',
        'class="blurred"',
        'id="barons"',
        'class="sharecroppers"',
        'id="social-care"',
        'class="section--share-prices"',
        'id="comment-by-the-mayor"',
        'class="footer-ball"',
    ],
)
@pytest.mark.parametrize("tag", ["section", "div"])
def test_a_section_whose_name_only_looks_like_a_menu_s_is_kept(tmp_path, name, tag):
    section = f"<{tag} {name}><h2>At sea</h2><p>{THREE}</p></{tag}>"
    article = only(tmp_path, STORY + section)
    assert article.text == f"{BRIDGE}\n\n{COST}\n\nAt sea\n\n{THREE}"


@pytest.mark.parametrize(
    "section",
    [
        f"<aside><p>{THREE}</p></aside>",
        f'<section class="related-stories"><p>{THREE}</p></section>',
        f'<div id="commentList" class="comments"><p>{THREE}</p></div>',
        f'<div class="newsletter"><p>{THREE}</p></div>',
        f'<div class="td-social-sharing__box"><p>{THREE}</p></div>',
        f"<form><p>{THREE}</p></form>",
    ],
)
def test_what_is_no_part_of_the_story_is_left_out(tmp_path, section):
    assert only(tmp_path, STORY + section).text == f"{BRIDGE}\n\n{COST}"


@pytest.mark.parametrize("box", ["aside class=factbox", "aside"])
def test_a_fact_box_is_kept_as_paragraphs_of_its_own(tmp_path, box):
    inside = f"<h3>The bridge</h3><p>{THREE}</p><ul><li>It has two lanes</li></ul>"
    article = only(tmp_path, f"<article>{STORY}<{box}>{inside}</aside></article>")
    assert article.text.startswith(f"{BRIDGE}\n\n{COST}\n\nThe bridge\n\n{THREE}")


def test_a_short_story_keeps_its_paragraphs_apart(tmp_path):
    article = only(
        tmp_path,
        "<figure><img src=x><figcaption>The ferry Ida at Sund.</figcaption></figure>"
        "<p>The ferry will resume on Monday.</p><p>Tickets cost 12 pounds.</p>"
        "<p>The boat was repaired in Esbjerg.</p>",
    )
    lines = article.text.split("\n\n")
    assert lines[-3:] == [
        "The ferry will resume on Monday.",
        "Tickets cost 12 pounds.",
        "The boat was repaired in Esbjerg.",
    ]
    assert lines[:-3] in ([], ["The ferry Ida at Sund."])


def test_a_table_keeps_its_rows(tmp_path):
    rows = "<tr><th>Candidate</th><th>Votes</th></tr><tr><td>Lena Brandt</td><td>12,310</td></tr>"
    article = only(tmp_path, f"{STORY}<table>{rows}<tr><td>P Osei</td><td>10,196</td></tr></table>")
    assert article.text.endswith("Candidate\tVotes\nLena Brandt\t12,310\nP Osei\t10,196")


@pytest.mark.parametrize(
    "wall",
    [
        "Subscribe to read the rest of this story.",
        "This article is for subscribers only.",
        "Already a subscriber? Log in.",
    ],
)
def test_a_story_that_is_cut_by_a_wall_is_told_so(tmp_path, wall):
    article, told = read(tmp_path, f'{STORY}<div class="gate"><p>{wall}</p></div>')
    assert article.text == f"{BRIDGE}\n\n{COST}"
    assert isinstance(told, Skipped)
    assert "only the beginning of this story" in told.reason


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ('<p class="date">Published Nov. 5, 2024</p>', date(2024, 11, 5)),
        ("<p>Published: 18 June 2024</p>", date(2024, 6, 18)),
        ("<p>18 June 2024 07.00 BST</p>", date(2024, 6, 18)),
        ('<div><time datetime="2024-06-18T07:00:00Z">18 Jun</time></div>', date(2024, 6, 18)),
        ("<p>Published: 04/06/2024, 08:15 | Updated: 05 June 2024</p>", date(2024, 6, 4)),
        ("<p>Published: 04/06/2024</p>", None),
        ("<p>Updated: 19 June 2024</p>", None),
        ('<p>Updated: <time datetime="2024-06-18T07:00:00Z">18 Jun</time></p>', None),
    ],
)
def test_the_day_that_is_shown_below_the_headline(tmp_path, line, day):
    assert only(tmp_path, line + STORY).published == day


@pytest.mark.parametrize(
    ("head", "line", "authors"),
    [
        ("", "<p><a rel=author href=/x>Anna Reed</a></p>", ("Anna Reed",)),
        ("", "<p itemprop=author><span itemprop=name>Anna Reed</span></p>", ("Anna Reed",)),
        ("", "<p class=byline>By Anna Reed, Political Editor</p>", ("Anna Reed",)),
        ('<meta name="byl" content="By Anna Reed and Tom Osei">', "", ("Anna Reed", "Tom Osei")),
        ("", "<p>Anna Reed's bridge is open.</p>", ()),
    ],
)
def test_who_wrote_it_where_only_the_page_marks_it(tmp_path, head, line, authors):
    assert only(tmp_path, line + STORY, head=head).authors == authors


@pytest.mark.parametrize("path", sorted(PAGES.iterdir()), ids=lambda path: path.stem)
def test_linked_data_is_read_with_its_faults(path):
    (article,) = load(str(path))
    both = path.stem in {"andnames", "namelist", "ld_odd"}
    assert article.authors == (("Anna Reed", "Tom Osei") if both else ("Anna Reed",))
    assert article.published == date(2024, 6, 18)
    assert article.title == "Norwood bridge opens a year late"
    assert article.publisher == (None if path.stem == "job_plain" else "Harwick Courier")


def linked(*objects):
    return "".join(f'<script type="application/ld+json">{each}</script>' for each in objects)


OTHER = (
    '{"@type": "NewsArticle", "headline": "Mayor resigns", "url": "https://c.example/mayor", '
    '"datePublished": "2020-01-01"}'
)
OWN = '{"@type": "NewsArticle", "headline": "Norwood bridge opens", "datePublished": "2024-06-18"}'


@pytest.mark.parametrize("objects", [(OTHER, OWN), (OWN, OTHER), (f"[{OTHER}, {OWN}]",)])
def test_of_several_objects_the_one_of_this_page_counts(tmp_path, objects):
    assert only(tmp_path, STORY, head=linked(*objects)).published == date(2024, 6, 18)


def test_an_object_of_another_story_says_nothing_of_this_one(tmp_path):
    canonical = '<link rel="canonical" href="https://c.example/bridge">'
    assert only(tmp_path, STORY, head=linked(OTHER) + canonical).published is None


def test_a_name_in_two_parts(tmp_path):
    person = '{"@type": "Person", "givenName": "Jane", "familyName": "Doe"}'
    data = f'{{"@type": "NewsArticle", "headline": "Norwood bridge opens", "author": {person}}}'
    assert only(tmp_path, STORY, head=linked(data)).authors == ("Jane Doe",)


NOTE = "A correction was made on Nov. 5, 2024: An earlier version gave the wrong cost."


@pytest.mark.parametrize(
    "parts",
    [
        {"below": f"<aside><p>{NOTE}</p></aside>"},
        {"below": f'<div class="footnotes">{NOTE}</div>'},
        {"inside": f'{STORY}<div class="correction">{NOTE}</div>'},
        {
            "head": linked(
                '{"@type": "NewsArticle", "headline": "Norwood bridge opens", "correction": '
                f'{{"@type": "CorrectionComment", "text": "{NOTE}"}}}}'
            )
        },
    ],
)
def test_a_correction_is_found_wherever_the_page_has_it(tmp_path, parts):
    assert correction_of(only(tmp_path, **{"inside": STORY, **parts})) == NOTE


def test_what_a_reader_says_below_is_no_correction(tmp_path):
    comments = f'<div class="comments"><p>{NOTE}</p></div>'
    assert correction_of(only(tmp_path, STORY, below=comments)) is None


def test_a_live_report_is_told_by_the_hour():
    entries = list(load(str(PAGES.with_name("newsroom") / "live.html")))
    assert [entry.published for entry in entries] == [
        date(2024, 1, 3),
        date(2024, 1, 2),
        date(2024, 1, 2),
    ]
    assert entries[0].title == "Storm Edda live: latest updates: Death toll rises to seven"
    assert entries[1].text.startswith("16.05\n\nFerries stopped\n\nAll ferries between Harwick")
    assert len({entry.id for entry in entries}) == 3
    again = list(load(str(PAGES.with_name("newsroom") / "live.html")))
    assert [entry.id for entry in again] == [entry.id for entry in entries]


@pytest.mark.parametrize(
    "entry",
    [
        '<div><time datetime="2024-01-02T1{0}:05">1{0}.05</time><h3>No {0}</h3>{1}</div>',
        "<div class=update><div><time>1{0}.05</time></div><h3>No {0}</h3><p>{1}</p></div>",
        "<h3><time>1{0}.05</time> No {0}</h3><p>{1}</p>",
    ],
)
def test_the_entries_of_a_live_report_are_told_by_their_times(tmp_path, entry):
    told = "".join(entry.format(n, f"Ferry {n} was stopped by the storm.") for n in (3, 2))
    page = f"""<title>Storm Edda live: updates</title><meta property="article:published_time"
        content="2024-01-02T09:00"><main><h1>Storm Edda – live</h1>{told}</main>
        <div class=related><div><time>10.00</time><p>{COST}</p></div></div>"""
    (tmp_path / "a.html").write_text(page)
    newest, oldest = load(str(tmp_path / "a.html"))
    assert newest.text == "13.05\n\nNo 3\n\nFerry 3 was stopped by the storm."
    assert (oldest.title.endswith("No 2"), oldest.published) == (True, date(2024, 1, 2))


def test_a_live_report_that_only_its_data_tell(tmp_path):
    updates = ", ".join(
        f'{{"@type": "BlogPosting", "headline": "No {n}", '
        f'"datePublished": "2024-01-0{n}T10:00:00Z", "articleBody": "Entry {n} of the report."}}'
        for n in (1, 2)
    )
    data = f'{{"@type": "LiveBlogPosting", "headline": "Storm", "liveBlogUpdate": [{updates}]}}'
    second, first = read(tmp_path, STORY, head=linked(data))
    assert (second.published, first.published) == (date(2024, 1, 2), date(2024, 1, 1))
    assert first.text == "No 1\n\nEntry 1 of the report."


def test_times_in_a_story_make_no_live_report(tmp_path):
    times = "".join(
        f'<section><time datetime="2024-01-0{n}">{n} January</time><p>{COST}</p></section>'
        for n in (1, 2, 3)
    )
    assert len(read(tmp_path, STORY + times)) == 1
