"""The least that draws a list as PDF with reportlab: finished lines of text and a grid on a canvas, fonts embedded.

plain_expiry.py PAGES.json OUT.pdf; the JSON names the two fonts, the size of the sheet, and for each page its texts
(x, y, size, bold, text), its lines (x, y, length) and its boxes to tick (x, y, side).
"""

import json
import sys
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

wanted = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
for name in ("regular", "bold"):
    registerFont(TTFont(name, wanted[name]))
canvas = Canvas(sys.argv[2], pagesize=wanted["sheet"])
for page in wanted["pages"]:
    canvas.setLineWidth(0.4)
    set_to = None
    for x, y, size, bold, text in page["texts"]:
        if set_to != (bold, size):
            set_to = (bold, size)
            canvas.setFont("bold" if bold else "regular", size)
        canvas.drawString(x, y, text)
    for x, y, length in page["lines"]:
        canvas.line(x, y, x + length, y)
    for x, y, side in page["boxes"]:
        canvas.rect(x, y, side, side)
    canvas.showPage()
canvas.save()
