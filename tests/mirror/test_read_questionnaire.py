from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from binnenuit.errors import InputError, TableError, UnreadableFileError
from binnenuit.mirror.model import About
from binnenuit.mirror.model.questionnaire import Kind, Words
from binnenuit.mirror.read import read_questionnaire

if TYPE_CHECKING:
    from pathlib import Path

    from binnenuit.findings import Reading
    from binnenuit.mirror.model import Questionnaire

WHOLE = """\
version: 1.0
scales:
  - code: A
    name: {nl: Leider, en: Leader}
    kind: reflective
    about: leader
  - code: F
    name: {nl: Gedrag, en: Behaviours}
    kind: index
    about: own_team
items:
  - {code: A1, scale: A, text: {nl: vraagt, en: asks}}
  - {code: F1, scale: F, text: {nl: stoort, en: cut off}, reversed: true, options: 4, lowest: 0}
  - {code: A2, scale: A, text: {nl: houdt, en: keeps}, reversed: no, options: 5}
"""


def read(folder: Path, text: str) -> Reading[Questionnaire]:
    path = folder / "questionnaire.yaml"
    path.write_text(text, encoding="utf-8")
    return read_questionnaire(path)


def refusal(folder: Path, text: str) -> InputError:
    with pytest.raises(InputError) as refused:
        read(folder, text)
    return refused.value


def test_scales_hold_their_items_in_the_order_in_which_they_are_asked(tmp_path: Path) -> None:
    reading = read(tmp_path, WHOLE)
    leader, behaviours = reading.value.scales
    assert reading.value.version == "1.0"
    assert reading.findings == ()
    assert [item.code for item in leader.items] == ["A1", "A2"]
    assert leader.name == {"nl": "Leider", "en": "Leader"}
    assert (leader.kind, leader.about) == (Kind.REFLECTIVE, About.LEADER)
    assert (leader.lowest, leader.highest) == (1, 5)
    assert (behaviours.lowest, behaviours.highest) == (0, 3)
    assert (behaviours.kind, behaviours.about) == (Kind.INDEX, About.OWN_TEAM)
    assert behaviours.items[0].reversed
    assert not leader.items[1].reversed


def test_words_own_text_and_pulse_may_be_said_and_need_not(tmp_path: Path) -> None:
    text = WHOLE.replace("about: own_team", "about: own_team\n    words: Agreement").replace(
        "en: asks}}", "en: asks}, own_text: {nl: vraag, en: ask}, pulse: yes}"
    )
    reading = read(tmp_path, text)
    leader, behaviours = reading.value.scales
    assert reading.findings == ()
    assert (leader.words, behaviours.words) == (Words.FREQUENCY, Words.AGREEMENT)
    assert leader.items[0].own_text == {"nl": "vraag", "en": "ask"}
    assert [item.pulse for item in leader.items] == [True, False]
    assert leader.items[1].own_text == {}


def test_a_text_about_oneself_that_lacks_a_language_is_said(tmp_path: Path) -> None:
    reading = read(tmp_path, WHOLE.replace("en: asks}}", "en: asks}, own_text: {nl: vraag}}"))
    assert reading.value.scales[0].items[0].own_text == {"nl": "vraag", "en": "vraag"}
    assert [finding.code for finding in reading.findings] == ["mirror.missing-language"]


def test_a_code_that_yaml_takes_for_no_stays_a_word(tmp_path: Path) -> None:
    text = WHOLE.replace("code: A\n", "code: NO\n").replace("scale: A", "scale: NO")
    assert read(tmp_path, text).value.scales[0].code == "NO"


def test_a_missing_language_falls_back_to_the_other_and_is_said(tmp_path: Path) -> None:
    reading = read(tmp_path, WHOLE.replace("{nl: vraagt, en: asks}", "{nl: vraagt}"))
    assert reading.value.scales[0].items[0].text == {"nl": "vraagt", "en": "vraagt"}
    (finding,) = reading.findings
    assert (finding.code, finding.row) == ("mirror.missing-language", 12)
    assert str(finding.sentence) == "A1 has no text in en; the text in nl stands there instead."


def test_one_text_for_all_languages_is_said(tmp_path: Path) -> None:
    reading = read(tmp_path, WHOLE.replace("{nl: Leider, en: Leader}", "Leader"))
    assert reading.value.scales[0].name == {"nl": "Leader", "en": "Leader"}
    assert [finding.row for finding in reading.findings] == [4]


