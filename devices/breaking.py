"""Breaking running text into lines: hanzi anywhere, Latin words and numbers whole, no line beginning with a comma."""

from collections.abc import Callable, Iterator

_NEVER_FIRST = "，。、；：！？）》」』”’%,.;:!?)"


def broken(text: str, room: int, measure: Callable[[str], int], most: int = 99) -> list[str]:
    """`text` in lines that measure at most `room`; the last of `most` lines ends in … when something is left out.

    >>> broken("叫号 3 次未到算过号。", 10, lambda text: sum(1 + (char > "z") for char in text))
    ['叫号 3 次', '未到算过', '号。']
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and measure((line + piece).rstrip()) > room:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
        while measure(line.rstrip()) > room and len(line) > 1:  # one word wider than the paper
            head = _head(line, room, measure)
            lines.append(head)
            line = line[len(head) :]
    lines.append(line.rstrip())
    lines = [line for line in lines if line]
    if len(lines) > most:
        last = lines[most - 1] + "…"
        return [*lines[: most - 1], last if measure(last) <= room else _head(last, room, measure)[:-1] + "…"]
    return lines


def _head(line: str, room: int, measure: Callable[[str], int]) -> str:
    end = len(line)
    while end > 1 and measure(line[:end]) > room:
        end -= 1
    return line[:end]


def _pieces(text: str) -> Iterator[str]:
    piece = ""
    for char in text:
        if piece and _may_break(piece[-1], char):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in _NEVER_FIRST:
        return False
    return before == " " or before >= "\u2e80" or after >= "\u2e80"
