"""CX: may the county leave. The county's seven items of the 577, as far as its townships were read. Every file is listed here."""

from puxi_cli.rules.cx import items

FILES = (items,)
