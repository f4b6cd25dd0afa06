"""DQ: the data-quality library of Shaanxi of 2018. Every file of the family is listed here; `library.toml` maps the official checks."""

from puxi_cli.rules.dq import allowances, blanks, causes, duplicates, exits, helpers, incomes, labour, logic, work

FILES = (allowances, blanks, causes, duplicates, exits, helpers, incomes, labour, logic, work)
