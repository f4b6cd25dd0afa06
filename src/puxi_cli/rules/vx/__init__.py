"""VX: may a poor village leave. The village's seven items of the 577. Every file is listed here."""

from puxi_cli.rules.vx import items

FILES = (items,)
