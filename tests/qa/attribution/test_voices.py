"""Who said it, over whole articles: named in the sentence, paragraphs earlier, or as "he"."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.records import Span
from index.split import sentences
from qa.attribution.voices import voices

INQUIRY = (
    "Rosa Field, the mayor of Easton, became the first mayor to call for a review.\n"
    "She told Radio Easton on Monday that she believed there was “a case for a short review”.\n"
    "But Mr Hale told the Easton Post: “The harbour is full. It must be dredged.\n"
    "“Nobody has listened to the fishermen.”\n"
    "He added: “We have waited for ten years.”\n"
    "The council says it has no money. Ben Hale and Rosa Field will meet in May."
)


def said(text, sentence, answer=None):
    """Speaker and outlet of a sentence of the text, or of an answer in it."""
    start = text.index(sentence)
    place = text.index(answer, start) if answer else None
    found = voices(text).of(
        Span(start, start + len(sentence)),
        Span(place, place + len(answer)) if answer else None,
    )
    return found.speaker, found.outlet


@pytest.mark.parametrize(
    ("text", "speaker", "outlet"),
    [
        ("But Mr Carden told the Liverpool Echo: “It is real.”", "Carden", "Liverpool Echo"),
        ("The Echo reported on Monday, turnout had risen to 55 percent.", "Echo", "Echo"),
        ("“We will act,” said Boris Johnson.", "Boris Johnson", None),
        ("“We will act,” Boris Johnson said.", "Boris Johnson", None),
        ("According to Reuters, forty were hurt.", "Reuters", "Reuters"),
        ("Forty were hurt, according to health officials.", "health officials", None),
        ("Forty were hurt, officials told state media.", "officials", "state media"),
        ("The Mail on Sunday reports that Ann Lee has left.", "Mail on Sunday", "Mail on Sunday"),
        ("The Post reported that senior sources said Ann Lee has left.", "senior sources", "Post"),
        ("Prof Ann Lee, who led the study, said that it was enough.", "Ann Lee", None),
        ("One senator, Ann Lee, said she would sue.", "Ann Lee", None),
        ("It was a fraud, according to Yale University historian Ann Lee.", "Ann Lee", None),
        ("First Minister of Scotland Ann Lee said that it was wrong.", "Ann Lee", None),
        ("The BBC's Jon Marks said questions remain.", "Jon Marks", "BBC"),
        ("Ann Lee wrote on Twitter, “Enough.”", "Ann Lee", "Twitter"),
        ("Ann Lee said on PBS’s morning show that it was over.", "Ann Lee", "PBS"),
        ("Ann Lee told French news channel BFM TV that it was over.", "Ann Lee", "BFM TV"),
        ("In an interview with Time magazine, Ann Lee said it was over.", "Ann Lee", "Time"),
        ("Senator Ann Lee (G-Ohio) told Axios that she was pleased.", "Ann Lee", "Axios"),
        ("Reps. Ann Lee and Jon Marks wrote that it was over.", "Ann Lee and Jon Marks", None),
        ("Ann Lee, R-Ohio, would not go so far but said it was wrong.", "Ann Lee", None),
        ("DELHI — Ann Lee drew anger after declaring that it was over.", "Ann Lee", None),
        ("A lasting critic of theirs, Ann Lee, told the Easton Post so.", "Ann Lee", "Easton Post"),
        ("The lawyer for Mr. Marks, Ann Lee, said that he was ill.", "Ann Lee", None),
        ("“It is over,” conceded Ann Lee.", "Ann Lee", None),
        ("“It is over,” Jon Marks Jr. later replied.", "Jon Marks Jr", None),
        ("The Institute and its director, Ann Lee, said it was over.", "Ann Lee", None),
        ("Ann Lee herself said on Sunday that it was over.", "Ann Lee", None),
        ("Ann Lee wrote on Twitter Sunday: “Enough of it.”", "Ann Lee", "Twitter"),
        ("Ann Lee told Americans that it was over.", "Ann Lee", None),
        ("Democrats say it is over.", "Democrats", None),
        ("Union lawmakers said it was over.", "union lawmakers", None),
        ("The special counsel’s filing said it was over.", "the special counsel’s filing", None),
        (
            "It is over, two people with knowledge of the case said on Friday.",
            "two people with knowledge of the case",
            None,
        ),
        (
            "The Echo’s Monday night report claimed that it was over.",
            "the Echo’s Monday night report",
            None,
        ),
    ],
)
def test_the_sentence_itself_names_the_speaker(text, speaker, outlet):
    assert said(text, text) == (speaker, outlet)


@pytest.mark.parametrize(
    "text",
    [
        "The bridge fell.",
        "He was told to leave.",
        "The man said to be the leader fled.",
        "The Senate confirmed Ann Lee's nomination.",
        "Ann Lee's claims were dismissed.",
        "Violence continued through the night.",
        "They threw stones as the marchers' demands grew.",
    ],
)
def test_no_one_speaks_where_nothing_is_said(text):
    assert said(text, text) == (None, None)


def test_a_quotation_over_paragraphs_keeps_its_speaker_and_outlet():
    for sentence in (
        "It must be dredged.",
        "“Nobody has listened to the fishermen.”",
        "He added: “We have waited for ten years.”",
    ):
        assert said(INQUIRY, sentence) == ("Ben Hale", "Easton Post")


@pytest.mark.parametrize(
    "tag", ["Ann Lee said Sunday night", "said Ann Lee of the vote", "Ann Lee, of the union, said"]
)
@pytest.mark.parametrize("between", [" ", "\n"])
def test_a_quotation_behind_he_said_has_the_same_speaker(tag, between):
    assert said(f"“It is over,” {tag}.{between}“Nobody knows why.”", "“Nobody knows why.”") == (
        "Ann Lee",
        None,
    )


def test_a_paragraph_that_tells_who_speaks_does_not_go_on_from_the_one_before():
    text = "“It is over,” Ann Lee said.\n“Nobody knows why,” the vicar whispers."
    assert said(text, "“Nobody knows why,” the vicar whispers.") == (None, None)


def test_he_who_says_more_sentences_is_whoever_was_quoted_before():
    text = "“It is over,” said Jon Marks, who led it.\n“Why not? Tell me. I do ask,” he said."
    assert said(text, "I do ask,” he said.") == ("Jon Marks", None)


def test_a_person_called_like_a_network_is_a_person():
    text = "Former president Ana Fox was clear.\nFox said that she would not pay."
    assert said(text, "Fox said that she would not pay.") == ("Ana Fox", None)
    text = "Ann Lee, he said on Fox, was wrong. Ann Lee said on Fox that he was."
    assert said(text, "Ann Lee said on Fox that he was.") == ("Ann Lee", "Fox")


@pytest.mark.parametrize(
    "before", ["Mr. Hale’s mood changed.", "After reporter Jo Ray left, Ben Hale turned round."]
)
def test_whom_a_sentence_before_is_about(before):
    text = f"Ben Hale spoke. {before}\n“Stop it right now,” he said."
    assert said(text, "“Stop it right now,” he said.") == ("Ben Hale", None)


@pytest.mark.parametrize(
    "between",
    [
        "As Tom Vance came in, rain began to fall. It was cold.",
        "Tom Vance spoke to Rosa Field. She left. The boats lay still.",
        "“I know her,” Tom Vance said. “I like her.” He said that she was able.",
        "Mr Vance walked in. Photo: Easton Press\nHe sat down.",
    ],
)
def test_he_who_speaks_is_whoever_was_told_of_last(between):
    text = f"Tom Vance lost his boat. Mr Vance was sad. Ms Rosa Field won. {between} “No,” he said."
    assert said(text, "“No,” he said.", "No")[0] == "Tom Vance"


@pytest.mark.parametrize(
    "between",
    ["Karl Birk slept.", "A man came in.", "Strand slept."],
)
def test_he_who_speaks_is_unknown_where_somebody_else_came_between(between):
    text = f"Mr Tom Vance came in. {between} It was cold. “No,” he said."
    assert said(text, "“No,” he said.", "No")[0] != "Tom Vance"


def test_whoever_added_something_is_the_last_who_spoke():
    text = "Ms Rosa Field said: “It is late.” Karl Birk said that it was early. He added: “Wait.”"
    assert said(text, "He added: “Wait.”", "Wait")[0] == "Karl Birk"


def test_a_name_that_owns_something_is_a_full_name():
    text = "Mayor Karl Birk’s boat sank. “It is late,” Birk said."
    assert said(text, "“It is late,” Birk said.", "late")[0] == "Karl Birk"


def test_a_last_name_is_that_of_the_person_whom_the_parser_sees():
    text = (
        "Pastor Karl Birk runs a church. Said Birk to the paper, “Hope.” Free Birk, signs read. "
        "“It is late,” Birk said."
    )
    assert said(text, "“It is late,” Birk said.", "late")[0] == "Karl Birk"
    text = "Raúl Birk came. Raul Birk sat down. “It is late,” Birk said."
    assert said(text, "“It is late,” Birk said.", "late")[0] in {"Raúl Birk", "Raul Birk"}


def test_a_quotation_that_was_closed_is_not_continued():
    text = "Ann Lee said: “It is over.”\nThe rain went on.\n“Nobody knows why.”"
    assert said(text, "“Nobody knows why.”") == (None, None)


def test_she_is_the_subject_of_the_sentence_before():
    sentence = (
        "She told Radio Easton on Monday that she believed there was “a case for a short review”."
    )
    assert said(INQUIRY, sentence) == ("Rosa Field", "Radio Easton")
    start = INQUIRY.index(sentence)
    explained = voices(INQUIRY).explained(Span(start, start + len(sentence)))
    assert explained == sentence.replace("She", "She [Rosa Field]", 1)


@pytest.mark.parametrize(
    "before",
    [
        "The report named Ann Lee and Tom Vance.",
        "The harbour was closed.",
        "Mrs Lee met Mrs Vance.",
    ],
)
def test_a_pronoun_that_could_be_anybody_stays_unresolved(before):
    text = f"{before} He said that it was over."
    assert said(text, "He said that it was over.") == (None, None)
    assert voices(text).explained(Span(len(before) + 1, len(text))) is None


def test_the_speaker_of_one_half_does_not_speak_in_the_other():
    text = "The mine was closed on Tuesday, with Ann Lee saying it was unsafe."
    assert said(text, text, "Tuesday") == (None, None)
    assert said(text, text, "unsafe") == ("Ann Lee", None)


def test_of_two_speakers_the_nearer_one_is_taken():
    text = "His spokesman said he asked the victims, but Downing Street denied that it was so."
    assert said(text, text, "the victims") == ("his spokesman", None)
    assert said(text, text, "it was so") == ("Downing Street", None)


def test_the_newspaper_is_the_one_named_before():
    text = (
        "The Easton Post reports that Ann Lee may sell her firm. An ally of Ms Lee told the"
        " newspaper that the talks “are going well”."
    )
    assert said(text, text[text.index("An ally") :]) == ("an ally of Ms Lee", "Easton Post")


def test_words_that_stand_in_a_longer_quotation_have_its_speaker():
    text = (
        "The member said that the “harbour is full of sand” and that time was short.\n"
        "Ben Hale told the Easton Post: “The harbour is full of sand and mud.”"
    )
    assert said(text, text.splitlines()[0]) == ("Ben Hale", "Easton Post")
    text = text.replace("The member said", "Ann Lee said")
    assert said(text, text.splitlines()[0]) == ("Ann Lee", None)


def test_who_says_words_again_tells_who_the_member_is_but_is_no_other_body():
    quoted = "it was “over from the very start”."
    text = f"The MP for Easton said {quoted}\nBen Hale told the Easton Post {quoted}"
    assert said(text, text.splitlines()[0]) == ("Ben Hale", "Easton Post")
    text = f"The Harbour Commission said {quoted}\nBen Hale told the Easton Post {quoted}"
    assert said(text, text.splitlines()[0])[0] == "Harbour Commission"


def test_the_minister_is_the_one_whom_the_sentence_before_calls_so():
    text = "Ann Lee is the new health minister. The minister said that beds were short."
    assert said(text, "The minister said that beds were short.") == ("Ann Lee", None)


def test_where_somebody_who_called_for_it_said_so():
    voice = voices(INQUIRY)
    found = voice.performing("Rosa Field", Span(0, 77))
    assert (found.speaker, found.outlet) == ("Rosa Field", "Radio Easton")


@settings(deadline=None)  # the first parse loads the model
@given(
    st.lists(
        st.sampled_from(
            [
                "Ann Lee",
                "He",
                "said",
                "told",
                "the",
                "Post",
                "“",
                "”",
                '"',
                ",",
                ".",
                "\n",
                "that",
                ":",
            ]
        ),
        max_size=30,
    )
)
def test_any_text_has_its_voices_or_none(pieces):
    text = " ".join(pieces)
    for sentence in sentences(text):
        found = voices(text).of(sentence, None)
        assert found.speaker != ""
        explained = voices(text).explained(sentence)
        assert explained is None or "[" in explained


def test_the_title_of_a_programme_is_nobodys_speech():
    text = (
        "“He was on ‘Harbour Live Sunday’ and it was a mistake,” Anna Bell said. He had been on "
        "“Harbour Live Sunday” before.\n"
        "Speaking on “Harbour Live Sunday,” Jim Moore would not go as far but said he was sorry."
    )
    assert said(text, text.splitlines()[1])[0] != "Anna Bell"


def test_a_noun_after_a_place_is_no_verb_of_speech():
    sentence = "But the Easton remarks were too much for some of his friends."
    assert said(sentence, sentence) == (None, None)


def test_the_day_behind_a_name_is_not_part_of_it():
    sentence = "Chairman Rosa Field Sunday issued a statement saying: “We have lost a friend.”"
    assert said(sentence, sentence)[0] == "Rosa Field"


@pytest.mark.parametrize(
    ("text", "answer", "speaker"),
    [
        ("Sue Marsh, who was fined 400 pounds, said she would appeal.", "400 pounds", None),
        ("Sue Marsh, who was fined 400 pounds, said she would appeal.", "appeal", "Sue Marsh"),
        ("Per-Ola Holm, head of a mine in Norr, told the Courier it was open.", "Norr", None),
        ("The coastguard said that two people were missing.", "two", "the coastguard"),
        ("He was told by Ann Lee that the harbour was full.", "full", "Ann Lee"),
        ("Ann Lee was quoted as saying that the harbour was full.", "full", "Ann Lee"),
        ("The council leader, Ann Lee, said that it was full.", "full", "Ann Lee"),
        ("The head of the mine in Norr, Ann Lee, said that it was full.", "full", "Ann Lee"),
        ("The hull, Ann Lee said on Monday, is sound.", "sound", "Ann Lee"),
        ("As the harbour master said, forty boats sank.", "forty", "the harbour master"),
        ("Ann Lee said Tom Vance had gone, adding that it was late.", "late", "Ann Lee"),
        ("Ann Lee dismissed the plan as “absurd”.", "absurd", "Ann Lee"),
        ("She shrugged. Ann Lee smiled: “It is late.”", "late", "Ann Lee"),
        ("Ann Lee said that the move showed that it was late.", "late", "Ann Lee"),
        ("Ann Lee put the number of lost boats at 164.", "164", "Ann Lee"),
        ("Ann Lee and three others called for a review.", "review", "Ann Lee and three others"),
        ("Ann Lee said the rule is that boats “must leave at noon”.", "noon", "Ann Lee"),
        ("Ann Lee said she backed the dam, but did not go into details.", "dam", "Ann Lee"),
        ("Ann Lee said she backed the dam, but did not go into details.", "details", None),
        ("Tom Vance disputed parts of a report claiming that the dam broke.", "broke", "a report"),
        ("Tom Vance issued a statement claiming that the dam broke.", "broke", "Tom Vance"),
        ("Ann Lee called up Tom Vance, whose boat was sunk in May.", "boat", None),
        ("So what do the papers say?", "So", None),
        ("Ann Lee described seeing forty boats sink.", "forty", "Ann Lee"),
        ("Her note came as Tom Vance left, saying it was late.", "late", "Tom Vance"),
        (
            "One of our writers called it “the loudest harbour ever”.",
            "loudest",
            "one of our writers",
        ),
        ("Economists and trade experts said it was late.", "late", "economists and trade experts"),
        (
            "The Food and Drug Administration said it was late.",
            "late",
            "Food and Drug Administration",
        ),
        ("A flag hung at the start declaring that the dam broke.", "broke", None),
        ("“It is late,” state Senate President Pro Tem Ann Lee said.", "late", "Ann Lee"),
        ("In a speech in Easton, the mayor said the dam leaks.", "leaks", "the mayor"),
        ("The boats that the firm said were safe sank on Monday.", "Monday", None),
    ],
)
def test_words_are_the_complement_of_what_is_said(text, answer, speaker):
    found, _ = said(text, text, answer)
    assert found == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee has not said whether she will go.",
        "Ann Lee declined to say whether she would go.",
        "Nobody said that the harbour was full.",
        "If Ann Lee says that it is full, boats will turn back.",
        "Ann Lee may say that it is full.",
        "It was reported that the harbour was full.",
        "The move suggests that the harbour is full.",
        "Five per cent said that the harbour was full.",
    ],
)
def test_what_is_denied_or_supposed_is_nobodys_words(text):
    assert said(text, text) == (None, None)


def test_a_description_without_a_name_of_its_own():
    text = "Hull Water, the biggest company here, lost money. The company said it was sorry."
    assert said(text, "The company said it was sorry.")[0] == "Hull Water"
    assert said("The company said it was sorry.", "The company said it was sorry.")[0] is None
    text = (
        "Microsoft lost money. Profits fell in May. “We are sorry,” said Ann Lee. "
        "The company said that it was late."
    )
    assert said(text, "The company said that it was late.")[0] == "Microsoft"
    text = (
        "The Pike Fund, a group of donors, gave money. A task force called for a wall. "
        "The group also called on towns to build it."
    )
    assert said(text, "The group also called on towns to build it.")[0] != "Pike Fund"
    text = "The council is poor. It said that it was sorry."
    assert said(text, "It said that it was sorry.") == (None, None)
    text = "The council said no. It said that it was sorry."
    assert said(text, "It said that it was sorry.") == ("the council", None)


@pytest.mark.parametrize(
    ("before", "pronoun"),
    [
        ("Ilse Vance drew maps. She was poor. Ilse Vance met her husband at sea.", "He"),
        ("Ilse Vance drew maps. She was poor. She drew more. Strand praised her.", "She"),
        ("His death was announced by his son Karl Vance.", "He"),
        ("Ann Lee’s father praised Tom Vance.", "He"),
        ("Birk called Mr Vance's plan a mistake.", "He"),
        ("Ilse Vance drew maps. She was poor. Jo Strand praised her work in his book.", "She"),
    ],
)
def test_no_wrong_name_stands_in_brackets(before, pronoun):
    text = f"{before} {pronoun} died in May."
    explained = voices(text).explained(Span(len(before) + 1, len(text)))
    assert explained is None or "Ilse Vance" in explained
    assert pronoun == "She" or explained is None


def test_a_name_in_brackets_where_the_article_tells_who_is_a_woman():
    before = "Ilse Vance drew maps. She was poor. Her house was small. Ilse Vance met Mr Olav Berg."
    text = f"{before} She died in May."
    explained = voices(text).explained(Span(len(before) + 1, len(text)))
    assert explained == "She [Ilse Vance] died in May."


def test_a_wife_s_title_is_not_her_husbands():
    before = "Mrs Vance sings. Ilse Vance met Karl Vance in May."
    text = f"{before} Karl Vance fled. She died in June."
    assert voices(text).explained(Span(text.index("She"), len(text))) is None
