"""The steps of the procedure of exit; their names and order are data of the law, unsourced until the user confirms them."""

from __future__ import annotations

from puxi_cli.rules.steps import ask_steps
from puxi_cli.text.words import Text

ask_steps(
    "EX",
    301,
    "exit",
    Text("退出", "exit"),
    "贫困退出程序（民主评议、核实、农户签字认可、公示、批准退出）；步骤的叫法和次序为 puxi 默认，未见陕西文本",
    lambda h, law: h.leaves,
    None,
    "61",
)
