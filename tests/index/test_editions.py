"""Kills, corrections, versions, embargoes: what answers afterwards, in whatever order they came."""

import shutil
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path
from tempfile import mkdtemp
from time import sleep

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from older_stores import make_older

from index.editions import Edition, is_outdated
from index.embed import HashingEmbedder
from index.errors import Embargoed
from index.library import Library
from index.loaders import load
from index.records import Article

NOON = datetime(2024, 6, 11, 12, tzinfo=UTC)

ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:wire:1"
version="{version}"><itemMeta><provider literal="Courier Wire"/>
<versionCreated>2024-06-1{version}T10:00:00Z</versionCreated>
<firstCreated>2024-06-11T09:00:00Z</firstCreated><pubStatus qcode="stat:{status}"/>{meta}</itemMeta>
<contentMeta><headline>{headline}</headline></contentMeta><contentSet><inlineXML><nitf><body>
<body.content>{body}</body.content></body></nitf></inlineXML></contentSet></newsItem>"""


def item(version, body, *, status="usable", meta="", headline="Mill fire"):
    return ITEM.format(version=version, body=body, status=status, meta=meta, headline=headline)


@pytest.fixture
def library(tmp_path):
    opened = Library.open(tmp_path / "store", embedder=HashingEmbedder())
    yield opened
    opened.close()


def add(library, folder, **files):
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.xml").write_text(content)
    return library.add(load(str(folder)))


def found(library, words):
    hits = library.search_words(words, limit=9)
    near = library.search_meaning(words, limit=9)
    ids = {hit.passage_id for hit in (*hits, *near)}
    return {passage.text for passage in library.passages(sorted(ids))}


VERSIONS = {
    1: item(1, "<p>Two people died in the fire.</p>"),
    2: item(2, "<p>Three people died in the fire.</p>"),
    3: item(3, "<p>Five people died in the fire.</p>"),
}


@pytest.mark.parametrize("order", list(permutations(VERSIONS)))
@pytest.mark.parametrize("at_once", [True, False])
def test_the_highest_version_is_the_current_one_in_any_order(library, tmp_path, order, at_once):
    if at_once:
        add(library, tmp_path / "in", **{f"{n}-{v}": VERSIONS[v] for n, v in enumerate(order)})
    else:
        for version in order:
            assert not add(library, tmp_path / f"{version}", a=VERSIONS[version]).skipped
    current = library.article("urn:wire:1")
    assert (current.text, current.published) == ("Five people died in the fire.", date(2024, 6, 13))
    assert found(library, "people died fire") == {"Five people died in the fire."}
    [entry] = library.catalogue.page().entries
    assert entry.versions == 3
    numbers = library.catalogue.versions("urn:wire:1")
    texts = [library.article("urn:wire:1", version=number).text for number in numbers]
    assert [text.split()[0] for text in texts] == ["Two", "Three", "Five"]
    again = add(library, tmp_path / "in", a=VERSIONS[1])
    assert again.added == again.updated == 0
    assert library.problems() == []


@pytest.mark.parametrize("first", ["story", "kill"])
@pytest.mark.parametrize("body", ["", "<p>The mayor resigned, aides said.</p>"])
def test_a_killed_story_answers_nothing_and_keeps_its_record(library, tmp_path, first, body):
    story = item(1, "<p>The mayor resigned, two aides said.</p>")
    kill = item(2, body, status="canceled", meta="<edNote>KILL: the mayor did not resign.</edNote>")
    files = {"1-a": story, "2-b": kill} if first == "story" else {"1-a": kill, "2-b": story}
    for name, content in files.items():
        add(library, tmp_path / name, a=content)
    killed = library.article("urn:wire:1")
    assert (killed.status, killed.note) == ("withdrawn", "KILL: the mayor did not resign.")
    assert found(library, "mayor resigned") == set()
    assert not library.has_word("mayor")
    assert library.latest(limit=5) == []
    assert library.newest() is None
    assert library.publishers() == []
    [entry] = library.catalogue.page().entries
    assert entry.status == "withdrawn"
    library.repair()
    assert found(library, "mayor resigned") == set()
    assert library.problems() == []


def test_a_copy_of_a_killed_story_that_comes_again_does_not_bring_it_back(library):
    library.add([Article(id="a", text="The mayor resigned.")])
    library.add([Article(id="a", text="", status="withdrawn")])
    library.add([Article(id="a", text="The mayor resigned.")])
    assert library.article("a").status == "withdrawn"
    library.add([Article(id="a", text="The mayor resigned.", edition=7)])
    assert library.article("a").status == "withdrawn"


def test_a_withheld_story_answers_again_once_it_is_released(library, tmp_path):
    add(library, tmp_path / "1", a=item(1, "<p>The mill is shut.</p>", status="withheld"))
    assert library.article("urn:wire:1").status == "withheld"
    assert found(library, "mill shut") == set()
    add(library, tmp_path / "2", a=item(2, "<p>The mill is shut.</p>"))
    assert found(library, "mill shut") == {"The mill is shut."}


def test_the_same_words_sent_as_a_later_version_count_as_it(library, tmp_path):
    for number, version in enumerate((1, 3, 2)):
        body = "<p>Four died.</p>" if version == 2 else "<p>Five died.</p>"
        add(library, tmp_path / str(number), a=item(version, body))
    assert library.article("urn:wire:1").text == "Five died."
    assert library.article("urn:wire:1").edition == 3


def test_an_embargoed_story_does_not_answer_before_its_hour(library):
    hour = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=2)
    library.add([Article(id="a", text="The bridge is sold.", publisher="Wire", embargo=hour)])
    library.add([Article(id="b", text="The bridge is old.")])
    before = library.last_change()
    assert found(library, "bridge sold") == {"The bridge is old."}
    assert [article.id for article in library.latest(limit=5)] == ["b"]
    assert library.publishers() == []
    assert library.passages_of("a") == []
    assert [entry.id for entry in library.catalogue.page().entries] == ["b"]
    with pytest.raises(Embargoed, match="under an embargo until"):
        library.article("a")
    sleep(max((hour - datetime.now(UTC)).total_seconds(), 0) + 1.1)
    assert library.last_change() != before
    assert found(library, "bridge sold") == {"The bridge is sold.", "The bridge is old."}
    assert library.article("a").embargo == hour


def test_the_note_of_a_correction_is_kept_and_others_are_not(library, tmp_path):
    note = "<edNote>With photos</edNote>"
    signal = '<edNote>It is 14 million, not 4.</edNote><signal qcode="sig:correction"/>'
    add(library, tmp_path / "1", a=item(1, "<p>It costs 4 million.</p>", meta=note))
    assert library.article("urn:wire:1").note is None
    add(library, tmp_path / "2", a=item(2, "<p>It costs 14 million.</p>", meta=signal))
    assert library.article("urn:wire:1").note == "It is 14 million, not 4."


def test_a_store_of_before_is_read_as_it_is(tmp_path):
    library = Library.open(tmp_path, embedder=HashingEmbedder())
    library.add([Article(id="a", text="The mayor resigned.")])
    library.close()
    make_older(tmp_path, to=3)
    again = Library.open(tmp_path, embedder=HashingEmbedder())
    assert again.article("a").status == "usable"
    assert again.add([Article(id="a", text="The mayor resigned.")]).unchanged == 1
    assert again.problems() == []
    again.close()


def test_what_tells_that_a_version_is_older():
    later = NOON + timedelta(hours=1)
    assert is_outdated(Edition(1, later, "usable"), by=Edition(2, NOON, "usable"))
    assert is_outdated(Edition(None, NOON, "usable"), by=Edition(2, later, "usable"))
    assert not is_outdated(Edition(None, None, "usable"), by=Edition(2, later, "usable"))
    assert not is_outdated(Edition(3, None, "usable"), by=Edition(2, None, "withdrawn"))


EVENTS = [
    Article(id="story", edition=1, text="Two people died in the fire.", title="Fire"),
    Article(id="story", edition=2, text="Three people died in the fire.", title="Fire"),
    Article(
        id="story", edition=3, text="Three people died in the fire.", note="Correction: three."
    ),
    Article(id="story", edition=4, text="", status="withdrawn", note="KILL: nobody died."),
    Article(id="story", edition=5, text="Nobody died in the fire.", title="Fire"),
    Article(id="other", revised=NOON, text="The bridge cost 4 million."),
    Article(id="other", revised=NOON + timedelta(1), text="The bridge cost 14 million."),
    Article(id="other", status="withdrawn", text="", note="Withdrawn: no bridge was built."),
    Article(id="third", edition=1, text="The pool reopened."),
    Article(id="third", edition=2, text="", status="withheld"),
]


def told(library):
    """What a library tells in the end, and which texts it keeps of what it does not tell."""
    current = {
        article.id: (article.text, article.status, article.note, article.edition, article.revised)
        for article in library.articles()
    }
    kept = {
        key: {
            library.article(key, version=version).text
            for version in library.catalogue.versions(key)
        }
        for key in current
    }
    answering = sorted(passage.text for key in current for passage in library.passages_of(key))
    return current, kept, answering, found(library, "people died fire bridge cost pool")


class Arrivals(RuleBasedStateMachine):
    """Whatever came, in whatever order and how often: the library is that of the order sent."""

    def __init__(self):
        super().__init__()
        self.folder = Path(mkdtemp())
        self.library = Library.open(self.folder / "a", embedder=HashingEmbedder())
        self.came = set()

    @rule(numbers=st.lists(st.sampled_from(range(len(EVENTS))), min_size=1, max_size=4))
    def arrive(self, numbers):
        report = self.library.add([EVENTS[number] for number in numbers])
        assert not report.skipped
        self.came |= set(numbers)

    @rule()
    def reopen(self):
        self.library.close()
        self.library = Library.open(self.folder / "a", embedder=HashingEmbedder())

    @precondition(lambda self: self.came)
    @invariant()
    def is_as_sent(self):
        other = Library.open(
            self.folder / f"b{len(list(self.folder.iterdir()))}", embedder=HashingEmbedder()
        )
        for number in sorted(self.came):
            other.add([EVENTS[number]])
        assert told(self.library) == told(other)
        assert self.library.problems() == []
        other.close()

    def teardown(self):
        self.library.close()
        shutil.rmtree(self.folder)


Arrivals.TestCase.settings = settings(max_examples=12, stateful_step_count=6, deadline=None)
test_every_order_ends_in_the_same_library = Arrivals.TestCase
