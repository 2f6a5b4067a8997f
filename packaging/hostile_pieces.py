"""What files that are made to do harm are made of: the same piece, again and again."""

from collections.abc import Callable, Iterable, Iterator

# just below what a text may have at most
MOST = 60_000_000

Pieces = Iterable[bytes]
Case = tuple[str, Callable[[], Pieces], tuple[str, ...]]
"""A name, what gives the file, and the formats to try."""


def repeated(
    head: bytes, piece: bytes, tail: bytes = b"", most: int = MOST
) -> Callable[[], Pieces]:
    """Return what gives one piece again and again, between a beginning and an end."""

    def pieces() -> Iterator[bytes]:
        yield head
        many = piece * max(1, (1 << 20) // len(piece))
        left = most
        while left > 0:
            yield many
            left -= len(many)
        yield tail

    return pieces


def numbered(head: str, form: str, n: int, tail: str = "") -> Callable[[], Pieces]:
    """Return what gives a piece with a number in it, n times."""

    def pieces() -> Iterator[bytes]:
        yield head.encode()
        for start in range(0, n, 10_000):
            yield "".join(form.format(i) for i in range(start, min(n, start + 10_000))).encode()
        yield tail.encode()

    return pieces


def plain(content: bytes | str) -> Callable[[], Pieces]:
    """Return what gives these bytes."""
    return lambda: (content.encode() if isinstance(content, str) else content,)
