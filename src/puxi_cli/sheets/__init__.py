"""Spreadsheets in: open them safely, find the heading row, match the headings, type the cells, keep their places."""
