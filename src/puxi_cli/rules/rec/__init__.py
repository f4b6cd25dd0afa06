"""REC: rules of the record and between records. Every file of the family is listed here."""

from puxi_cli.rules.rec import exits, heads, households, incomes, numbers, reading, record, villages, years

FILES = (exits, heads, households, incomes, numbers, reading, record, villages, years)
