"""The page for the municipality's safe: one sheet, with a key that can be read and copied by whoever opens the safe."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest

from bokart_desk import i18n
from bokart_desk.reporting.pdf import render_pdf
from bokart_desk.reporting.recovery_page import recovery_page

KEY = "W8NB2-WCJJA-9WDSJ-A5QMA-VSM1W-TEE77-DNBKX"
LEGIBLE = 14.0
"""Points of a key that is copied by hand."""


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_key_stands_large_on_one_sheet_with_what_it_is_for(language: str) -> None:
    i18n.use_language(language)
    page = recovery_page(KEY, file_name="register.db", municipality="Solvik kommune", made_on=date(2026, 11, 22))
    content = render_pdf(page).content
    with pypdfium2.PdfDocument(content) as pdf:
        assert len(pdf) == 1
        sheet = pdf[0].get_textpage()
        text = sheet.get_text_range()
        key = text.index("W 8 N B 2")
        left, bottom, right, top = sheet.get_charbox(key)
    assert all(" ".join(group) in text for group in KEY.split("-"))
    assert {"nb": "Gruppe", "nn": "Gruppe", "en": "Group"}[language] in text.split(), "no heading is broken"
    assert "register.db" in text
    assert top - bottom > LEGIBLE / 2, "capitals are seven tenths of their letters' size"
    assert right > left
