"""."""

from training.report.contents import Report


def write_page(report: Report) -> str:
    """."""
    return ""
