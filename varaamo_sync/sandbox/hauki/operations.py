"""What can be asked of Hauki, by the names of its API description."""

from __future__ import annotations

READS = frozenset(
    {
        "resource_list",
        "resource_retrieve",
        "resource_permission_check",
        "date_period_list",
        "date_period_retrieve",
        "date_period_permission_check",
        "opening_hours_list",
        "resource_opening_hours",
        "auth_required_test",
    }
)

WRITES = frozenset(
    {
        "resource_create",
        "resource_update",
        "resource_copy_date_periods",
        "date_period_create",
        "date_period_update",
        "date_period_destroy",
    }
)

OPERATIONS = READS | WRITES
"""Names for faults."""

GROUPS = {"hours_reads": READS, "hours_writes": WRITES}
"""Names that stand for all of them that read, and for all that write."""
