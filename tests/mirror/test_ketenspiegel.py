"""The questionnaire that comes along, and what is asked of whom."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from binnenuit.errors import ArgumentError
from binnenuit.mirror.model.asked import (
    OwnQuestion,
    of_part,
    pulse_of,
    with_own,
    without_groceries,
)
from binnenuit.mirror.model.ballot import Part
from binnenuit.mirror.model.options import DONT_KNOW_WORDS, WORDING, options_of
from binnenuit.mirror.model.questionnaire import About, Item, Kind, Questionnaire, Words
from binnenuit.mirror.model.recorded import from_record, record
from binnenuit.mirror.read import read_questionnaire
from binnenuit.mirror.read.ketenspiegel import ketenspiegel
from binnenuit.privacy.releases.kept import FEWEST_ITEMS

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "src" / "binnenuit" / "mirror" / "read" / "ketenspiegel.yaml"


def codes(questionnaire: Questionnaire) -> str:
    return " ".join(scale.code for scale in questionnaire.scales)


def items(questionnaire: Questionnaire) -> dict[str, Item]:
    return {item.code: item for scale in questionnaire.scales for item in scale.items}


def question(code: str, about: About = About.OWN_TEAM) -> OwnQuestion:
    return OwnQuestion(code, about, Words.AGREEMENT, {"nl": "Wij lachen.", "en": "We laugh."})


def test_it_is_read_without_a_finding_and_has_every_scale_in_both_languages() -> None:
    assert read_questionnaire(SHIPPED).findings == ()
    asked = ketenspiegel()
    assert asked.version == "ketenspiegel 2"
    assert [len(scale.items) for scale in asked.scales] == [6, 5, 4, 4, 4, 4, 3, 1]
    assert codes(asked) == "A B C D E F K G"
    texts = [text for item in items(asked).values() for text in item.text.values()]
    texts += [text for item in items(asked).values() for text in item.own_text.values()]
    assert len(set(texts)) == len(texts) == 2 * (31 + 6)


def test_it_is_an_index_where_items_make_the_thing_up_and_agreed_to_where_it_says_so() -> None:
    scales = ketenspiegel().scales
    assert {scale.code for scale in scales if scale.kind is Kind.INDEX} == {"F", "G"}
    assert {scale.code for scale in scales if scale.words is Words.AGREEMENT} == {"C", "D"}
    reversed_items = {code for code, item in items(ketenspiegel()).items() if item.reversed}
    assert reversed_items == {"B5", "D1", "D2", "D3", "D4", "F1", "F2"}


def test_a_leader_answers_the_six_questions_about_himself_and_no_others() -> None:
    own = [code for code, item in items(ketenspiegel()).items() if item.own_text]
    assert own == ["A1", "A2", "A3", "A4", "A5", "A6"]


def test_the_page_about_it_holds_every_text_and_says_that_it_is_not_validated() -> None:
    page = (ROOT / "docs" / "methods" / "questionnaire.md").read_text(encoding="utf-8")
    rows = {
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in page.splitlines()
        if line.startswith("| ")
    }
    for code, item in items(ketenspiegel()).items():
        marks = [word for word in ("reversed", "pulse") if getattr(item, word)]
        assert (code, item.text["nl"], item.text["en"], ", ".join(marks)) in rows
        if item.own_text:
            assert (code, item.own_text["nl"], item.own_text["en"], "own view") in rows
    for scale in ketenspiegel().scales:
        assert f"### {scale.code}. {scale.name['en']} / {scale.name['nl']}\n" in page
    answers = {row[1:] for row in rows}
    assert all(said.options in answers for by in WORDING.values() for said in by.values())
    assert "**Not yet validated.**" in page


@pytest.mark.parametrize("folder", ["examples/bakery", "src/binnenuit_web/demo"])
def test_the_bakery_asks_the_same_in_the_same_words(folder: str) -> None:
    earlier = items(read_questionnaire(ROOT / folder / "questionnaire.yaml").value)
    now = items(ketenspiegel())
    assert {code: (i.text, i.reversed) for code, i in earlier.items()} == {
        code: (now[code].text, now[code].reversed) for code in earlier
    }


def test_the_pulse_is_six_questions_each_on_its_own_and_held_to_ten_people() -> None:
    pulse = pulse_of(ketenspiegel())
    assert codes(pulse) == "A2 B1 C1 D1 E1 F1"
    assert all(len(scale.items) == 1 < FEWEST_ITEMS for scale in pulse.scales)
    assert pulse.scale_of_item["D1"].words is Words.AGREEMENT
    assert pulse.version != ketenspiegel().version


def test_who_answers_is_asked_about_leader_team_and_suppliers_and_who_pays_something_else() -> None:
    asked = ketenspiegel()
    assert codes(of_part(asked, Part.FULL, about_leader=True)) == "A B C D E F G"
    assert codes(of_part(asked, Part.FULL, about_leader=False)) == "B C D E F G"
    assert codes(of_part(asked, Part.ABOVE, about_leader=True)) == "A"
    assert codes(of_part(asked, Part.ABOVE, about_leader=False)) == ""
    assert codes(of_part(asked, Part.CUSTOMER, about_leader=True)) == "K"
    assert codes(without_groceries(asked)) == "A B C D E F K"


def test_a_question_of_ones_own_stands_alone_after_the_others() -> None:
    asked = with_own(ketenspiegel(), [question("Q1"), question("Q2", About.SUPPLIER)])
    assert codes(asked) == "A B C D E F K G Q1 Q2"
    assert [item.code for item in asked.scales[-2].items] == ["Q1"]
    assert asked.scales[-2].words is Words.AGREEMENT
    assert with_own(ketenspiegel(), []) is ketenspiegel()


@pytest.mark.parametrize("taken", [["a1"], ["G"], ["Q1", "q 1"], ["--"]])
def test_a_question_of_ones_own_takes_no_code_that_is_taken(taken: list[str]) -> None:
    with pytest.raises(ArgumentError) as refused:
        with_own(ketenspiegel(), [question(code) for code in taken])
    assert refused.value.code == "mirror.own-code"


def test_what_was_asked_is_kept_with_the_round_and_read_back_the_same() -> None:
    asked = with_own(ketenspiegel(), [question("Q1")])
    kept = json.loads(json.dumps(record(asked)))
    assert from_record(kept) == asked
    del kept["scales"][0]["items"][0]["text"]
    with pytest.raises(ArgumentError) as refused:
        from_record(kept)
    assert refused.value.code == "mirror.broken-record"


def test_every_answer_has_words_in_both_languages() -> None:
    for language in ("nl", "en"):
        assert DONT_KNOW_WORDS[language]
        for words in Words:
            said = WORDING[words][language]
            assert len(set(said.options)) == 5
            assert said.lead.endswith("?")
    often = ketenspiegel().scale_by_code["A"]
    assert options_of(often, "nl")[0] == (1, "(bijna) nooit")
    assert [value for value, _ in options_of(often, "en")] == [1, 2, 3, 4, 5]


def test_only_the_ends_have_words_where_there_are_other_than_five_options() -> None:
    seven = replace(ketenspiegel().scale_by_code["A"], options=7)
    options = options_of(seven, "en")
    assert [words for _, words in options][:2] == ["1 ((almost) never)", "2"]
    assert options[-1] == (7, "7 ((almost) always)")
