"""The report as a workbook; it is imported only when it is asked for, for it needs ``sheets``."""

from varaamo_sync.report.workbook.sheets import write_workbook

__all__ = ["write_workbook"]
