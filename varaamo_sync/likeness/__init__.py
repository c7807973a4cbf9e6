"""Likeness of names: which rooms of one venue are likely one room under two names.

Nobody is asked about *ryhmätyötila 1* because of *ryhmätyötila 2*; about *ryhmätyötila 01*,
*ryhmähuone 1* and *Kallion kirjaston ryhmätyötila 1 (6 hlö)* somebody is.
"""

from varaamo_sync.likeness.houses import called, house_of
from varaamo_sync.likeness.judging import Likeness
from varaamo_sync.likeness.twins import Called, House

__all__ = ["Called", "House", "Likeness", "called", "house_of"]
