"""What can be asked of Respa, by names for faults."""

from __future__ import annotations

RESPA_LOGIN = "respa_login"
"""The login; only a fault that names it meets it."""

READS = frozenset(
    f"respa_{name}_{kind}"
    for name in ("resource", "unit", "type", "purpose", "equipment", "equipment_category")
    for kind in ("list", "retrieve")
) | {"respa_image", "respa_user"}

WRITES = frozenset(
    {
        "respa_resource_create",
        "respa_resource_update",
        "respa_resource_delete",
        "respa_resource_restore",
        "respa_unit_create",
        "respa_unit_update",
    }
)

OPERATIONS = READS | WRITES | {RESPA_LOGIN}
"""Names for faults."""

GROUPS = {"respa_reads": READS, "respa_writes": WRITES}
"""Names that stand for all of them that read, and for all that write."""
