"""What every store must do: the one in a folder, and the one on LanceDB."""

import multiprocessing
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from index.embed import HashingEmbedder
from index.errors import Embargoed, ModelUnavailable, StoreUnavailable, UnknownArticle
from index.library import Library
from index.records import Article, Filters

KINDS = ("folder", "lancedb")
EMBEDDER = HashingEmbedder(dimension=64)
NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)
LONG = " ".join(
    f"The council of Norwood met on day {day} and heard speaker {day * 7} on the {thing}."
    for day, thing in enumerate(("harbour", "budget", "school", "bridge", "library", "market"))
)


def place_of(kind, folder):
    return folder / "store" if kind == "folder" else f"lancedb+file:{folder / 'store'}"


@pytest.fixture(params=KINDS)
def place(request, tmp_path):
    return place_of(request.param, tmp_path)


@pytest.fixture
def library(place):
    opened = Library.open(place, embedder=EMBEDDER)
    yield opened
    opened.close()


def again(place, embedder=EMBEDDER, **options):
    return Library.open(place, embedder=embedder, **options)


def story(number, **fields):
    return Article(
        **{
            "id": f"n{number}",
            "title": f"Report {number}",
            "publisher": f"Courier {number % 3}",
            "published": date(2024, 1, 1) + timedelta(days=number),
            "text": f"Number {number} was drawn. The weather stayed dry.",
        }
        | fields
    )


def articles_of(library, hits):
    return [each.article_id for each in library.passages([hit.passage_id for hit in hits])]


def by_words(library, query, **options):
    return articles_of(library, library.search_words(query, limit=50, **options))


def by_meaning(library, query, limit=50, **options):
    return articles_of(library, library.search_meaning(query, limit=limit, **options))


def test_an_article_comes_back_as_it_was_stored(library, place):
    given = Article(
        id="it's/ü 1'; --",
        title="O'Brien's “Crème” 😀",
        text="Crème brûlée costs £3. 'Tis so.",
        url="https://example.org/a?b='c'",
        publisher="O'Brien's",
        authors=("Ann O'Lee", "Bob"),
        published=date(2024, 3, 5),
        retrieved=NOON,
        language="en",
        note="It's noted.",
        edition=3,
        revised=NOON,
        embargo=NOON,
    )
    assert library.add([given]).added == 1
    assert again(place).article(given.id) == given
    [passage] = library.passages_of(given.id)
    assert given.text[passage.start : passage.end] == passage.text
    origin = library.origins([passage.id])[passage.id]
    assert origin[:3] == ("O'Brien's", date(2024, 3, 5), given.id)
    assert by_words(library, "creme") == [given.id]
    assert by_words(library, "brulee", filters=Filters(publishers=frozenset({"o'brien's"})))
    assert library.publishers() == ["O'Brien's"]
    library.remove([given.id])
    with pytest.raises(UnknownArticle):
        library.article(given.id)
    assert library.status().passages == 0
    assert library.problems() == []


@pytest.mark.parametrize("value", ["' OR 'a'='a", "n1' --", "\\", "%", '"', "\0", "\ud800", "*"])
def test_what_is_asked_for_is_data(library, value):
    library.add([story(1)])
    everything = library.status().articles
    for use in (
        lambda: library.article(value),
        lambda: library.remove([value]),
        lambda: library.article(value, version=1),
    ):
        with pytest.raises(UnknownArticle):
            use()
    assert not by_words(library, "number", filters=Filters(publishers=frozenset({value})))
    assert not by_meaning(library, "number", filters=Filters(articles=frozenset({value})))
    assert library.search_words([value], limit=5) == []
    assert not library.has_word(value)
    assert library.passages_of(value) == []
    assert library.catalogue.versions(value) == []
    assert library.catalogue.page(publisher=value).total == 0
    assert library.status().articles == everything


