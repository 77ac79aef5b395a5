"""The demo township 清江镇: a place made by a program, deterministic by its seed.

Names, codes, the town seat and the coastline are real (see data/SOURCES.md);
terrain, streams, roads, buildings, borders, registers and people are invented
and marked 模拟数据. All work is done in metres, EPSG:4549 (CGCS2000, 3-degree
Gauss-Krueger, central meridian 120 E); files leave in EPSG:4490.
"""
