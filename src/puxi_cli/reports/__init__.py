"""Findings and figures out: terminal, JSON, CSV, workbooks; masking; the entry template; the schemas; atomic writing."""
