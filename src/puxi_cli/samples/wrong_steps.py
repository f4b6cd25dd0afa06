"""Planted errors of the procedures: a step missing, out of order, public too briefly, unsigned, without evidence.

The households are such as have no steps in the clean town; all seven are added, one of them wrong.
"""

from __future__ import annotations

from datetime import date, timedelta

from puxi_cli.samples.cadres import Signers, somebody
from puxi_cli.samples.ground import Ground, House
from puxi_cli.samples.people import Row
from puxi_cli.samples.procedures import exit_steps, identification_steps

_OWN = 2  # 农户认可签字, the third step of an exit


def _signers(ground: Ground) -> Signers:
    return Signers(somebody(ground.draw), somebody(ground.draw), somebody(ground.draw))


def _steps(identification: bool, ground: Ground) -> tuple[House, list[Row]]:
    """A household and its seven steps, of its identification or its exit."""
    if identification:
        # Of who fell back, the steps of the return are asked for, not those of the first listing.
        house = ground.house(lambda h: h.row.get("status") == "未脱贫" and not h.has_steps)
        return house, identification_steps(ground.draw, house.row, _signers(ground))
    house = ground.house(lambda h: h.exited and not h.has_steps)
    return house, exit_steps(ground.draw, house.row, _signers(ground), house.exit_year)


def _note(ground: Ground, identification: bool, offset: int, kind: str, house: House, rows: list[Row], note: str) -> None:
    for row in rows:
        ground.add("steps", row)
    family, name = ("ID40", "识别") if identification else ("EX30", "退出")
    ground.note(f"step-{kind}", f"{family}{offset}", "households", house.index, "household_id", house, f"{name}程序：{note}")


def missing(identification: bool, ground: Ground, nth: int) -> None:
    """ID401, EX301: one of the seven is not on file; never the household's own signature, which is asked for by itself."""
    house, rows = _steps(identification, ground)
    gone = rows.pop((0, 1, 3, 4, 5, 6)[nth % 6])
    _note(ground, identification, 1, "missing", house, rows, f"缺“{gone['step']}”")


def out_of_order(identification: bool, ground: Ground, nth: int) -> None:
    """ID402, EX302: the second step is dated before the first."""
    house, rows = _steps(identification, ground)
    before = date.fromisoformat(str(rows[0]["day"])) - timedelta(3 + nth % 5)
    rows[1]["day"] = before.isoformat()
    _note(ground, identification, 2, "order", house, rows, f"“{rows[1]['step']}”早于“{rows[0]['step']}”")


def too_brief(identification: bool, ground: Ground, nth: int) -> None:
    """ID403, EX303: made public for six days, or for fewer."""
    house, rows = _steps(identification, ground)
    row = [row for row in rows if row["public_until"]][nth % 3]
    days = 6 - nth % 4
    row["public_until"] = (date.fromisoformat(str(row["day"])) + timedelta(days)).isoformat()
    _note(ground, identification, 3, "brief", house, rows, f"“{row['step']}”只公示 {days} 天")


def unsigned(identification: bool, ground: Ground, nth: int) -> None:
    """ID404, EX304: nobody signed."""
    house, rows = _steps(identification, ground)
    row = rows[(0, 1, 3, 4, 5, 6)[nth % 6]]
    row["signed_by"] = None
    _note(ground, identification, 4, "unsigned", house, rows, f"“{row['step']}”没有签字人")


def unproved(identification: bool, ground: Ground, nth: int) -> None:
    """ID405, EX305: no evidence."""
    house, rows = _steps(identification, ground)
    row = rows[nth % 7]
    row["proof"] = None
    _note(ground, identification, 5, "unproved", house, rows, f"“{row['step']}”没有佐证材料")


def own_signature(ground: Ground, nth: int) -> None:
    """EX202: the household did not sign its exit; so a step is unsigned too (EX304)."""
    house, rows = _steps(False, ground)
    rows[_OWN]["signed_by"] = None
    for row in rows:
        ground.add("steps", row)
    cause = ground.note("not-signed-by-household", "EX202", "households", house.index, "exit_year", house, "农户没有签字认可")
    ground.note("not-signed-by-household", "EX304", "households", house.index, "household_id", house, "该步骤没有签字人", cause)
