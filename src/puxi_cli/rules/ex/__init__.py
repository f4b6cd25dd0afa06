"""EX: may a household leave, did it leave too early, has it slipped. The household's five items of the 577. Every file is listed here."""

from puxi_cli.rules.ex import items, steps, watch

FILES = (items, steps, watch)