def test_an_unknown_key_is_said_and_a_misspelt_one_refused(tmp_path: Path) -> None:
    reading = read(tmp_path, WHOLE.replace("kind: index", "kind: index\n    colour: red"))
    assert [(f.code, f.row) for f in reading.findings] == [("mirror.unused-key", 10)]
    error = refusal(tmp_path, WHOLE.replace("reversed: true", "reverse: true"))
    assert "Write reversed" in str(error)


@pytest.mark.parametrize(
    ("old", "new", "code", "row"),
    [
        ("scale: F,", "scale: G,", "mirror.unknown-scale", 13),
        ("code: A2", "code: a_1", "mirror.double-code", 14),
        ("code: F\n", "code: A\n", "mirror.double-code", 7),
        ("code: A2", "code: Rater Team", "mirror.reserved-code", 14),
        ("code: A2", "code: '--'", "mirror.unfit-code", 14),
        ("kind: index", "kind: formative", "mirror.unknown-word", 9),
        ("about: leader", "about: boss", "mirror.unknown-word", 6),
        ("about: leader", "about: leader\n    words: often", "mirror.unknown-word", 7),
        ("about: leader", "about: leader\n    word: agreement", "mirror.misspelt-key", 7),
        ("reversed: true", "pulse: perhaps", "mirror.unfit-value", 13),
        ("options: 5", "options: 7", "mirror.options-differ", 14),
        ("options: 5", "lowest: 0", "mirror.options-differ", 14),
        ("options: 4", "options: 1", "mirror.option-count", 13),
        ("options: 4", "options: many", "mirror.unfit-value", 13),
        ("lowest: 0", "lowest: 5000", "mirror.lowest-option", 13),
        ("reversed: true", "reversed: perhaps", "mirror.unfit-value", 13),
        ("scale: F", "scale: A", "mirror.options-differ", 13),
        ("text: {nl: houdt, en: keeps}", "text: {nl: }", "mirror.missing-key", 14),
        (", text: {nl: houdt, en: keeps}", "", "mirror.missing-key", 14),
        ("version: 1.0\n", "", "mirror.missing-key", 1),
        ("kind: index\n", "kind:\n", "mirror.missing-key", 9),
        ("kind: index", "kind: [index]", "mirror.unfit-value", 9),
        ("kind: index", "kind: index\n    kind: index", "mirror.double-key", 10),
    ],
)
def test_each_mistake_is_one_sentence_with_its_line(
    tmp_path: Path, old: str, new: str, code: str, row: int
) -> None:
    error = refusal(tmp_path, WHOLE.replace(old, new, 1))
    assert (error.code, error.row, error.file) == (code, row, "questionnaire.yaml")
    assert isinstance(error, TableError)
    assert str(error).endswith(".")


def test_a_scale_without_items_is_refused(tmp_path: Path) -> None:
    lines = [line for line in WHOLE.splitlines() if "code: F1" not in line]
    error = refusal(tmp_path, "\n".join(lines))
    assert (error.code, error.row) == ("mirror.scale-without-items", 7)


def test_a_questionnaire_without_items_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, WHOLE[: WHOLE.index("items:")])
    assert error.code == "mirror.nothing-asked"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &a [x, x]\nb: [*a, *a]\n", "mirror.unfolding-yaml"),
        ("a: " + "[" * 5000, "mirror.unfolding-yaml"),
        ("version: 1\n  scales: ]\n", "mirror.broken-yaml"),
        ("version: '1\n", "mirror.broken-yaml"),
        ("version: 1\n---\nversion: 2\n", "mirror.broken-yaml"),
        ("", "tables.empty-file"),
        ("version: " + "x" * 1_000_001, "tables.too-large"),
        ("version: \0", "tables.binary"),
    ],
)
def test_a_hostile_or_broken_file_is_refused(tmp_path: Path, text: str, code: str) -> None:
    error = refusal(tmp_path, text)
    assert isinstance(error, UnreadableFileError)
    assert error.code == code


def test_a_tag_that_would_run_code_is_never_run(tmp_path: Path) -> None:
    text = WHOLE.replace("version: 1.0", "version: !!python/object/apply:os.abort []")
    assert refusal(tmp_path, text).code == "mirror.unfit-value"


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words\n", "# nothing\n"])
def test_a_file_without_keys_is_refused(tmp_path: Path, text: str) -> None:
    assert refusal(tmp_path, text).code == "mirror.no-keys"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no such file"):
        read_questionnaire(tmp_path / "questionnaire.yaml")
