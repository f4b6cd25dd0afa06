"""A village in two years, as a clerk's two folders of files: what changed between them is told beside the rows."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import number

WANG, LIU, CHILD, CHILD_CORRECTED, LI, ZHAO, QIAN, SUN, SUN_SON, ZHOU, ZHOU_BROTHER, BABY, BRIDE, GRANDMOTHER = map(
    number,
    (
        "69000019700101123", "69000019720305124", "69000020090601125", "69000020090610125", "69000019650101126", "69000019600101127",
        "69000019620202121", "69000019550303122", "69000019850404123", "69000019580505124", "69000019610606125", "69000020180707126",
        "69000019950808127", "69000019380909128",
    ),
)  # fmt: skip

OLD_HOUSEHOLDS = """户编号,行政村,户主姓名,联系电话,首次识别时间,脱贫属性,脱贫年度,返贫时间,住房面积
0001,甲村,王大山,13912345678,201401,未脱贫,,,80
0002,甲村,李四光,,201401,未脱贫,,,90
0003,乙村,赵五一,,201401,已脱贫（享受政策）,2016,,70
0004,乙村,钱六合,,,,,,60
0005,乙村,孙七星,,201401,未脱贫,,,50
0006,甲村,周八方,,201401,未脱贫,,,
"""
NEW_HOUSEHOLDS = """户编号,行政村,户主姓名,联系电话,首次识别时间,脱贫属性,脱贫年度,返贫时间,住房面积,是否有卫生厕所
0001,甲村,王大山,13999995678,201401,未脱贫,,,80,是
0002,甲村,李四光,,201401,已脱贫（享受政策）,2018,,95.5,是
0003,乙村,赵五一,,201401,返贫,2016,201807,70,否
0004,乙村,钱六合,,201806,未脱贫,,,60,否
8005,乙村,孙七星,,201401,未脱贫,,,50,否
0006,乙村,周八方,,201401,未脱贫,,,120,否
"""
OLD_PERSONS = f"""户编号,人编号,姓名,证件号码,出生日期,与户主关系,人员识别时间,减少时间,减少原因
0001,01,王大山,{WANG},,户主,201401,,
0001,02,刘小花,{LIU},,配偶,201401,,
0001,03,王小山,{CHILD},,之子,201401,,
0002,04,李四光,{LI},,户主,201401,,
0003,05,赵五一,{ZHAO},,户主,201401,,
0004,06,钱六合,{QIAN},,户主,,,
0005,07,孙七星,{SUN},,户主,201401,,
0005,08,孙小星,{SUN_SON},,之子,201401,,
0006,09,周八方,{ZHOU},,户主,201401,,
0006,,周九天,,2016-05-05,之孙子,201606,,
0006,10,周十全,{ZHOU_BROTHER},,之兄弟姐妹,201401,,
"""
# 刘小花 died, 王小山's number was put right, 王小宝 was born, 陈新儿 married in, 周十全 lives with the 王s, the 孙s' household has another number,
# 周九天 (without a number) is where he was, and 吴老太 was entered as if she had always been there.
NEW_PERSONS = f"""户编号,人编号,姓名,证件号码,出生日期,与户主关系,人员识别时间,减少时间,减少原因
0001,01,王大山,{WANG},,户主,201401,,
0001,02,刘小花,{LIU},,配偶,201401,201805,死亡
0001,03,王小山,{CHILD_CORRECTED},,之子,201401,,
0001,11,王小宝,{BABY},,之子,201808,,
0001,12,陈新儿,{BRIDE},,之儿媳,201803,,
0001,10,周十全,{ZHOU_BROTHER},,其他,201401,,
0002,04,李四光,{LI},,户主,201401,,
0003,05,赵五一,{ZHAO},,户主,201401,,
0004,06,钱六合,{QIAN},,户主,201806,,
8005,07,孙七星,{SUN},,户主,201401,,
8005,08,孙小星,{SUN_SON},,之子,201401,,
0006,09,周八方,{ZHOU},,户主,201401,,
0006,,周九天,,2016-05-05,之孙子,201606,,
0006,13,吴老太,{GRANDMOTHER},,之母,201401,,
"""
NAMES = (
    "王大山",
    "刘小花",
    "王小山",
    "李四光",
    "赵五一",
    "钱六合",
    "孙七星",
    "孙小星",
    "周八方",
    "周九天",
    "周十全",
    "王小宝",
    "陈新儿",
    "吴老太",
)


def register(folder: Path, households: str | None, persons: str | None) -> Path:
    """A folder of two files, by the name as a clerk would type it."""
    folder.mkdir(parents=True)
    for name, text in {"户信息": households, "人口信息": persons}.items():
        if text is not None:
            (folder / f"{name}.csv").write_text(text, "utf-8")
    return Path(folder.name)
