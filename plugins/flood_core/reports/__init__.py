"""Named queries -> figures -> tables -> xlsx and PDF.

``statistics_report.statistics_report`` makes the report; nothing is imported
here, because pandas and reportlab take seconds and QGIS shall start without them.
"""
