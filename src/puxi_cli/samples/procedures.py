"""The rows of 程序: the seven steps of an identification and of an exit, each with its day, its publicity, signature and evidence.

Only the identifications of the last but one year and the exits of the last year have them: a register holds the papers of the
round that is inspected, and the file stays small.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from puxi_cli.samples.cadres import Signers
from puxi_cli.samples.draw import Draw
from puxi_cli.samples.people import Row
from puxi_cli.samples.plan import LAST_YEAR, Fate

IDENTIFIED_IN, EXITED_IN = LAST_YEAR - 1, LAST_YEAR
_PUBLIC_DAYS = (7, 10)
_APART = (1, 4)  # days between a step, or the end of its publicity, and the next


@dataclass(frozen=True, slots=True)
class _Step:
    name: str
    signed_by: str  # household, helper, or a field of `Signers`
    result: str
    proof: str

    @property
    def public(self) -> bool:
        return "公示" in self.name or "公告" in self.name


_IDENTIFICATION = (
    _Step("农户申请", "household", "同意", "贫困户申请书"),
    _Step("入户调查", "helper", "通过", "入户调查表、照片"),
    _Step("民主评议", "village", "通过", "会议记录、影像资料"),
    _Step("村级公示", "village", "无异议", "公示名单、影像资料"),
    _Step("镇审核公示", "township", "无异议", "审核意见、公示影像"),
    _Step("县审批公告", "county", "同意", "审批表、公告"),
    _Step("信息录入", "township", "通过", "录入核对表"),
)
_EXIT = (
    _Step("小组提名", "village", "同意", "小组会议记录"),
    _Step("入户核实", "helper", "通过", "收入调查核算表、照片"),
    _Step("农户认可签字", "household", "同意", "农户签字的认可书"),
    _Step("民主评议公示", "village", "无异议", "会议记录、影像资料"),
    _Step("镇核查公示", "township", "无异议", "核查意见、公示影像"),
    _Step("县公告批复", "county", "同意", "批复文件、公告"),
    _Step("系统标识", "township", "通过", "系统标识核对表"),
)


def step_rows(draw: Draw, household: Row, fate: Fate, signers: Signers) -> list[Row]:
    """The steps of a household whose identification or exit is of the years that have them."""
    rows: list[Row] = []
    if fate.identified_year == IDENTIFIED_IN:
        rows += identification_steps(draw, household, signers)
    if fate.exit_year == EXITED_IN:
        rows += exit_steps(draw, household, signers, EXITED_IN)
    return rows


def identification_steps(draw: Draw, household: Row, signers: Signers) -> list[Row]:
    """The seven steps, the last in the month of identification."""
    identified = str(household["identified"])
    last = date(int(identified[:4]), int(identified[4:6]), draw.between(12, 28))
    return _procedure(draw, household, signers, "识别", _IDENTIFICATION, last)


def exit_steps(draw: Draw, household: Row, signers: Signers, year: int) -> list[Row]:
    """The seven steps, in autumn."""
    return _procedure(draw, household, signers, "退出", _EXIT, date(year, 11, 12) + timedelta(draw.below(40)))


def _procedure(draw: Draw, household: Row, signers: Signers, name: str, steps: tuple[_Step, ...], last: date) -> list[Row]:
    """The steps in order, so that the last is on the day given."""
    who = {
        "household": household["head_name"],
        "helper": household["helper"],
        "village": signers.village,
        "township": signers.township,
        "county": signers.county,
    }
    public = [draw.between(*_PUBLIC_DAYS) if step.public else 0 for step in steps]
    ends = [days + draw.between(*_APART) for days in public[:-1]]
    day = last - timedelta(sum(ends))
    rows: list[Row] = []
    for step, days, apart in zip(steps, public, [*ends, 0], strict=True):
        rows.append(
            {
                "household_id": household["household_id"],
                "procedure": name,
                "step": step.name,
                "day": day.isoformat(),
                "public_until": (day + timedelta(days)).isoformat() if days else None,
                "result": step.result,
                "signed_by": who[step.signed_by],
                "proof": step.proof,
            }
        )
        day += timedelta(apart)
    return rows
