"""The colours by name, light and dark: the only place where a colour is written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, each as "#RRGGBB"."""

    ground: str  # behind everything
    card: str  # behind what is read and filled in
    line: str  # around cards and fields
    text: str
    soft: str  # text of second rank, still to be read
    faint: str  # ticks and empty dashes only
    accent: str
    accent_soft: str  # behind what is chosen
    on_accent: str  # text on the accent
    attention: str
    track: str  # a slider nobody has touched
    data: tuple[str, str, str, str]  # Okabe–Ito, in the order in which measures take them


LIGHT = Tokens(
    ground="#F6F5F2",
    card="#FFFFFF",
    line="#E3E0D9",
    text="#20252A",
    soft="#5B646D",
    faint="#8B939B",
    accent="#2B6E72",
    accent_soft="#DDECEB",
    on_accent="#FFFFFF",
    attention="#A8502A",
    track="#D9D6CE",
    data=("#0072B2", "#C75A00", "#00845F", "#A95B8C"),
)

DARK = Tokens(
    ground="#15181B",
    card="#1D2125",
    line="#2B3137",
    text="#E9E7E2",
    soft="#A3ACB5",
    faint="#78818A",
    accent="#74BDB9",
    accent_soft="#213536",
    on_accent="#15181B",
    attention="#E39B73",
    track="#3A4148",
    data=("#56B4E9", "#E69F00", "#3CC79A", "#D79BC0"),
)
