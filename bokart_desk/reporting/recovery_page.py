"""The page for the municipality's safe: the recovery key, what it opens and how it is used."""

from __future__ import annotations

from datetime import date

from bokart_desk.i18n import _, current_language, format_date
from bokart_desk.reporting.document import Column, Kind, Orientation, ReportDocument, Row, Section


def recovery_page(key: str, *, file_name: str, municipality: str, made_on: date) -> ReportDocument:
    """Return the page with the recovery ``key`` (groups with hyphens between) of the register ``file_name``."""
    groups = tuple(Row((number, " ".join(signs))) for number, signs in enumerate(key.split("-"), start=1))
    columns = (
        Column("group", _("Group"), Kind.NUMBER, weight=1),
        Column("signs", _("Signs"), weight=4, strong=True),
    )
    safe = (
        Column("what", _("What"), weight=2),
        Column("day", _("Date"), Kind.WRITE, weight=2),
        Column("who", _("Who"), Kind.WRITE, weight=3),
    )
    kept = (_("Put in the safe"), _("Taken out"), _("Put in the safe"), _("Destroyed, a newer one holds"))
    return ReportDocument(
        title=_("Recovery key"),
        subtitle=file_name,
        author=municipality or "BOKART Desk",
        office="",
        subject=_("Recovery key"),
        meta=(_("Made {day}").format(day=format_date(made_on)), _("Confidential: keep it locked away")),
        sections=(
            Section(
                _("The key"),
                columns,
                groups,
                "",
                intro=_(
                    "There is no I, L, O or U in the key: what looks like them is 1 or 0. Capitals or not is the same."
                ),
            ),
            Section(_("Where it has been"), safe, tuple(Row((what, None, None)) for what in kept), ""),
        ),
        notes=(
            _(
                "Whoever has this page and the register can read everything in it: names, addresses and identity "
                "numbers. Put it in the municipality's safe, not beside the PC and not with the backups."
            ),
            _(
                "To use it: start BOKART Desk, type the key where it asks for the password, and give the register a "
                "new password in Settings, Safe keeping. Backups are opened in the same way."
            ),
            _(
                "The register is opened by this key and the file that ends in .keys beside it. Both are in every "
                "backup. When a new recovery key is made, this one opens the register no more."
            ),
        ),
        orientation=Orientation.PORTRAIT,
        language=current_language(),
    )
