"""Characters that are several letters, as presentation forms have them: spelled out over a whole batch's codes."""

import functools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.letters import SEVERAL, Codes, letter_table, ligatures

Units = npt.NDArray[np.uint16]
Positions = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Spellings:
    """The ligatures in ascending order, how many letters each has, and their codes: a row each, filled up with 0."""

    units: Units
    sizes: Positions
    letters: Codes


@functools.cache
def _spellings() -> _Spellings:
    spelled = {unit: letter_table()[list(map(ord, letters))] for unit, letters in sorted(ligatures().items())}
    sizes = np.array([len(codes) for codes in spelled.values()])
    letters = np.zeros((len(spelled), sizes.max()), dtype=np.uint8)
    for row, codes in zip(letters, spelled.values(), strict=True):
        row[: len(codes)] = codes
    return _Spellings(np.array(list(spelled), dtype=np.uint16), sizes, letters)


def spell_out_ligatures(codes: Codes, units: Units) -> Codes:
    """Return the codes with the letters of every ligature instead of `SEVERAL`; `units` are what they are codes of."""
    places = (codes == SEVERAL).nonzero()[0]
    if not len(places):
        return codes
    spellings = _spellings()
    ligature = spellings.units.searchsorted(units[places])
    sizes = spellings.sizes[ligature]
    copies = np.ones(len(codes), dtype=np.int64)
    copies[places] = sizes
    whole = codes.repeat(copies)
    firsts = places + sizes.cumsum() - sizes - np.arange(len(places))
    for letter in range(spellings.letters.shape[1]):
        whole[(firsts + letter)[sizes > letter]] = spellings.letters[ligature[sizes > letter], letter]
    return whole
