import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.references import (
    Reference,
    format_article_address,
    format_reference,
    parse_article_address,
    parse_reference,
)

identifiers = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
offsets = st.integers(min_value=0, max_value=999_999_999)


@given(identifiers, offsets, offsets, st.integers(min_value=1, max_value=999_999))
def test_a_reference_can_be_read_back(article_id, start, end, version):
    reference = Reference(article_id=article_id, start=start, end=end, version=version)
    address = format_reference(reference)
    assert re.fullmatch(r"#cite-[A-Za-z0-9._~%-]+", address)
    assert parse_reference(address) == reference


@given(identifiers, st.integers(min_value=1, max_value=999_999))
def test_the_address_of_an_article_can_be_read_back(article_id, version):
    address = format_article_address(article_id, version)
    assert parse_article_address(address) == (article_id, version)
    assert parse_reference(address) is None


def test_an_id_that_ends_like_a_version_is_no_version():
    assert parse_article_address(format_article_address("a-v2", 1)) == ("a-v2", 1)


def test_the_first_version_goes_without_saying():
    reference = Reference(article_id="a b-1", start=3, end=14)
    assert format_reference(reference) == "#cite-a%20b-1-3-14"


@given(st.text())
def test_anything_else_is_none(address):
    parsed = parse_reference(address)
    assert parsed is None or address.startswith("#cite-")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "#cite-",
        "#cite--1-2",
        "#cite-a-1",
        "#cite-a-1-2-v0",
        "#cite-a-1-2\n",
        "#cite-a-1-٢",
        "#cite-<b>-1-2",
        "https://evil.example/#cite-a-1-2",
        "#cite-a-1-9999999999",
    ],
)
def test_what_is_no_reference(address):
    assert parse_reference(address) is None
