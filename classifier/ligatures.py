"""Characters that are several letters, as presentation forms have them: spelled out over a whole batch's codes."""

import functools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.letters import NOTHING, SEVERAL, Codes, letter_table, ligatures

Units = npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class _Spellings:
    """The ligatures in ascending order, how many letters each has, and their codes, a row each up to `NOTHING`."""

    units: Units
    sizes: npt.NDArray[np.int64]
    letters: Codes


@functools.cache
def _spellings() -> _Spellings:
    spelled = {unit: letter_table()[list(map(ord, letters))] for unit, letters in ligatures().items()}
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
    copies = np.ones(len(codes), dtype=np.int64)
    copies[places] = spellings.sizes[ligature]
    whole = codes.repeat(copies)
    letters = spellings.letters[ligature]
    whole[whole == SEVERAL] = letters[letters != NOTHING]
    return whole
