"""The Chinese translation is whole, and keeps the named places."""

from __future__ import annotations


def test_every_text_has_its_chinese(translations_script) -> None:
    _, missing = translations_script.merged()
    assert missing == []


def test_no_translation_loses_a_named_place(translations_script) -> None:
    texts, _ = translations_script.merged()
    assert translations_script.changed_places(texts) == []


def test_written_file_is_read_back_the_same(translations_script, tmp_path, monkeypatch) -> None:
    texts = {("cli", "a <b> & {c}"): "甲 <乙> & {c}", ("errors", "two\nlines"): "两\n行"}
    monkeypatch.setattr(translations_script, "TS_FILE", tmp_path / "x.ts")
    translations_script.write(texts, [("cli", "none yet")])
    assert translations_script.translated_texts() == texts
