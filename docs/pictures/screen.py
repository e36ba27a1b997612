#!/usr/bin/env python3
"""Draws a terminal's screen, as `tmux capture-pane -e -p` prints it, as SVG.

    screen.py light|dark <SCREEN >PICTURE.svg

Text stands on a grid, whatever font there is; bars are drawn, so that they have no seams.
"""

import re
import sys
import unicodedata
from xml.sax.saxutils import escape

WIDTH, HEIGHT, SIZE, EDGE = 8.4, 19, 14, 16  # of a cell, of its letters, around the screen; px
FONT = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace"
# Background, text, dimmed text, then black, red, green, yellow, blue, magenta, cyan, white.
THEMES = {
    "light": ["#ffffff", "#1f2328", "#6a737d"]
    + ["#24292f", "#b42318", "#1a7f37", "#8a6100", "#0957b5", "#8250df", "#0e6e7c", "#6a737d"],
    "dark": ["#0d1117", "#d6dce3", "#8b949e"]
    + ["#6e7681", "#ff7b72", "#56d364", "#e3b341", "#79b8ff", "#d2a8ff", "#56d4dd", "#f0f6fc"],
}
BARS = {"█": 1.0, "░": 0.25}


def runs(line):
    """The parts of a line that look alike: text, colour (or none), bold, dim."""
    colour, bold, dim = None, False, False
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if not part.startswith("\x1b["):
            if part:
                yield part, colour, bold, dim
            continue
        for code in (int(code or 0) for code in part[2:-1].split(";")):
            if code == 0:
                colour, bold, dim = None, False, False
            elif code in (1, 2, 22):
                bold, dim = code == 1, code == 2
            elif 30 <= code <= 37 or 90 <= code <= 97:
                colour = code % 10
            elif code == 39:
                colour = None


def cells(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def drawn(text, x, y, colour, bold):
    for piece in re.findall(r"█+|░+| +|[^█░ ]+(?: [^█░ ]+)*", text):
        width = WIDTH * cells(piece)
        if piece[0] in BARS:
            yield (
                f'<rect x="{x:.1f}" y="{y - 13:.1f}" width="{width:.1f}" height="15" '
                f'fill="{colour}" fill-opacity="{BARS[piece[0]]}"/>'
            )
        elif piece[0] != " ":
            weight = ' font-weight="700"' if bold else ""
            yield (
                f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}"{weight} textLength="{width:.1f}" '
                f'lengthAdjust="spacingAndGlyphs">{escape(piece)}</text>'
            )
        x += width


def main(theme):
    ground, plain, dimmed, *palette = THEMES[theme]
    lines = [line.rstrip() for line in sys.stdin.read().rstrip("\n").split("\n")]
    shapes, widest = [], 80
    for row, line in enumerate(lines):
        column, y = 0, EDGE + HEIGHT * (row + 0.75)
        for text, colour, bold, dim in runs(line):
            fill = dimmed if dim else plain if colour is None else palette[colour]
            shapes += drawn(text, EDGE + WIDTH * column, y, fill, bold)
            column += cells(text)
        widest = max(widest, column)
    width, height = 2 * EDGE + WIDTH * widest, 2 * EDGE + HEIGHT * len(lines)
    print(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" font-family="{FONT}" font-size="{SIZE}">'
    )
    print(
        f'<rect x="0.5" y="0.5" width="{width - 1:.0f}" height="{height - 1:.0f}" rx="8" '
        f'fill="{ground}" stroke="{dimmed}" stroke-opacity="0.4"/>'
    )
    print("\n".join(shapes))
    print("</svg>")


main(sys.argv[1])
