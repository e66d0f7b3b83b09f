"""What limits a sentence, or turns it round, and is lost in another: one table for each kind.

Each row has the words cited, a sentence that they do not say, and one that they do.
"""

from datetime import date

import pytest

from index.records import Article, Span
from qa.verify import Cited, verify

CONDITIONS = [
    (
        "If the tide turns, the ferry will sail.",
        "The ferry will sail.",
        "If the tide turns, the ferry will sail.",
    ),
    (
        "Unless it rains, the fair will open.",
        "The fair will open.",
        "The fair will open unless it rains.",
    ),
    (
        "Should the tide turn, the ferry will sail.",
        "The ferry will sail.",
        "Should the tide turn, the ferry will sail.",
    ),
    (
        "As long as the price holds, growers will profit.",
        "Growers will profit.",
        "As long as the price holds, growers will profit.",
    ),
    ("Even if it rains, the fair will open.", "The fair will not open.", "The fair will open."),
]
DENIALS = [
    (
        "No proof of arson has been found.",
        "No proof of arson has not been found.",
        "No proof of arson has been found.",
    ),
    (
        "The party won in Leeds but not in York.",
        "The party won in Leeds but in York.",
        "The party won in Leeds.",
    ),
]
CONTENTS = [
    (
        "The possibility that Moyo lied was never examined.",
        "Moyo lied.",
        "The possibility that Moyo lied was not examined.",
    ),
    ("It is unlikely that Moyo resigns.", "Moyo resigns.", "It is unlikely that Moyo resigns."),
    (
        "It is not clear whether Moyo resigned.",
        "Moyo resigned.",
        "It is not clear whether Moyo resigned.",
    ),
    (
        "There were rumours that Moyo resigned.",
        "Moyo resigned.",
        "There were rumours that Moyo resigned.",
    ),
    (
        "The belief that Moyo resigned is wrong.",
        "Moyo resigned.",
        "The belief that Moyo resigned is wrong.",
    ),
    (
        "There is no proof that Moyo took bribes.",
        "Moyo took bribes.",
        "There is no proof that Moyo took bribes.",
    ),
    ("The fact that Moyo resigned is known.", "Moyo did not resign.", "Moyo resigned."),
    ("It is clear that Moyo resigned.", "It is clear that Moyo did not resign.", "Moyo resigned."),
    (
        "The town is considering a ban on cars.",
        "The town banned cars.",
        "The town is considering a ban on cars.",
    ),
    ("Moyo flew to Oslo to meet Tait.", "Moyo met Tait.", "Moyo flew to Oslo to meet Tait."),
    (
        "The mayor failed to repair the pier.",
        "The mayor repaired the pier.",
        "The mayor did not repair the pier.",
    ),
    (
        "The mayor stopped short of praising Tait.",
        "The mayor praised Tait.",
        "The mayor did not praise Tait.",
    ),
]
RANKS = [
    (
        "It was the third-largest port in Wales.",
        "It was the largest port in Wales.",
        "It was the third-largest port in Wales.",
    ),
    (
        "Moyo is one of the richest growers.",
        "Moyo is the richest grower.",
        "Moyo is one of the richest growers.",
    ),
    (
        "Moyo is among the richest growers.",
        "Moyo is the richest grower.",
        "Moyo is among the richest growers.",
    ),
    (
        "It is arguably the oldest pier in Wales.",
        "It is the oldest pier in Wales.",
        "It is arguably the oldest pier in Wales.",
    ),
    (
        "It is the most costly pier built this year.",
        "It is the most costly pier built.",
        "It is the most costly pier built this year.",
    ),
    ("It is a costly pier.", "It is the most costly pier.", "It is a costly pier."),
    ("Many of the people wept.", "The people wept.", "Many of the people wept."),
    ("Most growers under 40 agreed.", "Most growers agreed.", "Most growers under 40 agreed."),
    ("A third of the 90 boats sank.", "The 90 boats sank.", "A third of the 90 boats sank."),
    (
        "All but two of the 20 boats sank.",
        "The 20 boats sank.",
        "All but two of the 20 boats sank.",
    ),
]
NUMBERS = [
    (
        "Just over half of the boats sank.",
        "Half of the boats sank.",
        "Just over half of the boats sank.",
    ),
    ("The lamp runs at up to 90Hz.", "The lamp runs at 90Hz.", "The lamp runs at up to 90Hz."),
    ("Between 20 and 30 boats sank.", "30 boats sank.", "Between 20 and 30 boats sank."),
    (
        "The crossing takes 20-30 minutes.",
        "The crossing takes 30 minutes.",
        "The crossing takes 20 to 30 minutes.",
    ),
    ("Sales rose to 400 from 300.", "Sales rose by 400.", "Sales rose from 300 to 400."),
    (
        "Sales fell by 2 per cent to 40 per cent.",
        "Sales fell by 40 per cent.",
        "Sales fell to 40 per cent.",
    ),
    (
        "Moyo won 12 points in each of three games.",
        "Moyo won 12 points in three games.",
        "Moyo won 12 points in each of three games.",
    ),
    (
        "Support fell by 6 percentage points.",
        "Support fell by 6 per cent.",
        "Support fell by 6 percentage points.",
    ),
    (
        "More than a decade later, the pier reopened.",
        "A decade later, the pier reopened.",
        "More than a decade later, the pier reopened.",
    ),
]
DAYS = [
    (
        "Moyo resigned a day before the vote on 3 May 2023.",
        "Moyo resigned on 3 May 2023.",
        "Moyo resigned a day before the vote on 3 May 2023.",
    ),
    (
        "Moyo has lived in Oslo since 2012.",
        "Moyo lived in Oslo until 2012.",
        "Moyo has lived in Oslo since 2012.",
    ),
    ("By 2020 the reef had died.", "The reef died after 2020.", "By 2020 the reef had died."),
    (
        "The rule takes effect from 2025.",
        "The rule took effect in 2025.",
        "The rule takes effect from 2025.",
    ),
    (
        "Less than two weeks later, the pier reopened.",
        "Two weeks later, the pier reopened.",
        "Less than two weeks later, the pier reopened.",
    ),
]
PERSONS = [
    (
        "Gordon Tait, Sheila Moyo’s deputy, gave up his seat.",
        "Sheila Moyo gave up her seat.",
        "Gordon Tait gave up his seat.",
    ),
    (
        "A spokesman for Gordon Tait said the vote was unfair.",
        "Gordon Tait said the vote was unfair.",
        "Gordon Tait’s spokesman said the vote was unfair.",
    ),
    (
        "Friends of Gordon Tait said the vote was unfair.",
        "Gordon Tait said the vote was unfair.",
        "Friends of Gordon Tait said that the vote was unfair.",
    ),
    (
        "Sheila Moyo, a friend of mayor Priya Raman, won.",
        "Sheila Moyo, a mayor, won.",
        "Sheila Moyo, a friend of Priya Raman, won.",
    ),
    (
        "Sheila Moyo, a friend of mayor Priya Raman, won.",
        "Mayor Sheila Moyo won.",
        "Sheila Moyo won.",
    ),
    (
        "Sheila Moyo, a friend of mayor Priya Raman, won.",
        "Sheila Moyo is a mayor.",
        "Priya Raman is a mayor.",
    ),
    (
        "Gordon Tait thanked Hugh Price and his wife.",
        "Gordon Tait thanked his wife.",
        "Gordon Tait thanked Hugh Price.",
    ),
    ("Tait is a football player.", "Tait is a musician.", "Tait is a football player."),
    ("Nobody except Tait agreed.", "Tait did not agree.", "Nobody except Tait agreed."),
]
ORDER = [
    ("Tait is older than Moyo.", "Moyo is older than Tait.", "Tait is older than Moyo."),
    (
        "Rather than resign, Moyo called a vote.",
        "Moyo resigned.",
        "Moyo called a vote.",
    ),
    (
        "Sales fell after the pier closed.",
        "The pier closed after sales fell.",
        "The pier closed before sales fell.",
    ),
    (
        "Sales fell after the pier closed.",
        "Sales fell because the pier closed.",
        "After the pier closed, sales fell.",
    ),
    (
        "The line reopened following repairs.",
        "The line reopened before repairs.",
        "The line reopened after repairs.",
    ),
    (
        "Until the war ended, the pier was shut.",
        "The pier was shut when the war ended.",
        "The pier was shut until the war ended.",
    ),
    (
        "Moyo left and Tait was elected.",
        "Moyo left so that Tait was elected.",
        "Moyo left and Tait was elected.",
    ),
    (
        "The dam broke days after heavy rain.",
        "The dam broke because of heavy rain.",
        "The dam broke days after heavy rain.",
    ),
    (
        "The town opened an inquiry into smuggling gangs.",
        "The town opened an inquiry into the smuggling of gangs.",
        "The town opened an inquiry into smuggling gangs.",
    ),
]
BOUNDED = [
    (
        "Moyo won the Centre Party's Osterby primary on Sunday.",
        "Moyo won on Sunday.",
        "Moyo won the Osterby primary on Sunday.",
    ),
    ("Moyo won in Osterby.", "Moyo won.", "Moyo won in Osterby."),
    ("Moyo beat Tait in Osterby.", "Moyo beat Tait.", "Moyo beat Tait in Osterby."),
    (
        "Moyo won the red and blue Osterby primaries.",
        "Moyo won the primaries.",
        "Moyo won the Osterby primaries.",
    ),
    ("Moyo left the room in tears.", "Moyo left in tears.", "Moyo left the room."),
    (
        "The drug cured the cough in mice.",
        "The drug cured the cough.",
        "The drug cured it in mice.",
    ),
    (
        "The vaccine protects rats against the virus.",
        "The vaccine protects people against the virus.",
        "The vaccine protects rats against the virus.",
    ),
    (
        "In case the engine stalls, the pilot has a parachute.",
        "The engine stalls.",
        "The pilot has a parachute.",
    ),
    (
        "She is the youngest of the three judges.",
        "She is the youngest judge.",
        "She is the youngest of the three judges.",
    ),
    (
        "Somewhere from 50 to 60 whales were stranded.",
        "60 whales were stranded.",
        "From 50 to 60 whales were stranded.",
    ),
    (
        "The fund paid out half of the 12 million pledged.",
        "The fund paid out 12 million.",
        "The fund paid out half of the 12 million.",
    ),
    (
        "The tax applies to hotels with more than 50 rooms.",
        "The tax applies to hotels.",
        "The tax applies to hotels with more than 50 rooms.",
    ),
    (
        "The app is free for the first month.",
        "The app is free.",
        "The app is free for the first month.",
    ),
    (
        "Moyo resigned on the eve of the trial on 4 March.",
        "Moyo resigned on 4 March.",
        "Moyo resigned on the eve of the trial.",
    ),
    (
        "Tait, who had criticised the king, was arrested.",
        "Tait was arrested for criticising the king.",
        "Tait was arrested.",
    ),
    (
        "Having sold the house, Moyo moved to Spain.",
        "Moyo moved to Spain before selling the house.",
        "Moyo moved to Spain.",
    ),
    (
        "Tom Barker resigned as the head of the bank of Kent and Ann Reed was sworn in as head.",
        "Tom Barker was sworn in as head.",
        "Ann Reed was sworn in as head.",
    ),
]
ALL = [*CONDITIONS, *DENIALS, *CONTENTS, *RANKS, *NUMBERS, *DAYS, *PERSONS, *ORDER, *BOUNDED]


