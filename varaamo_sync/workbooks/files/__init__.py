"""Workbook files: opened, unpacked with a measure, and read into sheets of cells."""
