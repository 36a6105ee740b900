"""Which fonts a Word document asks for; the machine that opens it has to have them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Families:
    """Names of Chinese fonts as Word lists them; the ones given are on every Chinese Windows and
    in WPS. Latin letters and digits are always in Times New Roman.
    """

    title: str = "宋体"
    head: str = "黑体"
    subhead: str = "楷体"
    body: str = "仿宋"
    table: str = "宋体"