def test_the_same_again_changes_nothing_and_ids_are_never_doubled(library, place):
    articles = [story(number) for number in range(30)]
    assert library.add([*articles, *articles]).added == 30
    change = library.last_change()
    assert library.add(articles).unchanged == 30
    assert again(place).add(reversed(articles)).unchanged == 30
    assert library.last_change() == change
    assert library.status().articles == library.status().passages == 30
    found = Counter(by_meaning(library, "weather"))
    assert set(found.values()) == {1}
    assert len(found) == 30


def test_passages_have_ids_of_their_own_that_stay(library, place):
    library.add([story(number) for number in range(5)])
    first = library.passages_of("n1", "n2")
    library.add([story(7)])
    assert again(place).passages_of("n1", "n2") == first
    assert again(place).passages([one.id for one in first] + [-5]) == first
    assert library.passages([]) == []


def test_what_one_adds_or_removes_another_sees_at_once(library, place):
    other = again(place)
    library.add([story(1)])
    assert by_words(other, "drawn") == by_meaning(other, "drawn") == ["n1"]
    library.add([story(2, text="Penguins came.")])
    assert by_words(other, "penguin") == ["n2"]
    assert by_meaning(other, "penguins came", limit=1) == ["n2"]
    other.remove(["n2"])
    assert by_words(library, "penguin") == []
    assert by_meaning(library, "penguins") == ["n1"]
    assert other.status().articles == library.status().articles == 1


def test_filters_that_keep_few_lose_none(library):
    library.add([story(number) for number in range(200)])
    few = frozenset({"n3", "n77", "n150"})
    for filters, kept in (
        (Filters(articles=few), few),
        (Filters(since=date(2024, 7, 18)), {"n199"}),
        (Filters(until=date(2024, 1, 3)), {"n0", "n1", "n2"}),
        (Filters(publishers=frozenset({"COURIER 1"}), until=date(2024, 1, 6)), {"n1", "n4"}),
        (Filters(since=date(2030, 1, 1)), set()),
        (Filters(known_by=date(2024, 1, 2)), {"n0", "n1"}),
    ):
        assert set(by_words(library, "weather", filters=filters)) == kept
        assert set(by_meaning(library, "weather", filters=filters)) == kept
    half = Filters(publishers=frozenset({"Courier 0", "Courier 2"}))
    assert len(library.search_meaning("weather", limit=60, filters=half)) == 60


def test_dates_and_publishers_that_are_not_known_are_in_no_filter_for_them(library):
    library.add([story(1), Article(id="bare", text="The weather stayed dry.")])
    assert by_words(library, "weather", filters=Filters(since=date(2000, 1, 1))) == ["n1"]
    assert set(by_words(library, "weather", filters=Filters(known_by=date(2000, 1, 1)))) == {"bare"}
    assert [each.id for each in library.articles()] == ["n1", "bare"]
    assert [each.id for each in library.latest(limit=5)] == ["n1", "bare"]


def test_words_are_found_in_any_form_and_ranked(library):
    library.add(
        [
            story(1, title="The Who", text="The band toured. IT and WHO issued a report."),
            story(2, title="Rail", text="Strikes were called off. Nothing else."),
            story(3, title="A strike", text="Talks went on. A strike again, and a strike."),
            story(4, text="N'Golo Łukasz spoke in Köln."),
        ]
    )
    assert by_words(library, "striking") == ["n3", "n2"]
    assert by_words(library, "who")[0] == by_words(library, "it")[0] == "n1"
    assert by_words(library, "lukasz koln") == ["n4"]
    assert by_words(library, "march") == []
    assert set(by_words(library, "january")) == {"n1", "n2", "n3", "n4"}
    assert library.has_word("toured")
    assert not library.has_word("penguin")
    assert {"strike", "band", "tour"} <= set(library.vocabulary())
    assert {each.article_id for each in library.passages_of_stem("strike", limit=9)} == {"n2", "n3"}
    assert library.search_words([], limit=5) == library.search_words("strike", limit=0) == []


