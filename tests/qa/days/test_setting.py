from datetime import UTC, date, datetime

import pytest

from index.records import Article
from qa.days.setting import Setting, month_first

JUNE = date(2024, 6, 13)


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Wednesday, June 12, 2024 \n\nA mill burned.", None, date(2024, 6, 12)),
        ("SUND, June 12 (A Wire) - A mill burned.", JUNE, date(2024, 6, 12)),
        ("SUND, June 1 (A Wire) - A mill burned.", JUNE, JUNE),
        ("SUND, June 12 (A Wire) - A mill burned.", None, None),
        ("June 12 was the day on which a mill burned.", JUNE, JUNE),
        ("A mill burned on June 12, 2024.", None, None),
    ],
)
def test_an_article_is_of_its_date_line_or_its_day_of_publication(text, published, expected):
    fetched = datetime(2024, 6, 20, tzinfo=UTC)
    article = Article(id="a", text=text, published=published, retrieved=fetched)
    assert Setting.of(article, 0).published == expected


@pytest.mark.parametrize(
    ("text", "url", "expected"),
    [
        ("On 03/04/2024 and 25/04/2024.", None, False),
        ("On 03/04/2024 and 04/25/2024.", None, True),
        ("On 25/04/2024 and 04/25/2024.", None, None),
        ("On 03/04/2024.", "https://gazette.co.uk/mill", False),
        ("On 03/04/2024.", "https://county.gov/mill", True),
        ("On 03/04/2024.", "https://gazette.com/mill", None),
        ("On 03/04/2024. The mill opened on May 5, 1990.", None, True),
        ("On 03/04/2024. The mill opened on 5 May 1990.", None, False),
        ("On 03/04/2024 near the harbour.", None, False),
        ("On 03/04/2024 near the harbor.", None, True),
        ("On 03/04/2024 near the mill.", None, None),
    ],
)
def test_which_way_an_article_writes_its_days(text, url, expected):
    assert month_first(Article(id="a", text=text, url=url)) is expected
