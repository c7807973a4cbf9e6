import doctest
import sys

import pytest

import varaamo_sync.goal


@pytest.mark.parametrize("name", ["evaluation", "counts"])
def test_the_examples_of_the_docstrings_are_right(name: str) -> None:
    """What a docstring shows is what its code answers."""
    module = sys.modules[f"{varaamo_sync.goal.__name__}.{name}"]
    failed, tried = doctest.testmod(module)

    assert (0, True) == (failed, tried > 0)
