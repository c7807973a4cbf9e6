from collections.abc import Iterator

import pytest

from varaamo_sync.store import Store


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """Give an empty store."""
    opened = Store(store_url)
    yield opened
    opened.close()
