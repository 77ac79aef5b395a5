"""The kinds of file that a report is written as; apart, so that a window can offer them without pandas."""

FORMATS = ("xlsx", "pdf", "html")
#: What is written when nobody says which.
USUAL_FORMATS = ("xlsx", "pdf")
BULLETIN_FORMATS = ("pdf", "xlsx", "html", "docx")
