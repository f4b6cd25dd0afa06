"""The systems of the town: the only list of them, in the order of `puxi --help`."""

from puxi_cli.systems import (
    compare,
    entry,
    exit,
    explain,
    exports,
    figures,
    identification,
    quality,
    rectification,
    reference,
    register,
    repair,
)

SYSTEMS = (
    register.SYSTEM,
    quality.SYSTEM,
    identification.SYSTEM,
    exit.SYSTEM,
    explain.SYSTEM,
    figures.SYSTEM,
    compare.SYSTEM,
    reference.SYSTEM,
    rectification.SYSTEM,
    repair.SYSTEM,
    exports.SYSTEM,
    entry.SYSTEM,
)
