"""The nine red lines: a member of a listed household stands in another office's list. A lead that names the list, never more.

Inspectors compared all registered households. Of one that left (ID211 to ID219) the question is whether it was listed rightly: what the
list dates after the exit, and a member who joined after it, say nothing of that.
"""

from __future__ import annotations

from typing import Any

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, Expression, rule
from puxi_cli.text.words import Text

_CITE = "贫困户识别“九条红线”第{n}条（{core}）；文本见 2017 年网络转载，一处称出自陕西，原文未见，未经核实"
# In the order of the nine; name, category as the lists write it, what the line is about (Chinese, English).
_LINES = (
    ("flat-bought", "商品房", "购建商品房、豪华装修或村外商铺", "a bought flat, luxury fittings or a shop outside the village"),
    ("vehicle-owned", "车辆", "私家车、大型农用车、工程机械", "a car, a large farm vehicle or machinery"),
    ("village-officer", "村干部", "现任村三委会成员", "a sitting member of a village committee"),
    ("public-payroll", "财政供养", "财政统发工资或国营大中型企业工作", "paid by the treasury or a large state firm"),
    ("business-owned", "经营实体", "企业、合作社负责人，长期承包工程或雇人", "heads a firm or cooperative, contracts or employs"),
    ("long-absent", "长期外出", "家中长期无人、人户分离", "long absent from home"),
    (
        "studies-or-insurance",
        "留学或商业保险",
        "自费留学、购买商业养老保险",
        "self-paid studies abroad or commercial pension insurance",
    ),
    ("offence", "违法", "违法被处理拒不改正", "sanctioned for an offence, not mended"),
    ("complaint", "投诉", "对举报质疑不能合理解释", "a complaint without an explanation"),
)


def _kept(n: int) -> Expression:
    def in_no_such_list(p: Any, law: Law) -> Any:
        """No member who is there stands in a list of this category; unknown where no such list was handed in.

        在户的成员都不在这一类名单中；没有交来这类名单的无法判断。
        """
        return getattr(p, f"red_line_{n}") == 0

    return in_no_such_list


def _kept_while_listed(n: int) -> Expression:
    def in_no_such_list_while_listed(p: Any, law: Law) -> Any:
        """No member stands in a list of this category from before the exit, or without a day; unknown where no such list was handed in.

        成员不在退出以前（或没有日期）的这一类名单中；没有交来这类名单的无法判断。
        """
        return getattr(p, f"while_listed_{n}") == 0

    return in_no_such_list_while_listed


for _n, (_name, _category, _core, _words) in enumerate(_LINES, 1):
    rule(
        id=f"ID20{_n}",
        name=_name,
        asks=(Ask(Scope.PERSON, "id_no", "persons"),),
        region="61",
        in_force=("2014-01-01", "2020-12-31"),
        severity=Severity.WARNING,
        duty=Duty.VILLAGE,
        titles=Text(f"红线线索：{_category}", f"lead, red line {_n}: {_words}"),
        zh=f"在册户成员 {{name}} 出现在{{twin_source}}的“{_category}”名单中，见 {{twin}}",
        en="{name}, a member of a listed household, stands in a list of {twin_source} " + f"({_words}), see {{twin}}",
        mend=Text(
            "入户核实名单是否属实、是否为本人，属实的由村评议并留存说明",
            "Visit the house: is the list right, is it this person; the village records what it found",
        ),
        cite=_CITE.format(n=_n, core=_core),
        applies=lambda p, law: p.there & p.on_register,
        shows=("name",),
        twin=f"red_line_{_n}_twin",
        twin_table="evidence",
        unknown=Text(
            f"截至当日没有交来有证件号码的“{_category}”名单",
            "no list of this category with identity numbers was handed in by the day",
        ),
    )(_kept(_n))
    rule(
        id=f"ID21{_n}",
        name=f"{_name}-before-exit",
        asks=(Ask(Scope.PERSON, "id_no", "persons"),),
        region="61",
        in_force=("2014-01-01", "2020-12-31"),
        severity=Severity.WARNING,
        duty=Duty.VILLAGE,
        titles=Text(f"当年识别是否准确（已退出户）：{_category}", f"exited; was it listed rightly? {_words}"),
        zh=f"已退出户成员 {{name}} 出现在{{twin_source}}的“{_category}”名单中，名单日期：{{twin_day}}，见 {{twin}}；当年识别是否准确",
        en="{name}, a member of a household that left the register, stands in a list of {twin_source} "
        + f"({_words}), dated {{twin_day}}, see {{twin}}; was it listed rightly?",
        mend=Text(
            "查阅当年识别资料并入户核实：名单是否属实、是否为本人、在册时是否已有；由村评议并留存说明",
            "Look at the papers of its identification and visit the house: is the list right, is it this person, was it so while the "
            "household was listed; the village records what it found",
        ),
        cite=_CITE.format(n=_n, core=_core),
        applies=lambda p, law: p.there & (p.standing == "exited") & p.there_before_exit,
        shows=("name",),
        twin=f"while_listed_{_n}_twin",
        twin_table="evidence",
        unknown=Text(
            f"截至当日没有交来有证件号码的“{_category}”名单",
            "no list of this category with identity numbers was handed in by the day",
        ),
    )(_kept_while_listed(_n))
