"""A QR code for a link: ISO/IEC 18004, bytes, level M, versions 1 to 15.

Written here because a browser that made links would otherwise download a library twenty-five times as large.
The tests read every version back with a reader of codes that other people wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, pairwise, zip_longest

Matrix = list[list[bool]]

#: For each version at level M: correction bytes a block, then (blocks, data bytes a block).
_BLOCKS: tuple[tuple[int, tuple[tuple[int, int], ...]], ...] = (
    (10, ((1, 16),)),
    (16, ((1, 28),)),
    (26, ((1, 44),)),
    (18, ((2, 32),)),
    (24, ((2, 43),)),
    (16, ((4, 27),)),
    (18, ((4, 31),)),
    (22, ((2, 38), (2, 39))),
    (22, ((3, 36), (2, 37))),
    (26, ((4, 43), (1, 44))),
    (30, ((1, 50), (4, 51))),
    (22, ((6, 36), (2, 37))),
    (22, ((8, 37), (1, 38))),
    (24, ((4, 40), (5, 41))),
    (24, ((5, 41), (5, 42))),
)
#: Where the small squares stand, by version.
_ALIGNMENT = (
    (),
    (6, 18),
    (6, 22),
    (6, 26),
    (6, 30),
    (6, 34),
    (6, 22, 38),
    (6, 24, 42),
    (6, 26, 46),
    (6, 28, 50),
    (6, 30, 54),
    (6, 32, 58),
    (6, 34, 62),
    (6, 26, 46, 66),
    (6, 26, 48, 70),
)
_MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda i, j: (i + j) % 2 == 0,
    lambda i, _: i % 2 == 0,
    lambda _, j: j % 3 == 0,
    lambda i, j: (i + j) % 3 == 0,
    lambda i, j: (i // 2 + j // 3) % 2 == 0,
    lambda i, j: i * j % 2 + i * j % 3 == 0,
    lambda i, j: (i * j % 2 + i * j % 3) % 2 == 0,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2 == 0,
)
LONGEST = sum(blocks * size for blocks, size in _BLOCKS[-1][1]) - 3
"""The most bytes that a code holds: two or three go to their number."""


def matrix(text: str) -> Matrix:
    """Return the modules of a code, row by row, true where dark. Raises ValueError for a text too long."""
    content = text.encode()
    version = _version(len(content))
    correction, groups = _BLOCKS[version - 1]
    words = _words(content, version, sum(blocks * size for blocks, size in groups))
    bits = list(_bits(_interleaved(words, correction, groups)))
    fixed = _fixed(version)
    return min(
        (_masked(fixed, bits, mask) for mask in range(len(_MASKS))),
        key=_penalty,
    )


def path(modules: Matrix) -> str:
    """Return the dark modules as an SVG path, one unit a module; the light border is left out."""
    runs = []
    for y, row in enumerate(modules):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                runs.append(f"M{x} {y}h{end - x}v1h-{end - x}z")
            x = end + 1
    return "".join(runs)


def _version(length: int) -> int:
    for version, (_, groups) in enumerate(_BLOCKS, 1):
        room = sum(blocks * size for blocks, size in groups)
        if 4 + _count_bits(version) + 8 * length <= 8 * room:
            return version
    raise ValueError(f"more than {LONGEST} bytes")


def _count_bits(version: int) -> int:
    return 8 if version < 10 else 16


def _words(content: bytes, version: int, room: int) -> bytes:
    """Return the data: what it is (bytes), how many, the bytes themselves, and a filling."""
    bits = "0100" + f"{len(content):0{_count_bits(version)}b}" + "".join(f"{byte:08b}" for byte in content)
    bits += "0" * min(4, 8 * room - len(bits))
    bits += "0" * (-len(bits) % 8)
    words = int(bits, 2).to_bytes(len(bits) // 8)
    return words + bytes(0xEC if n % 2 == 0 else 0x11 for n in range(room - len(words)))


def _interleaved(words: bytes, correction: int, groups: tuple[tuple[int, int], ...]) -> bytes:
    blocks, at = [], 0
    for count, size in groups:
        for _ in range(count):
            blocks.append(words[at : at + size])
            at += size
    divisor = _divisor(correction)
    corrections = [_remainder(block, divisor) for block in blocks]
    columns = chain(zip_longest(*blocks), zip_longest(*corrections))
    return bytes(word for column in columns for word in column if word is not None)


def _times(a: int, b: int) -> int:
    """Multiply in the field of 256 elements of the standard."""
    product = 0
    for shift in range(7, -1, -1):
        product = (product << 1) ^ (0x11D if product & 0x80 else 0)
        product ^= a if b >> shift & 1 else 0
    return product


def _divisor(degree: int) -> list[int]:
    coefficients, root = [0] * (degree - 1) + [1], 1
    for _ in range(degree):
        for n in range(degree):
            following = coefficients[n + 1] if n + 1 < degree else 0
            coefficients[n] = _times(coefficients[n], root) ^ following
        root = _times(root, 2)
    return coefficients


def _remainder(block: bytes, divisor: list[int]) -> bytes:
    rest = [0] * len(divisor)
    for byte in block:
        factor = byte ^ rest[0]
        rest = [*rest[1:], 0]
        rest = [one ^ _times(coefficient, factor) for one, coefficient in zip(rest, divisor, strict=True)]
    return bytes(rest)


def _bits(words: bytes) -> Iterator[bool]:
    return (word >> shift & 1 == 1 for word in words for shift in range(7, -1, -1))


def _fixed(version: int) -> list[list[bool | None]]:
    """Return the modules that every code of a version has; None where data go."""
    size = 17 + 4 * version
    grid: list[list[bool | None]] = [[None] * size for _ in range(size)]
    for n in range(size):
        grid[6][n] = grid[n][6] = n % 2 == 0
    for y, x in ((3, 3), (3, size - 4), (size - 4, 3)):
        _square(grid, y, x, 4, (2, 4))
    spots = _ALIGNMENT[version - 1]
    for y in spots:
        for x in spots:
            if (y, x) not in ((6, 6), (6, size - 7), (size - 7, 6)):
                _square(grid, y, x, 2, (1,))
    _write_format(grid, 0)
    if version >= 7:
        word = version << 12 | _bch(version, 0x1F25, 12)
        for n in range(18):
            y, x = size - 11 + n % 3, n // 3
            grid[y][x] = grid[x][y] = bool(word >> n & 1)
    return grid


def _square(
    grid: list[list[bool | None]], middle_y: int, middle_x: int, reach: int, light: tuple[int, ...]
) -> None:
    for y in range(-reach, reach + 1):
        for x in range(-reach, reach + 1):
            if 0 <= middle_y + y < len(grid) and 0 <= middle_x + x < len(grid):
                grid[middle_y + y][middle_x + x] = max(abs(y), abs(x)) not in light


def _bch(value: int, generator: int, bits: int) -> int:
    rest = value
    for _ in range(bits):
        rest = rest << 1 ^ (rest >> bits - 1) * generator
    return rest


def _write_format(grid: list[list[bool | None]], mask: int) -> None:
    """Write the level (M is 00) and the mask, twice, and the one module that is always dark."""
    word = (mask << 10 | _bch(mask, 0x537, 10)) ^ 0x5412
    size = len(grid)
    around = [(n, 8) for n in (0, 1, 2, 3, 4, 5, 7, 8)] + [(8, n) for n in (7, 5, 4, 3, 2, 1, 0)]
    apart = [(8, size - 1 - n) for n in range(8)] + [(size - 15 + n, 8) for n in range(8, 15)]
    for places in (around, apart):
        for n, (y, x) in enumerate(places):
            grid[y][x] = bool(word >> n & 1)
    grid[size - 8][8] = True


def _masked(fixed: list[list[bool | None]], bits: list[bool], mask: int) -> Matrix:
    grid = [list(row) for row in fixed]
    size, at = len(grid), 0
    turned = _MASKS[mask]
    right = size - 1
    upward = True
    while right > 0:
        if right == 6:
            right -= 1
        for y in range(size - 1, -1, -1) if upward else range(size):
            for x in (right, right - 1):
                if fixed[y][x] is None:
                    dark = at < len(bits) and bits[at]
                    grid[y][x] = dark != turned(y, x)
                    at += 1
        right -= 2
        upward = not upward
    _write_format(grid, mask)
    return [[bool(module) for module in row] for row in grid]


def _penalty(modules: Matrix) -> int:
    """Return how hard a code is to read: runs, blocks, what looks like a corner, imbalance."""
    lines = [[*row] for row in modules] + [[*column] for column in zip(*modules, strict=True)]
    total = sum(_runs(line) for line in lines)
    for upper, lower in pairwise(modules):
        for x in range(len(upper) - 1):
            total += 3 * (upper[x] == upper[x + 1] == lower[x] == lower[x + 1])
    dark = sum(map(sum, modules)) * 100 / len(modules) ** 2
    return total + 10 * int(abs(dark - 50) / 5)


def _runs(line: list[bool]) -> int:
    text = "".join("01"[dark] for dark in line)
    total, start = 0, 0
    for n in range(1, len(text) + 1):
        if n == len(text) or text[n] != text[start]:
            total += n - start - 2 if n - start >= 5 else 0
            start = n
    for corner in ("10111010000", "00001011101"):
        total += 40 * sum(text.startswith(corner, n) for n in range(len(text) - 10))
    return total
