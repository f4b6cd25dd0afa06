"""CA: care for cadres. Every file of the family is listed here."""

from puxi_cli.systems.calendar.ca import care

FILES = (care,)
