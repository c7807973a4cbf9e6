"""What a cell holds is quoted as people write it, in the words of no programming language."""

from datetime import date, datetime, time, timedelta

import pytest

from varaamo_sync.workbooks.text import preview


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (datetime(2026, 12, 1, 8, 0), "1.12.2026 8.00"),  # noqa: DTZ001  # Excel knows no zone
        (datetime(2026, 12, 1), "1.12.2026"),  # noqa: DTZ001
        (date(2026, 12, 1), "1.12.2026"),
        (time(8, 0), "8.00"),
        (time(18, 5, 30), "18.05.30"),
        (time(0, 0), "0.00"),
        (timedelta(hours=30), "30:00"),
        ("1.12.2026 klo 8", "1.12.2026 klo 8"),
    ],
)
def test_days_and_hours_of_excel_are_quoted_as_they_are_written(value: object, said: str) -> None:
    """Nobody who looks at the cell sees ``2026-12-01 08:00:00`` there."""
    assert said == preview(value)
