"""The language of an article: what its source states of it, else what its text is taken for."""

import json
import subprocess
import sys

import pytest
from older_stores import make_older

from index.embed import HashingEmbedder
from index.language import detected_language, stated_language
from index.library import Library
from index.loaders import load
from index.records import Article

TEXTS = {
    "en": "The town council voted on Monday to repair the old bridge over the river. "
    "The mayor said that the work would begin in spring and cost about three "
    "million pounds.",
    "de": "Der Stadtrat von Aalen hat am Montag beschlossen, die alte Brücke über den "
    "Kocher im kommenden Jahr zu sanieren. Anwohner hatten sich mehrfach über "
    "den Lärm beschwert.",
    "fr": "Le conseil municipal de Dieppe a approuvé mardi la rénovation du marché "
    "couvert, fermé depuis l'incendie de l'hiver dernier. Les travaux dureront "
    "dix-huit mois.",
    "es": "El ayuntamiento de Cuenca aprobó el lunes un plan para plantar dos mil "
    "árboles en los barrios del sur. Según la alcaldesa, las obras comenzarán en "
    "octubre.",
    "pl": "Rada miasta Tarnowa zdecydowała w poniedziałek o budowie nowego mostu przez "
    "rzekę. Mieszkańcy skarżą się, że objazd wydłuży im drogę do pracy.",
    "ru": "Городской совет Вологды в понедельник решил отремонтировать старый мост "
    "через реку. По словам мэра, работы закончатся следующей осенью.",
    "ar": "قرر المجلس البلدي في المدينة يوم الاثنين ترميم الجسر القديم فوق النهر. "
    "ويشكو السكان من الضجيج ومن طول الطريق البديل إلى وسط المدينة.",
    "he": "מועצת העיר החליטה ביום שני לשפץ את הגשר הישן מעל הנחל. התושבים מתלוננים על "
    "הרעש ועל הדרך הארוכה שבה הם צריכים לנסוע לעבודה.",
    "fa": "شورای شهر روز دوشنبه تصمیم گرفت پل قدیمی روی رودخانه را بازسازی کند. ساکنان "
    "از سر و صدا و طولانی بودن مسیر جایگزین شکایت دارند.",
    "hi": "नगर परिषद ने सोमवार को नदी पर बने पुराने पुल की मरम्मत करने का फैसला किया। "
    "महापौर के अनुसार काम वसंत में शुरू होगा।",
    "zh": "市议会星期一决定修复河上的旧桥。市长表示，工程将于明年春天开始，费用约为三千"
    "万元。附近的居民抱怨噪音太大，而且上班需要绕很远的路。学校和商店也要求政府尽"
    "快公布施工时间表。",
    "ja": "市議会は月曜日、川にかかる古い橋を修理することを決めた。市長によると、工事は"
    "来年の春に始まり、費用は約三億円になる見込みだ。近くの住民は騒音と遠回りの道"
    "について不満を述べている。",
}
NEWSML = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:1" xml:lang="en">
<contentMeta>{stated}</contentMeta>
<contentSet><inlineXML><nitf {attributes}><body><body.content><p>Brücke saniert.</p>
</body.content></body></nitf></inlineXML></contentSet></newsItem>"""


@pytest.fixture
def library(tmp_path):
    opened = Library.open(tmp_path / "store", embedder=HashingEmbedder())
    yield opened
    opened.close()


@pytest.mark.parametrize("language", TEXTS)
def test_a_paragraph_is_enough_to_tell_the_language(language):
    assert detected_language(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "The bridge is old.", "Paris – Berlin – Madrid – Roma"])
def test_a_few_words_are_in_no_language(text):
    assert detected_language(text) is None


def test_numbers_are_in_no_language():
    assert detected_language("12 345 67.8 9 / " * 20) is None


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        *(("en", "en"), ("pt-BR", "pt"), ("zh_Hans_CN", "zh"), (" DE ", "de"), ("uk-UA", "uk")),
        *(("English", None), ("deu", None), ("x-default", None), ("xx", None), ("", None)),
        *((None, None), (7, None), (["en"], None)),
    ],
)
def test_what_a_tag_states(tag, code):
    assert stated_language(tag) == code


def test_what_is_stated_goes_before_what_is_detected(library):
    library.add(
        [
            Article(id="stated", text=TEXTS["en"], language="de-AT"),
            Article(id="nonsense", text=TEXTS["fr"], language="British"),
            Article(id="detected", text=TEXTS["ar"]),
            Article(id="short", text="Die Brücke."),
        ]
    )
    noted = {article.id: article.language for article in library.articles()}
    assert noted == {"stated": "de", "nonsense": "fr", "detected": "ar", "short": None}
    listed = library.catalogue.page().entries
    assert {entry.id: entry.language for entry in listed} == noted


def test_the_report_counts_what_is_not_in_english(library):
    articles = [Article(id=language, text=text) for language, text in TEXTS.items()]
    report = library.add([*articles, Article(id="short", text="Die Brücke.")])
    assert report.not_english == len(TEXTS) - 1
    assert library.add(articles).not_english == 0


def test_the_words_of_every_script_are_kept_and_found(library):
    library.add(Article(id=language, text=text) for language, text in TEXTS.items())
    assert {article.id: article.text for article in library.articles()} == TEXTS
    [passage] = library.passages([library.search_words("الضجيج", limit=1)[0].passage_id])
    assert passage.article_id == "ar"


@pytest.mark.parametrize(
    ("opening", "code"),
    [
        ('<html lang="de-AT"><head>', "de"),
        ('<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ko"><head>', "ko"),
        (
            '<html><head><script type="application/ld+json">'
            '{"@type": "NewsArticle", "inLanguage": "fr-FR"}</script>',
            "fr",
        ),
        ("<html><head>", None),
    ],
)
def test_the_language_that_a_page_states(tmp_path, opening, code):
    path = tmp_path / "page.html"
    body = f"<article><h1>Brücke</h1><p>{TEXTS['de']}</p></article>"
    path.write_text(f'{opening}<meta charset="utf-8"></head><body>{body}</body></html>')
    [article] = load(str(path))
    assert article.language == code


@pytest.mark.parametrize(
    ("stated", "attributes", "code"),
    [
        ('<language tag="de-DE"/>', 'xml:lang="fr"', "de"),
        ("", "", "en"),
    ],
)
def test_the_language_that_a_news_item_states(tmp_path, stated, attributes, code):
    path = tmp_path / "item.xml"
    path.write_text(NEWSML.format(stated=stated, attributes=attributes))
    [article] = load(str(path))
    assert article.language == code


def test_the_language_in_rows_and_front_matter(tmp_path):
    rows = [{"text": "Die Brücke.", "language": "de"}, {"text": "Un pont.", "language": 7}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (tmp_path / "b.md").write_text("---\ntitle: Pont\nlang: fr\n---\nUn pont.")
    assert [article.language for article in load(str(tmp_path))] == ["de", None, "fr"]


def test_an_older_store_is_opened_and_knows_no_language(tmp_path):
    library = Library.open(tmp_path, embedder=HashingEmbedder())
    article = Article(id="a", text=TEXTS["de"])
    library.add([article])
    library.close()
    make_older(tmp_path, to=2)
    again = Library.open(tmp_path, embedder=HashingEmbedder())
    assert again.article("a").language is None
    assert again.add([article]).unchanged == 1
    assert again.problems() == []
    again.add([Article(id="b", text=TEXTS["fr"])])
    assert again.article("b").language == "fr"
    again.close()


def test_no_model_is_loaded_before_a_text_is_judged():
    code = "import sys, index.library; print('py3langid' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "False"


@pytest.mark.parametrize(
    "text",
    [
        "Gwenllian Llywelyn and Dafydd ap Gruffudd met Rhys ap Hywel in Llanfairpwll on Monday.",
        "Szabó Zoltán, Kovács István and Nagy Erzsébet of Hódmezővásárhely beat Székesfehérvár.",
        "Ysgol Gyfun Gymraeg Glantaf beat Ysgol Dyffryn Conwy 3-1; Owain Llwyd and Gethin scored.",
        "Győr: Orbán Viktor met Gyurcsány Ferenc at the Országház in Budapest, officials said.",
    ],
)
def test_an_english_brief_full_of_foreign_names_is_not_told_as_another_language(text):
    assert detected_language(text) in {"en", None}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Le maire de Lyon Grégory Doucet et le préfet se sont rencontrés lundi à la mairie.",
            "fr",
        ),
        ("A Fidesz elnöke, Orbán Viktor hétfőn Győrben találkozott a polgármesterrel.", "hu"),
        ("Mae'r bont newydd yn agor ddydd Llun, meddai'r cyngor sir mewn datganiad newydd.", "cy"),
        ("De burgemeester van Utrecht was in de stad of in Amsterdam met Jan de Vries.", "nl"),
    ],
)
def test_those_languages_themselves_are_told(text, language):
    assert detected_language(text) == language
