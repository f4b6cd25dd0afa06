"""The steps of a procedure, asked alike of identification and of exit: on file, in order, made public, signed, with evidence."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from puxi_cli.findings import Duty, Severity
from puxi_cli.law.law import Law
from puxi_cli.records.scope import Scope
from puxi_cli.rules.base import Ask, Expression, rule
from puxi_cli.text.words import NO_WORDS, Text

_ASK = (Ask(Scope.HOUSEHOLD, "household_id", "households"),)
_IN_FORCE = ("2014-01-01", "2020-12-31")


def ask_steps(
    family: str, first: int, procedure: str, words: Text, cite: str, applies: Expression, item: str | None, region: str
) -> None:
    """Register the five rules of one procedure as `family` + `first` and on. `procedure` begins the names of its facts."""
    zh, en = words

    def fact(h: Any, name: str) -> Any:
        return getattr(h, f"{procedure}_{name}")

    def steps_on_file(h: Any, law: Law) -> Any:
        """Every step of the list is on file; unknown where none is, and where one of them is dated after the day.

        规定的每一步都在案；一步也没有的无法判断，那是整个程序没有录入；有步骤的日期晚于当日的也无法判断，那是程序尚未走完。
        """
        return fact(h, "missing") == 0

    def steps_in_order(h: Any, law: Law) -> Any:
        """No step is dated before one that goes before it; unknown where a day is missing.

        没有一步的日期早于它前面的步骤；缺日期的无法判断。
        """
        return fact(h, "ordered")

    def public_long_enough(h: Any, law: Law) -> Any:
        """Each step that is made public was so for the days prescribed; unknown where a day is missing.

        须公示的每一步都公示满规定天数；缺日期的无法判断。
        """
        return (
            nw.when(fact(h, "short") > 0)
            .then(nw.lit(False))
            .otherwise(nw.when(fact(h, "public_unknown") == 0).then(nw.lit(True)))
        )

    def steps_signed(h: Any, law: Law) -> Any:
        """Each step on file names who signed it.

        在案的每一步都有签字人。
        """
        return fact(h, "unsigned") == 0

    def steps_proved(h: Any, law: Law) -> Any:
        """Each step on file names its evidence.

        在案的每一步都有佐证材料。
        """
        return fact(h, "unproved") == 0

    public = Text("中须公示", " that is made public")
    for offset, (kept, name, titles, said, mend, shows, which) in enumerate(
        (
            (
                steps_on_file,
                "steps-on-file",
                Text("缺步骤", "steps missing"),
                Text(f"{zh}程序缺 {{missing}} 个步骤", f"steps of the {en} procedure that are not on file: {{missing}}"),
                Text(
                    "补齐会议、公示、审核的原始材料；确未进行的按程序补办",
                    "Find the papers of the steps; what was not done is done by the procedure",
                ),
                ("missing",),
                NO_WORDS,
            ),
            (
                steps_in_order,
                "steps-in-order",
                Text("步骤次序颠倒", "steps out of order"),
                Text(f"{zh}程序有步骤的日期早于前一步骤", f"a step of the {en} procedure is dated before the one it follows"),
                Text("核对原始材料上的日期", "Check the days on the papers"),
                (),
                NO_WORDS,
            ),
            (
                public_long_enough,
                "steps-public-long-enough",
                Text("公示时间不足", "made public too briefly"),
                Text(
                    f"{zh}程序有 {{short}} 次公示不足 {{publicity_days}} 天",
                    f"steps of the {en} procedure that were public for less than {{publicity_days}} days: {{short}}",
                ),
                Text("核对公示起止日期；确实不足的重新公示", "Check the days; what was too short is made public again"),
                ("short",),
                public,
            ),
            (
                steps_signed,
                "steps-signed",
                Text("步骤无签字", "steps without signature"),
                Text(
                    f"{zh}程序有 {{unsigned}} 个步骤没有签字人",
                    f"steps of the {en} procedure that name nobody who signed: {{unsigned}}",
                ),
                Text("核对原始材料，补录签字人", "Look at the papers and enter who signed"),
                ("unsigned",),
                NO_WORDS,
            ),
            (
                steps_proved,
                "steps-proved",
                Text("步骤无佐证材料", "steps without evidence"),
                Text(
                    f"{zh}程序有 {{unproved}} 个步骤没有佐证材料",
                    f"steps of the {en} procedure that name no evidence: {{unproved}}",
                ),
                Text("补齐佐证材料（会议记录、影像、公示照片、名单）", "Add the evidence: minutes, pictures, lists"),
                ("unproved",),
                NO_WORDS,
            ),
        )
    ):
        facts = tuple(f"{procedure}_{one}" for one in shows)
        sentences = [_named(sentence, procedure, shows) for sentence in said]
        rule(
            id=f"{family}{first + offset}",
            name=f"{procedure}-{name}",
            asks=_ASK,
            item=item,
            region=region,
            in_force=_IN_FORCE,
            severity=Severity.WARNING,
            duty=Duty.TOWN,
            titles=Text(f"{zh}程序：{titles[0]}", f"{en} procedure: {titles[1]}"),
            zh=sentences[0],
            en=sentences[1],
            mend=mend,
            cite=cite,
            applies=applies,
            shows=facts,
            unknown=Text(
                f"截至当日没有录入{zh}程序{which[0]}的步骤", f"no step of the {en} procedure{which[1]} is on file by the day"
            ),
        )(kept)


def _named(sentence: str, procedure: str, shows: tuple[str, ...]) -> str:
    for name in shows:
        sentence = sentence.replace("{" + name + "}", "{" + f"{procedure}_{name}" + "}")
    return sentence
