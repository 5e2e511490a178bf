"""The page for the municipality's safe: the recovery key, what it opens and how it is used."""

from __future__ import annotations

from datetime import date

from bokart_desk.i18n import _, current_language, format_date
from bokart_desk.reporting.document import Column, Kind, Orientation, ReportDocument, Row, Section

_KEY_SIZE, _TEXT_SIZE = 16.0, 10.0
"""Points: the key is copied by hand, in a bad light perhaps; the rest must be read by whoever opens the safe."""


def recovery_page(key: str, *, file_name: str, municipality: str, made_on: date) -> ReportDocument:
    """Return the page with the recovery ``key`` (groups with hyphens between) of the register ``file_name``."""
    return ReportDocument(
        title=_("Recovery key"),
        subtitle=_("Opens the register {file} and its backups").format(file=file_name),
        author=municipality or "BOKART Desk",
        office="",
        subject=_("Recovery key"),
        meta=(_("Made {day}").format(day=format_date(made_on)), _("Confidential: keep it locked away")),
        sections=(_the_key(key), *_how_it_is_used(), _where_it_has_been()),
        orientation=Orientation.PORTRAIT,
        language=current_language(),
    )


def _the_key(key: str) -> Section:
    columns = (
        Column("group", _("Group"), weight=1),
        Column("signs", _("Signs"), weight=4, strong=True),
    )
    groups = tuple(Row((str(number), " ".join(signs))) for number, signs in enumerate(key.split("-"), start=1))
    intro = _("There is no I, L, O or U in the key: what looks like them is 1 or 0. Capitals or not is the same.")
    return Section(_("The key"), columns, groups, "", intro=intro, size=_KEY_SIZE)


def _how_it_is_used() -> tuple[Section, ...]:
    told = (
        (
            _("How it is used"),
            _(
                "Start BOKART Desk, type the key where it asks for the password, and give the register a new password "
                "in Settings, Safe keeping. Backups are opened in the same way."
            ),
        ),
        (
            _("Where it is kept"),
            _(
                "Whoever has this page and the register can read everything in it: names, addresses and identity "
                "numbers. Put it in the municipality's safe, not beside the PC and not with the backups."
            ),
        ),
        (
            _("What belongs to it"),
            _(
                "The register is opened by this key and the file that ends in .keys beside it. Both are in every "
                "backup. When a new recovery key is made, this one opens the register no more."
            ),
        ),
    )
    return tuple(Section(heading, (), (), text, size=_TEXT_SIZE) for heading, text in told)


def _where_it_has_been() -> Section:
    columns = (
        Column("what", _("What"), weight=2),
        Column("day", _("Date"), Kind.WRITE, weight=2),
        Column("who", _("Who"), Kind.WRITE, weight=3),
    )
    kept = (_("Put in the safe"), _("Taken out"), _("Put in the safe"), _("Destroyed, a newer one holds"))
    return Section(
        _("Where it has been"), columns, tuple(Row((what, None, None)) for what in kept), "", size=_TEXT_SIZE
    )
