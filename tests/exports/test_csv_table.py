"""Tables for spreadsheets."""

from __future__ import annotations

import csv
import io

import pytest

from bot.exports.csv_table import csv_table


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(formula: str) -> None:
    (_, row) = csv.reader(io.StringIO(csv_table(("a", "b"), [(formula, 'x,"y')]), newline=""))
    assert row[0].startswith("'")
    assert row[1] == 'x,"y'
