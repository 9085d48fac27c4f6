"""The quick look before reading: which reports can be about the country."""

import pytest

from conflictmap.defaults import load_language
from conflictmap.gazetteer import load_gazetteer
from conflictmap.geocoding.locating.gate import gate_of
from conflictmap.model import Report


@pytest.mark.parametrize(
    ("title", "text", "opens"),
    [
        ("", "A car bomb in Mosul killed six people.", True),
        ("", "Iraqi officials said six people were killed.", True),
        ("Iraq toll rises", "Six people were killed.", True),
        ("", "Gunmen stormed a post near Ba'quba.", True),
        ("", "A bomb went off in Diyala.", True),
        ("", "Gunmen in Ghazaliyah killed two policemen.", True),
        ("", "A rocket hit the Green Zone, wounding two.", True),
        ("", "A roadside bomb in Kut killed three people.", True),
        ("", "Mosul's mayor was shot dead.", True),
        ("", "Iraq\u2019s morgues were full.", True),
        ("", "Kut came under fire.", True),
        ("", "Hit was shelled.", True),
        ("", "Faw, a port, was shelled.", True),
        ("", "#Tuz blast kills four", True),
        ("", "Hit by a bomb, the bus burned.", False),
        ("Stores Ban Kut Fabrics", "", False),
        ("", "Shares Hit Two-Year Low in New York", False),
        ("", "A storm hit the coast and killed three people.", False),
        ("", "The foreign ministry denied it.", False),
        ("", "A car bomb in Kabul killed six people.", False),
        ("Oil prices hit a record", "Shares fell in New York.", False),
        ("", "Piraqis are no people.", False),
        ("", "", False),
    ],
)
def test_gate(title, text, opens):
    assert gate_of(load_gazetteer(), load_language()).opens(Report("r", text, title)) is opens
