"""Workbooks changed in place: only the parts that hold a changed cell are written anew, everything else stays byte for byte.

A round trip through a library that models workbooks loses what it does not model (sparklines, buttons, results of formulas). Here a
workbook is what it is on the disk: a zip of XML parts, of which a few are changed with lxml.
"""