def test_a_changed_article_is_a_version_and_only_the_newest_is_found(library):
    library.add([story(1), story(2)])
    assert library.add([story(1, text="Number one was a walrus.")]).updated == 1
    assert library.article("n1").version == 2
    assert library.article("n1", version=1).text.startswith("Number 1")
    assert by_words(library, "drawn") == ["n2"]
    assert by_words(library, "walrus") == ["n1"]
    assert library.catalogue.versions("n1") == [1, 2]
    assert library.catalogue.changed() == {"n1"}
    assert library.add([story(1)]).updated == 1  # back to the first words: a third version
    assert library.article("n1").version == 3
    assert library.problems() == []


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1), (3, 1, 2)])
def test_the_newest_edition_wins_in_any_order_of_arrival(library, order):
    for edition in order:
        library.add([story(1, text=f"Edition {edition} said so.", edition=edition)])
    newest = library.article("n1")
    assert (newest.edition, newest.text) == (3, "Edition 3 said so.")
    assert len(library.passages_of("n1")) == 1
    assert sorted(library.catalogue.versions("n1")) == [1, 2, 3]
    assert {library.article("n1", version=number).edition for number in (1, 2, 3)} == {1, 2, 3}
    assert library.add([story(1, text="Edition 3 said so.", edition=4)]).unchanged == 1
    assert library.article("n1").edition == 4


def test_what_is_withdrawn_answers_nothing_and_is_not_brought_back(library):
    library.add([story(1), story(2)])
    gone = story(1, status="withdrawn", note="KILL: wrong.", text="")
    assert library.add([gone]).updated == 1
    assert by_words(library, "drawn") == by_meaning(library, "drawn") == ["n2"]
    assert library.article("n1").status == "withdrawn"
    assert library.article("n1", version=1).text
    library.add([story(1)])
    assert library.article("n1").status == "withdrawn"
    assert [entry.status for entry in library.catalogue.page(order="oldest").entries] == [
        "withdrawn",
        "usable",
    ]
    assert library.publishers() == ["Courier 2"]


def test_nothing_under_an_embargo_is_shown(library):
    library.add([story(1)])
    later = datetime.now(UTC) + timedelta(hours=1)
    library.add([story(2, embargo=later), story(3, embargo=NOON)])
    assert set(by_words(library, "drawn")) == set(by_meaning(library, "drawn")) == {"n1", "n3"}
    with pytest.raises(Embargoed):
        library.article("n2")
    assert library.passages_of("n2") == []
    assert [each.id for each in library.latest(limit=5)] == ["n3", "n1"]
    assert library.catalogue.page().total == 2
    assert library.publishers() == ["Courier 0", "Courier 1"]
    assert library.newest() == date(2024, 1, 4)


def test_copies_are_one_story_and_part_again(library):
    library.add([story(1, text=LONG), story(2, text=f"{LONG} One line more."), story(3)])
    library.add([story(4, text=LONG, publisher=None), story(5, text=f"Norwood: {LONG}")])
    told = library.article("n1").story
    assert told is not None
    assert library.article("n3").story is None
    assert [each.id for each in library.told_by(told)] == ["n1", "n2", "n4", "n5"]
    [passage] = library.passages_of("n5")[:1]
    assert library.origins([passage.id])[passage.id].story == told
    [shared] = library.catalogue.shared(limit=5)
    assert (shared.entry.id, shared.publishers) == ("n1", ("Courier 1", "Courier 2"))
    library.remove(["n1", "n2"])
    library.add([story(4, text="Something else was written.", publisher=None)])
    assert library.article("n5").story is None
    assert library.catalogue.shared(limit=5) == []


def test_the_address_tells_the_article(library):
    url = "https://example.org/news/1?utm_source=x"
    library.add([story(1, url=url)])
    assert library._store.ids_at("https://example.org/news/1?") or library._store.ids_at(
        "https://example.org/news/1"
    )
    assert library._store.ids_at("https://example.org/news/2") == []


