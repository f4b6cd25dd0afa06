"""Documents, and what writes them: to a terminal, as JSON, CSV, a workbook or a page. Only this room knows the language of the reader."""
