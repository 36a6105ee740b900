"""Which fonts a Word document asks for; the machine that opens it has to have them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Families:
    """Names of Chinese fonts as Word lists them; the ones given are on every Chinese Windows and
    in WPS. Latin letters and digits are always in Times New Roman.
    """

    title: str = "宋体"
    heading: str = "黑体"
    subheading: str = "楷体"
    text: str = "仿宋"
    table: str = "宋体"


def families(names: Sequence[str]) -> Families:
    """The fonts of an office in the order of ``Families``; an empty name keeps the usual one."""
    roles = [field.name for field in fields(Families)]
    return Families(**{role: name for role, name in zip(roles, names, strict=False) if name})
