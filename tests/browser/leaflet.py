"""A guide as a page to print: the few signs of Markdown that the guides use, as HTML."""

import base64
import re
from html import escape
from pathlib import Path

from passes.paper import FONTS

STYLE = """
@page { size: A4; margin: 12mm 14mm }
body { font: 9.2pt/1.32 Ours; color: #17211b }
h1 { font-size: 17pt; margin: 0 0 2mm } h2 { font-size: 11.5pt; margin: 3mm 0 1mm }
p, ul, ol, table { margin: 0 0 1.6mm } ul, ol { padding-inline-start: 6mm }
table { border-collapse: collapse } th, td { text-align: start; vertical-align: top;
  padding: .5mm 4mm .5mm 0; border-block-end: .2mm solid #75827a }
img { max-block-size: 39mm; max-inline-size: 60mm } code { font-size: 9pt }
"""
MARKS = (
    (r"!\[([^]]+)\]\(([^)]+)\)", r'<img alt="\1" src="\2">'),
    (r"\[([^]]+)\]\([^)]+\)", r"\1"),
    (r"\*\*(.+?)\*\*", r"<strong>\1</strong>"),
    (r"\*(.+?)\*", r"<em>\1</em>"),
    (r"`(.+?)`", r"<code>\1</code>"),
)


def printable(guide: Path) -> str:
    """Return the guide as one HTML document with its pictures inside."""
    blocks = re.split(r"\n\s*\n|\n(?=#)", guide.read_text().strip())
    body = "\n".join(_block(block.strip()) for block in blocks)
    body = re.sub('src="([^"]+)"', lambda found: _inside(guide, found[1]), body)
    style = "".join(map(_face, (("Regular", 400), ("Bold", 700)))) + STYLE
    return f"<!doctype html><meta charset=utf-8><style>{style}</style>{body}"


def _face(cut: tuple[str, int]) -> str:
    """Bring the font along: a page is as long on every machine."""
    name, weight = cut
    font = base64.b64encode((FONTS / f"NotoSans-{name}.ttf").read_bytes()).decode()
    source = f"url(data:font/ttf;base64,{font})"
    return f"@font-face {{ font-family: Ours; font-weight: {weight}; src: {source} }}"


def _block(block: str) -> str:
    head = re.match(r"(#+) (.*)", block)
    if head:
        level = len(head[1])
        return f"<h{level}>{_line(head[2])}</h{level}>"
    if block.startswith("|"):
        return _table(block.splitlines())
    for tag, start in (("ol", r"\d+\. "), ("ul", "- ")):
        if re.match(start, block):
            items = re.split(rf"^{start}", block, flags=re.MULTILINE)[1:]
            return f"<{tag}><li>{'<li>'.join(map(_line, items))}</{tag}>"
    return f"<p>{_line(block)}</p>"


def _table(lines: list[str]) -> str:
    head, _, *rows = (
        [cell.strip() for cell in line[1:-1].split("|")] for line in lines
    )
    shown = [_row(head, "th"), *(_row(row, "td") for row in rows)]
    return f"<table>{''.join(shown)}</table>"


def _row(cells: list[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{_line(cell)}</{tag}>" for cell in cells) + "</tr>"


def _line(words: str) -> str:
    words = escape(" ".join(words.split()), quote=False)
    for sign, html in MARKS:
        words = re.sub(sign, html, words)
    return words


def _inside(guide: Path, name: str) -> str:
    body = base64.b64encode((guide.parent / name).read_bytes()).decode()
    return f'src="data:image/png;base64,{body}"'
