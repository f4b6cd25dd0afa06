"""Identification, exit and status: an order of time, and two columns that say the same."""

from __future__ import annotations

from typing import Any

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.household import EXITED_TYPE, NOT_EXITED, PLANNED
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, rule
from puxi_cli.text.words import Text

_CITE = "信息表一致性（识别、脱贫时间与脱贫属性相符）"
_ASK = (Ask(Scope.HOUSEHOLD, "exit_year", "households"),)
_SIGNS = (
    "status",
    "exit_year",
    "relapsed",
    "poor_type",
    "household_type",
    "cause",
    "monitored_type",
)  # that somebody is on the list


@rule(
    id="REC331",
    name="exit-after-identification",
    asks=_ASK,
    severity=Severity.ERROR,
    duty=Duty.TOWN,
    titles=Text("脱贫早于识别", "exit before identification"),
    zh="{heading_exit_year} {exit_year}，首次识别却在 {identified}",
    en="left in {exit_year}, first identified in {identified}",
    mend=Text("核对识别和脱贫的审批表", "Check the papers of identification and exit"),
    cite=_CITE,
    applies=lambda h, law: h.filled("exit_year") & h.filled("identified"),
    shows=("exit_year", "identified"),
)
def exit_after_identification(h: Any, law: Law) -> Any:
    """The year of exit is not before the year of first identification.

    脱贫年度不早于首次识别年度。
    """
    return h.exit_year >= h.identified_year


@rule(
    id="REC332",
    name="exit-year-has-exited-status",
    asks=_ASK,
    severity=Severity.ERROR,
    duty=Duty.TOWN,
    titles=Text("有脱贫年度而未标脱贫", "exit year without exited status"),
    zh="{heading_exit_year}填了 {exit_year}，{heading_status}却是{status}",
    en="the year of exit is {exit_year}, yet the status is {status}",
    mend=Text("核对脱贫审批表，改正{heading_status}或删去年度", "Check the papers of the exit; correct the status or the year"),
    cite=_CITE,
    applies=lambda h, law: h.filled("exit_year") & ~h.status.is_in(["预脱贫", "返贫"]).fill_null(False),
    needs=("households.exit_year", "households.status"),
    shows=("exit_year", "status"),
)
def exit_year_has_exited_status(h: Any, law: Law) -> Any:
    """Who has a year of exit is marked as exited; a planned exit and a relapse may carry a year too, and so may who came back after that
    year and has not exited since.

    有脱贫年度的标注为已脱贫；预脱贫和返贫也可以有年度，脱贫以后又返贫的可以写未脱贫。
    """
    return h.exited_status | h.back_since_exit


@rule(
    id="REC333",
    name="exited-status-has-exit-year",
    asks=_ASK,
    severity=Severity.ERROR,
    duty=Duty.TOWN,
    titles=Text("标了脱贫而无脱贫年度", "exited status without a year"),
    zh="{heading_status}为{status}，{heading_exit_year}却空着",
    en="the status is {status}, yet the year of exit is blank",
    mend=Text("按脱贫审批表补录年度", "Take the year from the papers of the exit"),
    cite=_CITE,
    applies=lambda h, law: h.exited_status,
    needs=("households.exit_year", "households.status"),
    shows=("status",),
)
def exited_status_has_exit_year(h: Any, law: Law) -> Any:
    """Who is marked as exited has a year of exit; one that cannot be read is unknown.

    标注为已脱贫的有脱贫年度；年度无法识别的不判断。
    """
    return h.exit_year_told


@rule(
    id="REC335",
    name="relapse-after-exit",
    asks=(Ask(Scope.HOUSEHOLD, "relapsed", "households"),),
    severity=Severity.WARNING,
    duty=Duty.TOWN,
    titles=Text("返贫不在脱贫以后", "relapse not after the exit"),
    zh="{heading_relapsed} {relapsed}，{heading_exit_year}却是 {exit_year}",
    en="relapsed in {relapsed}, yet the year of exit is {exit_year}",
    mend=Text(
        "核对脱贫和返贫的审批表；同一年脱贫又返贫的，在{heading_status}写明返贫或已脱贫",
        "Check the papers of the exit and the relapse; where both were in one year, write the status",
    ),
    cite=_CITE,
    applies=lambda h, law: h.relapse_dated & h.filled("exit_year") & h.filled("relapsed"),
    needs=("households.relapsed", "households.exit_year"),
    shows=("relapsed", "exit_year"),
)
def relapse_after_exit(h: Any, law: Law) -> Any:
    """Who is marked as relapsed relapsed in the year of exit or later; who has left again since has a later year of exit. Of whom both
    are of one year, the status says which was later.

    标注为返贫的，返贫时间不早于脱贫年度；返贫后再次脱贫的不检查。脱贫、返贫在同一年的，脱贫属性写明孰先孰后。
    """
    return h.relapse_later


@rule(
    id="REC345",
    name="status-fits-type",
    asks=(Ask(Scope.HOUSEHOLD, "household_type", "households"),),
    severity=Severity.WARNING,
    duty=Duty.TOWN,
    titles=Text("户类型与脱贫属性不符", "type and status disagree on the exit"),
    zh="{heading_household_type}为{household_type}，{heading_status}却是{status}；按{heading_status}统计",
    en="the type is {household_type}, which says that it left the register, yet the status is {status}; it counts by its status",
    mend=Text("核对脱贫审批表，改正其中一列", "Check the papers of the exit and correct one of the columns"),
    cite=_CITE,
    applies=lambda h, law: (h.household_type == EXITED_TYPE) & h.filled("status"),
    shows=("household_type", "status"),
)
def status_fits_type(h: Any, law: Law) -> Any:
    """Whose type says that it left the register has a status that says the same, or that it came back.

    户类型为脱贫户的，脱贫属性为已脱贫或返贫。
    """
    return ~h.status.is_in([NOT_EXITED, PLANNED])


@rule(
    id="REC343",
    name="listed-has-time-of-identification",
    asks=(Ask(Scope.HOUSEHOLD, "identified", "households"),),
    severity=Severity.WARNING,
    duty=Duty.TOWN,
    titles=Text("建档户没有识别时间", "listed household without a time of identification"),
    zh="{heading_identified}空着，而其他列说明已建档（{told}）",
    en="the time of identification is blank, yet other columns say that the household is on the list ({told})",
    mend=Text(
        "按识别审批表补录时间；不是建档户的，更正其他列", "Take the time from the papers of identification; else correct the rest"
    ),
    cite=_CITE,
    applies=lambda h, law: h.on_list,
    needs=("households.identified",),
    shows=_SIGNS,
)
def listed_has_time_of_identification(h: Any, law: Law) -> Any:
    """A household of which a column says that it is on the list has a time of identification; one that cannot be read is unknown.

    其他列说明已建档的户填有首次识别时间；时间无法识别的不判断。
    """
    return h.identified_told
