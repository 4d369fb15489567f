"""Names of a stranger, shown and never obeyed."""


def plain(text: str) -> str:
    """The text with everything escaped that a terminal or a reader's eye would follow: control
    characters, changes of direction, invisible letters."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
