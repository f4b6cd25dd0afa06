"""Names of the fictional town: common surnames and characters put together by chance, places that are on no map.

Any resemblance to a person is chance. The names of the villages are invented, so that no figure of the sample can be taken
for a figure of a real village of Puxi.
"""

from __future__ import annotations

from puxi_cli.samples.draw import Draw

COUNTY = "汉阴县"
TOWN = "蒲溪镇"
UNKNOWN_VILLAGE = "柳叶滩村"  # invented too, and never in the list of villages

_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
)
_MALE = "伟强军平勇杰涛明超刚辉鹏飞波斌宇浩凯健俊帆建国华志永德福贵富忠林生荣发兴全顺安义海山文武成良友根宝"
_FEMALE = "芳娜敏静丽艳娟霞秀英玲桂兰凤梅琴素云珍莲翠花香月红燕萍雪慧婷欣怡洁莉菊淑惠巧玉芬春蓉彩琼仙"

VILLAGES = (
    "云杉湾村",
    "石榴坪村",
    "白鹭沟村",
    "青麦岭村",
    "雁回坝村",
    "竹影坡村",
    "松鸣垭村",
    "月牙塘村",
    "枫香梁村",
    "杏雨坪村",
    "鹿饮溪村",
    "梨花堰村",
    "蒲苇社区",
)

# For registers larger than one town: names of places made of three parts, so that each is there once.
_FIRST = "云石白青雁竹松月枫杏鹿梨桐柏银金玉清碧翠"
_SECOND = "杉榴鹭麦回影鸣牙香雨饮花萍苔藤泉霞露烟蝉"
_LAST = "湾坪沟岭坝坡垭塘梁溪堰川"

_DIGITS = "零一二三四五六七八九"


def surname(draw: Draw) -> str:
    """A common surname."""
    return draw.pick(_SURNAMES)


def given_name(draw: Draw, sex: str) -> str:
    """One character or two."""
    characters = _MALE if sex == "男" else _FEMALE
    first = draw.pick(characters)
    return first if draw.chance(0.3) else first + draw.pick(characters)


def village_name(number: int) -> str:
    """The village with this number; the first thirteen are the town's, the last of every thirteen a neighbourhood committee."""
    if number < len(VILLAGES):
        return VILLAGES[number]
    rest, last = divmod(number, len(_LAST))
    rest, second = divmod(rest, len(_SECOND))
    first = _FIRST[rest % len(_FIRST)]
    # Another town may hit upon a name of Puxi's, and there are 4,800 names of three parts: 新 in front keeps them apart.
    name = first + _SECOND[second] + _LAST[last] + ("社区" if number % len(VILLAGES) == len(VILLAGES) - 1 else "村")
    return "新" * (rest // len(_FIRST)) + (("新" + name) if name in VILLAGES else name)


def town_name(number: int) -> str:
    """Puxi, or an invented town where the register is larger than one."""
    return TOWN if number == 0 else f"样例{in_words(number + 1)}镇"


def in_words(number: int) -> str:
    """The number as it is read out, digit by digit from 20 on: 3 is 三, 12 is 十二, 120 is 一二零."""
    if number < 10:
        return _DIGITS[number]
    if number < 20:
        return "十" + (_DIGITS[number - 10] if number > 10 else "")
    return "".join(_DIGITS[int(digit)] for digit in str(number))
