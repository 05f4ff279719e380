"""The lines of the curator's sheet and of the SWOT analysis, in their order.

Yes, in part, no count 2, 1 and 0; the same lines stand in the questionnaire of the
curator.
"""

SHEET = (
    "sheet_needs",
    "sheet_programs",
    "sheet_papers",
    "sheet_meetings",
    "sheet_training",
    "sheet_materials",
    "sheet_interim",
    "sheet_discussed",
    "sheet_practices",
    "sheet_site",
)
ANSWERS = [("0", "Not yet"), ("1", "In part"), ("2", "Yes")]
SWOT = ("strengths", "weaknesses", "opportunities", "threats")
