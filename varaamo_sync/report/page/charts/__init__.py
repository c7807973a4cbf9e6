"""Charts as SVG: values in, text out, the same each time; no browser draws, no script runs."""

from varaamo_sync.report.page.charts.drawing import draw_chart
from varaamo_sync.report.page.charts.legend import LegendEntry, legend_of

__all__ = ["LegendEntry", "draw_chart", "legend_of"]