def held(sentence, words):
    article = Article(id="a", text=words, published=date(2023, 11, 8))
    return verify(sentence, [Cited(article=article, span=Span(0, len(words)))])


@pytest.mark.parametrize(("words", "wrong", "right"), ALL)
def test_what_is_limited_or_turned_is_told_from_what_is_said(words, wrong, right):
    found = held(wrong, words)
    assert found.verdict != "supported"
    assert found.reason
    assert held(right, words).verdict == "supported", held(right, words).reason


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("In 2004 the band formed.", "The choir is a band from Leeds, formed in 2004."),
        ("Moyo is not a musician.", "Moyo is a football player."),
        ("Sheila Moyo was sued.", "Sheila Moyo sued the town."),
    ],
)
def test_what_is_only_not_told_is_no_contradiction(sentence, words):
    assert held(sentence, words).verdict == "unsupported"


WORDS = (
    "Acting through lawyers, Volodymyr Hrytsenko, 23, denied 95 counts, and on Friday the court "
    "in Oslo adjourned."
)


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        (WORDS.replace("Volodymyr ", ""), "supported"),
        (WORDS.replace("95", "about a hundred"), "supported"),
        (WORDS.replace("95", "more than ninety"), "supported"),
        (WORDS.replace("95", "nearly ninety"), "not"),
        (WORDS.replace("Hrytsenko, ", ""), "not"),
        (WORDS.replace("denied", "did not deny"), "not"),
    ],
)
def test_the_same_words_are_told_with_a_shorter_name_or_a_rounder_number(sentence, verdict):
    assert (held(sentence, WORDS).verdict == "supported") == (verdict == "supported")


def test_a_bound_is_not_left_out_of_the_same_words():
    words = "The virus has killed more than 1,000 people and infected tens of thousands."
    assert held(words.replace("more than ", ""), words).verdict != "supported"


def test_the_same_words_in_somebodys_mouth_are_no_fact():
    words = "“The toll is a tax. It falls on the poor.”"
    article = Article(id="a", text=f"Priya Raman said: {words}", published=None)
    start = article.text.index("It falls")
    told = [Cited(article=article, span=Span(start, len(article.text)))]
    assert verify("It falls on the poor.", told).verdict != "supported"
