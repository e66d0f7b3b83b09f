import pytest

from index.links import linked, web_address, without_credentials


@pytest.mark.parametrize(
    "url",
    ["https://herald.example/a", "http://herald.example", "https://herald.example/@ann?to=a@b#@"],
)
def test_an_address_of_the_web_may_be_linked_to(url):
    assert web_address(url) == url
    assert without_credentials(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "https://ann:hush@herald.example/a",
        "https://ann@herald.example/a",
        "https://herald.example:hush@other.example/a",
        "https://@herald.example",
        "javascript:alert(1)",
        "file:///x",
        "www.herald.example",
        "https://",
        "http://[",
        "",
        None,
    ],
)
def test_no_other_address_may(url):
    assert web_address(url) is None


def test_an_address_is_told_without_its_credentials():
    told = "3: https://ann:hush@herald.example/a and http://b@c.example"
    assert without_credentials(told) == "3: https://herald.example/a and http://c.example"


def test_a_link_is_made_whole_where_it_can_be():
    assert linked("/b?c", at="https://herald.example/a") == "https://herald.example/b?c"
    assert linked("http://[", at="https://herald.example/a") == "http://["
