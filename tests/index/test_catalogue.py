from dataclasses import replace

import pytest

from index.catalogue import ORDERS, MonthCount


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        ("newest", ["harbour", "rail", "undated"]),
        ("oldest", ["rail", "harbour", "undated"]),
        ("publisher", ["rail", "harbour", "undated"]),
        ("headline", ["harbour", "rail", "undated"]),
    ],
)
def test_orders(library, order, ids):
    assert [entry.id for entry in library.catalogue.page(order=order).entries] == ids


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("rail", ["rail"]),
        ("RAIL Cour", ["rail"]),
        ("echo harbour", ["harbour"]),
        ("steel", ["rail"]),  # stands in a text alone
        ('" OR *', []),
        ("!?", ["harbour", "rail", "undated"]),
    ],
)
def test_words_are_looked_for_in_headline_publisher_and_text(library, words, ids):
    page = library.catalogue.page(words=words)
    assert [entry.id for entry in page.entries] == ids
    assert page.total == len(ids)


@pytest.mark.parametrize("order", ORDERS)
def test_pages_follow_each_other(library, order):
    whole = library.catalogue.page(order=order)
    parts = [library.catalogue.page(order=order, skip=skip, limit=1) for skip in range(4)]
    assert [entry for part in parts for entry in part.entries] == list(whole.entries)
    assert {part.total for part in parts} == {3}


def test_an_entry_is_the_newest_version(library, articles):
    library.add([replace(articles[0], title="Rail link opens", text="It  opened.\nAt last.")])
    [entry] = library.catalogue.page(words="rail").entries
    assert (entry.version, entry.title, entry.beginning) == (
        2,
        "Rail link opens",
        "It opened. At last.",
    )
    assert library.catalogue.versions("rail") == [1, 2]
    assert library.catalogue.versions("nobody") == []


def test_months(library):
    assert library.catalogue.months() == [
        MonthCount(month="2024-03", articles=1),
        MonthCount(month="2024-04", articles=1),
        MonthCount(month=None, articles=1),
    ]
