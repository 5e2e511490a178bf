"""The answer to "what do you hold about me", as a paper that can be handed over (personvernforordningen art. 15)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bokart_desk.domain.codes import Protection
from bokart_desk.i18n import _, current_language, format_date, format_moment
from bokart_desk.reporting.atomic import write_bytes
from bokart_desk.reporting.case_sections import case_sections, two_columns
from bokart_desk.reporting.document import Orientation, ReportDocument, Row, Section, Tone
from bokart_desk.reporting.expiry_list import confidential_footer
from bokart_desk.services.privacy.answer import AccessAnswer
from bokart_desk.services.privacy.as_json import as_bytes
from bokart_desk.services.privacy.processing import AS_OF, Point, points


def write_access(answer: AccessAnswer, path: Path) -> None:
    """Write the answer as the ending of ``path`` says, .pdf or .json.

    Raise ``ReportNotWritten`` with text for the user, and leave what was there.
    """
    if path.suffix.lower() == ".json":
        write_bytes(path, as_bytes(answer))
    else:
        from bokart_desk.reporting.pdf import write_pdf  # noqa: PLC0415 - the libraries load here, not at start-up

        write_pdf(access_paper(answer), path)


def access_paper(answer: AccessAnswer) -> ReportDocument:
    """Return the paper: first what the law wants told, then everything that is held."""
    about, sender = answer.about, answer.sender
    return ReportDocument(
        title=_("What we hold about you"),
        subtitle=_("Case {number}").format(number=about.case_number),
        author=sender.name,
        office=sender.office,
        logo=sender.logo,
        subject=_("Answer to a request for access (personvernforordningen art. 15)"),
        meta=tuple(_meta(answer)),
        sections=(_about_answer(answer), *case_sections(answer)),
        notes=tuple(_notes(answer)),
        footer=confidential_footer(),
        orientation=Orientation.PORTRAIT,
        language=current_language(),
    )


def _meta(answer: AccessAnswer) -> list[str]:
    about = answer.about
    if about.person_id is None:
        whom = _("About the household {name}, with all its members.").format(name=about.name)
    else:
        whom = _("About {name}.").format(name=about.name)
    made = _("Made {moment} by {who}.").format(moment=format_moment(answer.made_at), who=answer.made_by)
    lines = [whom, made, _("Below is everything that the register holds. Fields that are empty are left out.")]
    if about.protection is Protection.CONFIDENTIAL:
        lines.append(_("The address is confidential and stands in this paper: keep it where nobody else sees it."))
    return lines


def _about_answer(answer: AccessAnswer) -> Section:
    rows = [row for point in points(answer.retention) for row in _point(point)]
    contact = ", ".join(filter(None, (answer.sender.name, answer.sender.office, answer.sender.contact)))
    rows.insert(0, Row((_("Who answers for it"), contact or _("The municipality"))))
    rows += [Row((_("Not told here"), text)) for text in answer.left_out]
    return Section(_("What it is used for, and your rights"), two_columns(_("Question"), _("Answer")), tuple(rows), "")


def _point(point: Point) -> Iterator[Row]:
    yield Row((point.title, point.text))
    if point.confirm:
        yield Row((_("The municipality must confirm this first"), point.confirm), tone=Tone.WARNING)


def _notes(answer: AccessAnswer) -> list[str]:
    return [
        _(
            "In what was done to the case, keys for searching follow from the names and addresses and are not "
            "repeated. The paragraphs were looked over on {day}."
        ).format(day=format_date(AS_OF)),
        _("Household no. {number} in the register {register}.").format(
            number=answer.about.household_id, register=answer.register_id
        ),
    ]
