"""The systems of the town: the only list of them, in the order of `puxi --help`. Each is a folder of `systems`."""

from importlib import import_module

_NAMES = """
register
quality
identification
exit
explain
figures
compare
reference
rectification
repair
notices
exports
calendar
entry
"""
SYSTEMS = tuple(import_module(f"puxi_cli.systems.{name}").SYSTEM for name in _NAMES.split())
