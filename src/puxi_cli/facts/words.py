"""What facts are called, for who reads a criterion; and which numbers of the law a fact is made with.

A fact that is a field goes by its heading and needs no entry.
"""

from __future__ import annotations

from puxi_cli.text.words import Text

_STEPS = {
    "steps": Text("在案步骤数", "steps on file"),
    "missing": Text("缺少的步骤数", "steps not on file"),
    "ordered": Text("步骤次序无误", "steps in order"),
    "short": Text("公示天数不足的步骤数", "steps public too briefly"),
    "public_unknown": Text("公示天数不明的步骤数", "steps whose publicity is not known"),
    "unsigned": Text("没有签字的步骤数", "steps without signature"),
    "unproved": Text("没有佐证的步骤数", "steps without evidence"),
    "undated": Text("没有日期的步骤数", "steps without a day"),
    "own_signature": Text("有农户签字", "signed by the household"),
}

FACT_WORDS: dict[str, Text] = {
    "standing": Text("当日状态", "standing on the day"),
    "on_list": Text("列入名单", "on a list"),
    "registered": Text("已识别", "identified"),
    "on_register": Text("在册", "on the register"),
    "exited": Text("已退出", "exited"),
    "planned": Text("预脱贫", "planned to exit"),
    "leaves": Text("已退出或预脱贫", "exited or planned to"),
    "leaving_year": Text("退出年度", "year of leaving"),
    "listing_year": Text("识别（返贫）年度", "year of listing"),
    "file_day": Text("文件的日期", "the day of the file"),
    "identified_year": Text("识别年度", "year of identification"),
    "relapsed_year": Text("返贫年度", "year of the relapse"),
    "year_rows": Text("同户同年的行数", "rows of this household and year"),
    "reference_year": Text("参考年度（最近的整年）", "reference year (the last whole one)"),
    "standard_year": Text("对照标准的年度", "year of the standard"),
    "standard_income": Text("该年度人均纯收入", "income per head of that year"),
    "income_now": Text("参考年度人均纯收入", "income per head of the reference year"),
    "leaving_income": Text("退出年度人均纯收入", "income per head of the year of leaving"),
    "listing_income": Text("识别年度人均纯收入", "income per head of the year of listing"),
    "house_safe": Text("住房安全", "safe house"),
    "house_unsafe": Text("住危房", "unsafe house"),
    "water_good": Text("饮水安全且不困难", "water safe and not hard to get"),
    "fed_and_clothed": Text("不愁吃、不愁穿", "enough to eat and wear"),
    "food_asked": Text("信息表有吃穿两列", "the register has these columns"),
    "any_dropout": Text("有适龄儿童失学辍学", "a child of school age is out of school"),
    "any_healthy_dropout": Text("有健康适龄儿童失学辍学", "a healthy child of school age is out of school"),
    "any_uninsured": Text("有成员未参保", "a member is not insured"),
    "any_adult": Text("有成年人", "a member is of age"),
    "any_ill": Text("有患病成员", "a member is ill"),
    "any_disabled": Text("有残疾成员", "a member is disabled"),
    "any_not_healthy": Text("有不健康的成员", "a member is not healthy"),
    "any_pupil": Text("有在校生", "a member is at school"),
    "members": Text("登记在册的成员数", "members on file"),
    "member_rows": Text("登记的成员数，含已减少的", "members on file, those who left among them"),
    "somebody_stays": Text("当日仍有成员未减少", "a member had not left by the day"),
    "rows_beside": Text("户编号读不懂、可能是其成员的行数", "rows whose household number cannot be read and may be a member's"),
    "unsure": Text("读不懂、可能是成员的行数", "rows that cannot be read and may be a member"),
    "members_there": Text("当日成员数", "members on the day"),
    "parted_from": Text("识别前后由未建档户转入的人数", "members who came from a household never on the register"),
    "inspections": Text("抽查次数", "inspections"),
    "disapproves": Text("抽查时不认可", "did not approve when inspected"),
    "found_wrong_exit": Text("抽查结论为错退", "inspectors found a wrong exit"),
    "there": Text("当日在户内", "in the household on the day"),
    "age": Text("截至日年龄", "age on the day asked"),
    "grown_up": Text("截至日已成年", "of age on the day asked"),
    "state_age": Text("信息表所说之日的年龄", "age on the day that columns without a date speak of"),
    **{
        f"{procedure}_{fact}": Text(zh + words[0], f"{en}: {words[1]}")
        for procedure, zh, en in (("identification", "识别程序", "identification"), ("exit", "退出程序", "exit"))
        for fact, words in _STEPS.items()
    },
    "there_before_exit": Text("退出以前就在户内", "in the household before it left the register"),
    **{f"red_line_{n}": Text(f"第{n}类名单中的次数", f"hits in lists of category {n}") for n in range(1, 10)},
    **{f"while_listed_{n}": Text(f"退出以前在第{n}类名单中", f"in a list of category {n} before the exit") for n in range(1, 10)},
}

# Numbers of the law that go into a fact itself, and not only into a rule that reads it.
NUMBERS_OF: dict[str, tuple[str, ...]] = {
    "at_school": ("schooling_known_age_first", "schooling_known_age_last"),
    "school_age": ("school_age_first", "school_age_last"),
    "dropout": ("school_age_first", "school_age_last"),
    "healthy_dropout": ("school_age_first", "school_age_last"),
    "labour_age": ("labour_age_first", "labour_age_last"),
    "any_dropout": ("school_age_first", "school_age_last"),
    "any_healthy_dropout": ("school_age_first", "school_age_last"),
    "any_pupil": ("schooling_known_age_first", "schooling_known_age_last"),
    "grown_up": ("adult_age",),
    "any_adult": ("adult_age",),
    "any_able_of_age": ("labour_age_first", "labour_age_last"),
    **{f"{name}_{fact}": (f"{name}_steps",) for name in ("identification", "exit") for fact in ("missing", "ordered")},
    **{
        f"{name}_{fact}": ("publicity_days", "publicity_steps")
        for name in ("identification", "exit")
        for fact in ("short", "public_unknown")
    },
    **{f"{name}_own_signature": ("household_signature_steps",) for name in ("identification", "exit")},
}
