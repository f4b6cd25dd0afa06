"""A register as plain rows of text, and the same rows read into households and members."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from tests.oracle import cells
from tests.oracle.cells import BLANK, Cell

Row = dict[str, str]


@dataclass
class Register:
    """What `generate.py` makes: the rows of each sheet, the day of the file, and how it is written."""

    tables: dict[str, list[Row]]
    file_day: date
    flat: bool
    xlsx: bool
    seed: int = 0


@dataclass
class Member:
    household_id: str
    name: Cell
    number: Cell
    birth: Cell
    birth_text: str
    schooling: Cell
    dropout_reason: Cell
    medical: Cell
    worker_medical: Cell
    serious_medical: Cell
    joined: Cell
    left: Cell
    file_day: date

    def present(self, day: date) -> bool | None:
        """From joining to leaving. Without a time of joining: from the birth, or from the beginning where that is not known or, by a slip,
        after the day of the file; without one of leaving: still there."""
        since = self.joined.value
        if since is None and not self.joined.unreadable:
            born = self.born()
            since = born if born is not None and born <= self.file_day else None
        if since and since > day:
            return False
        if self.left.value and self.left.value <= day:
            return False
        if self.joined.unreadable or self.left.unreadable:
            return None
        return True

    def born(self) -> date | None:
        """The day of birth; of a year alone 31 December, of a month its first day, as every time counts."""
        if self.number.value and not self.number.value.startswith("999999"):
            return cells.birth_in(self.number.value)
        return self.birth.value

    def ages(self, day: date) -> range | None:
        """All ages that the member may have on the day: one, two where only the year or month of birth is known, None where nothing is."""
        if self.number.value and not self.number.value.startswith("999999"):
            born = cells.birth_in(self.number.value)
            return range(_age(born, day), _age(born, day) + 1)
        return birth_ages(self.birth_text, day)


def birth_ages(text: str, day: date) -> range | None:
    digits = "".join(one for one in text if one in "0123456789")
    if cells.day(text).value is None:
        return None
    year = int(digits[:4])
    if len(digits) == 4:
        first, last = date(year, 1, 1), date(year, 12, 31)
    elif len(digits) == 6:
        month = int(digits[4:])
        first, last = date(year, month, 1), date(year, month, 28)
    else:
        first = last = date(year, int(digits[4:6]), int(digits[6:]))
    return range(_age(last, day), _age(first, day) + 1)


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@dataclass
class Household:
    household_id: str
    row: Row
    village: str
    identified: Cell
    exit_year: Cell
    planned_year: Cell
    relapsed: Cell
    status: Cell
    poor_type: Cell
    cause: Cell
    household_type: Cell
    monitored_type: Cell
    size: Cell
    income: Cell
    unsafe_house: Cell
    house_grade: Cell
    safe_water: Cell
    water_hard: Cell
    enough_food: Cell
    enough_clothing: Cell
    copies: int = 1
    member_headings: frozenset[str] = frozenset()
    members: list[Member] = field(default_factory=list)
    incomes: list[Row] = field(default_factory=list)
    steps: list[Row] = field(default_factory=list)
    samples: list[Row] = field(default_factory=list)


def read(register: Register) -> dict[str, Household]:
    """Every household of the file by its number, in the order of the file."""
    households: dict[str, Household] = {}
    for row in register.tables["户信息"]:
        number = row["户编号"]
        if number in households:
            households[number].copies += 1
            continue
        households[number] = Household(
            household_id=number,
            row=row,
            village=row.get("行政村", ""),
            identified=cells.day(row.get("首次识别时间")),
            exit_year=cells.year(row.get("脱贫年度")),
            planned_year=cells.year(row.get("计划脱贫年度")),
            relapsed=cells.day(row.get("返贫时间")),
            status=cells.word(row.get("脱贫属性"), cells.STATUS),
            poor_type=cells.word(row.get("贫困户属性"), cells.POOR_TYPES),
            cause=cells.word(row.get("主要致贫原因"), cells.CAUSES),
            household_type=cells.word(row.get("户类型"), cells.HOUSEHOLD_TYPES),
            monitored_type=cells.text(row.get("监测对象类别")),
            size=cells.whole(row.get("人数")),
            income=cells.decimal(row.get("人均纯收入")),
            unsafe_house=cells.word(row.get("危房户"), cells.YES_NO),
            house_grade=cells.word(row.get("危房级别"), cells.GRADES),
            safe_water=cells.word(row.get("是否解决安全饮用水"), cells.YES_NO),
            water_hard=cells.word(row.get("饮水困难"), cells.YES_NO),
            enough_food=cells.word(row.get("是否不愁吃"), cells.YES_NO),
            enough_clothing=cells.word(row.get("是否不愁穿"), cells.YES_NO),
        )
    seen: set[tuple[str, ...]] = set()
    for row in register.tables["人口信息"]:
        household = households.get(row["户编号"])
        if household is None:
            continue
        same = tuple(row.get(heading, "") for heading in ("户编号", "人编号", "姓名", "证件号码"))
        household.member_headings = frozenset(row)
        if same in seen:
            continue  # the same person written twice is one person
        seen.add(same)
        household.members.append(
            Member(
                household_id=household.household_id,
                name=cells.text(row.get("姓名")),
                number=cells.identity(row.get("证件号码")),
                birth=cells.day(row.get("出生日期")),
                birth_text=row.get("出生日期") or "",
                schooling=cells.word(row.get("在校生状况"), cells.SCHOOLING),
                dropout_reason=cells.word(row.get("失学或辍学原因"), cells.DROPOUT_REASONS),
                medical=cells.word(row.get("是否参加城乡居民基本医疗保险"), cells.YES_NO),
                worker_medical=cells.word(row.get("是否参加城镇职工基本医疗保险"), cells.YES_NO),
                serious_medical=cells.word(row.get("是否参加大病保险"), cells.YES_NO),
                joined=cells.day(row.get("人员识别时间")),
                left=cells.day(row.get("减少时间")),
                file_day=register.file_day,
            )
        )
    for table, where in (("家庭收入", "incomes"), ("程序", "steps"), ("抽查", "samples")):
        for row in register.tables.get(table, []):
            if row["户编号"] in households:
                getattr(households[row["户编号"]], where).append(row)
    return households


def evidence_by_number(register: Register) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in register.tables.get("比对线索", []):
        number = cells.identity(row.get("证件号码"))
        if number.value:
            found[number.value].append(row)
    return found


__all__ = ["BLANK", "Household", "Member", "Register", "Row", "birth_ages", "evidence_by_number", "read"]
