"""Acts of many sentences become the reports of one article: gaps filled, the same act told twice made one."""

from __future__ import annotations

from graph.extraction.reports.dating import date_drafts, date_leads
from graph.extraction.reports.draft import RUNG_TRUST, Draft
from graph.extraction.reports.inheriting import drafts, inherit
from graph.extraction.reports.merging import merge
from graph.extraction.reports.reporting import to_report
from graph.extraction.reports.selecting import mark_appealed, mark_overturned, select, without_private

__all__ = [
    "RUNG_TRUST",
    "Draft",
    "date_drafts",
    "date_leads",
    "drafts",
    "inherit",
    "mark_appealed",
    "mark_overturned",
    "merge",
    "select",
    "to_report",
    "without_private",
]
