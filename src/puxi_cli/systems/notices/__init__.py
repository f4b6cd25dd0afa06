"""Lists to be made public, and what is to be checked before they are."""

from puxi_cli.system import System
from puxi_cli.text.words import Text

SYSTEM = System("notices", Text("公示", "public notices"))