def test_the_catalogue_is_sorted_cut_and_counted(library):
    library.add(
        [
            story(1, title="beta", text="Harbours open."),
            story(40, title="Alpha", publisher="courier 1", text="Budgets fall. Harbour shut."),
            Article(id="bare", text="No  harbour\nhere."),
        ]
    )
    catalogue = library.catalogue

    def ids(**options):
        return [entry.id for entry in catalogue.page(**options).entries]

    assert ids() == ["n40", "n1", "bare"]
    assert ids(order="oldest") == ["n1", "n40", "bare"]
    assert ids(order="headline") == ["n40", "n1", "bare"]
    assert ids(order="publisher", skip=1, limit=1) == ["n1"]
    assert ids(words="harb budg") == ["n40"]
    assert ids(words="harbours", since=date(2024, 2, 1)) == ["n40"]
    assert ids(publisher="COURIER 1", until=date(2024, 1, 31)) == ["n1"]
    assert catalogue.page(words="penguin").total == 0
    assert catalogue.page(limit=1).total == 3
    assert catalogue.page(order="oldest", skip=2).entries[0].beginning == "No harbour here."
    assert [(each.month, each.articles) for each in catalogue.months()] == [
        ("2024-01", 1),
        ("2024-02", 1),
        (None, 1),
    ]
    assert [(each.name, each.articles) for each in catalogue.publishers()] == [("Courier 1", 2)]
    assert catalogue.days() == (date(2024, 1, 2), date(2024, 2, 10))


def test_an_empty_store_is_a_store(library, place):
    assert by_words(library, "weather") == by_meaning(library, "weather") == []
    assert (library.status().articles, library.publishers(), library.newest()) == (0, [], None)
    assert library.catalogue.days() is None
    assert library.catalogue.months() == []
    assert library.vocabulary() == ()
    assert library.problems() == []
    assert again(place, create=False).status().model is None


def test_there_is_no_store_where_none_was_made(place):
    with pytest.raises(StoreUnavailable, match="there is no store at"):
        again(place, create=False)


def test_vectors_of_another_model_are_refused(library, place):
    library.add([story(1)])
    other = again(place, embedder=HashingEmbedder(dimension=128))
    with pytest.raises(ModelUnavailable):
        other.add([story(2)])
    with pytest.raises(ModelUnavailable):
        other.search_meaning("weather", limit=1)
    assert by_words(other, "weather") == ["n1"]
    other.repair()
    assert by_meaning(other, "weather") == ["n1"]
    assert other.problems() == []


def test_several_removals_are_one_step(library):
    library.add([story(1), story(2)])
    with pytest.raises(UnknownArticle):
        library.remove(["n1", "unknown"])
    assert library.status().articles == 2
    assert library.remove(["n1", "n2", "n1"]) == 2
    assert library.status().articles == 0


def test_several_make_a_store_at_once(place):
    def add(number):
        library = again(place)
        library.add([story(number)])
        library.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add, range(4)))
    assert sorted(by_words(again(place), "weather")) == ["n0", "n1", "n2", "n3"]


def add_in_a_process(place, first, start):
    library = Library.open(place, embedder=EMBEDDER)
    start.wait()
    for number in range(first, first + 12):
        library.add([story(number), story(99, text=f"Text {first} of many.", edition=first)])


def test_two_processes_add_at_once(library, place):
    spawned = multiprocessing.get_context("spawn")
    start = spawned.Barrier(2)
    # Half of what each brings the other brings too.
    adding = [
        spawned.Process(target=add_in_a_process, args=(place, first, start)) for first in (0, 6)
    ]
    for process in adding:
        process.start()
    for process in adding:
        process.join()
    assert [process.exitcode for process in adding] == [0, 0]
    assert Counter(by_words(library, "drawn")) == Counter(f"n{number}" for number in range(18))
    assert sorted(library.catalogue.versions("n99")) == [1, 2]
    assert library.article("n99").edition == 6
    assert library.status().passages == 19
    assert library.problems() == []
