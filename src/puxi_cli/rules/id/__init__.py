"""ID: who should be on the register and who should not; leads for a visit, never a verdict. Every file is listed here."""

from puxi_cli.rules.id import households, red_lines, standard, steps

FILES = (households, red_lines, standard, steps)
