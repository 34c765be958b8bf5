"""Makes marks.ttf: the ticks, crosses and boxes that Noto Sans lacks, drawn for this program.

Needs fontTools; run it here after changing a drawing. The same drawing gives the same bytes.
"""

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

EM = 2048
WIDTH = 1500

TICK = [(130, 690), (300, 860), (590, 510), (1240, 1470), (1410, 1350), (610, 170)]
CROSS = [
    (300, 250), (610, 720), (300, 1190), (470, 1300), (750, 860), (1030, 1300),
    (1200, 1190), (890, 720), (1200, 250), (1030, 140), (750, 580), (470, 140),
]
OUTER = [(150, 60), (150, 1260), (1350, 1260), (1350, 60)]
INNER = [(270, 180), (1230, 180), (1230, 1140), (270, 1140)]
SMALL_TICK = [(400, 680), (490, 770), (680, 560), (1020, 1010), (1120, 930), (690, 370)]

GLYPHS = {
    ".notdef": (None, [OUTER, INNER]),
    "tick": (0x2713, [TICK]),
    "cross": (0x2717, [CROSS]),
    "box": (0x2610, [OUTER, INNER]),
    "ticked": (0x2611, [OUTER, INNER, SMALL_TICK]),
}


def drawn(contours):
    pen = TTGlyphPen(None)
    for contour in contours:
        pen.moveTo(contour[0])
        for point in contour[1:]:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def main():
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(list(GLYPHS))
    builder.setupCharacterMap({code: name for name, (code, _) in GLYPHS.items() if code})
    builder.setupGlyf({name: drawn(contours) for name, (_, contours) in GLYPHS.items()})
    builder.setupHorizontalMetrics({name: (WIDTH, 150) for name in GLYPHS})
    # As high as Noto Sans, so that a mark stands on the line of the words beside it.
    builder.setupHorizontalHeader(ascent=2189, descent=-600)
    builder.setupOS2(
        version=4, sTypoAscender=2189, sTypoDescender=-600, usWinAscent=2189, usWinDescent=600,
        sCapHeight=1462, sxHeight=1098,
    )
    names = {"familyName": "Kwali Marks", "styleName": "Regular", "psName": "KwaliMarks-Regular"}
    builder.setupNameTable(names | {"uniqueFontIdentifier": "Kwali Marks 1"}, mac=False)
    builder.setupPost()
    builder.font.recalcTimestamp = False
    builder.updateHead(created=0, modified=0)
    builder.save("marks.ttf")


if __name__ == "__main__":
    main()
