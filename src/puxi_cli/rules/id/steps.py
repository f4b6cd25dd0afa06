"""The steps of the procedure of identification; their names and order are data of the law, unsourced until the user confirms them."""

from __future__ import annotations

from puxi_cli.rules.steps import ask_steps
from puxi_cli.text.words import Text

ask_steps(
    "ID",
    401,
    "identification",
    Text("识别", "identification"),
    "国开办发〔2014〕24号（农户申请、民主评议、公示、审核、公告）；七步的叫法和次序为 puxi 默认，未见出处",
    lambda h, law: h.on_register,
    "procedure",
    "CN",
)
