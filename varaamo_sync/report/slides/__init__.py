"""The report as a deck of slides, in a design of its own or in a city's (extra ``slides``)."""

from varaamo_sync.report.slides.writing import write_slides

__all__ = ["write_slides"]
