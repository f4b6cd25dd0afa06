"""Names of villages that are nearly another's: 云杉弯村, 云衫湾村 and 雲杉灣村 beside 云杉湾村. They are asked about, never joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

# Letters of villages' names that are taken for each other: one is typed for the other, as it looks or sounds alike.
_ALIKE = (
    "湾弯 杉衫彬 沟勾够钩 坪平评 岭领 垭丫桠娅 塘糖溏唐 寨塞赛 岗冈刚 庄桩 梁粱 沙砂 坡波 阳杨扬 河何 堰偃 "
    "窑窖 洼娃 崖涯 峪裕 滩摊 泉全 桥侨轿 楼搂 坑炕 潭谭 柏伯 庙苗 坝霸 槽糟 溪奚 堡保"
)
_TRADITIONAL = (
    "雲云灣湾東东溝沟橋桥嶺岭龍龙馬马莊庄廟庙門门場场壩坝壪湾園园圍围陽阳陳陈張张劉刘楊杨趙赵黃黄吳吴鄭郑馮冯孫孙葉叶蘭兰齊齐蘆芦樹树澗涧"
    "灘滩澤泽興兴豐丰慶庆榮荣華华長长廣广會会萬万義义寶宝鳳凤雞鸡魚鱼銀银鐵铁鋪铺崗岗岡冈窪洼漢汉濱滨爐炉礦矿牆墙樓楼塢坞墳坟壟垄關关"
    "頭头後后裏里韓韩蕭萧蔣蒋羅罗譚谭顧顾許许鍾钟閻阎範范譙谯衛卫衝冲溫温瀘泸滬沪貴贵賀贺賈贾鄧邓鄒邹紅红綠绿藍蓝"
)
_LETTERS = str.maketrans(_TRADITIONAL[::2], _TRADITIONAL[1::2])
_FORMS = str.maketrans({letter: alike[0] for alike in _ALIKE.split() for letter in alike[1:]})
_RESIDENTS = re.compile(r".+社区?(?:居委会|居民委员会)|.+居委会")
_MOST_ROWS = 10  # of a name that is asked about: a household or two
_TIMES = 10  # as many rows has the other name, at least


class Village(NamedTuple):
    """A village of the register: its name, how many rows have it, its town and own name, and whether it is a village or a community."""

    form: str
    rows: int
    town: str | None
    own: str
    kind: str | None


def nearly_another(villages: Iterable[Village]) -> Mapping[str, str]:
    """The names that a household or two have and that are nearly the name of many, with that name."""
    alike: dict[str, list[Village]] = {}
    for village in villages:
        alike.setdefault(village.own.translate(_LETTERS).translate(_FORMS), []).append(village)
    return dict(found for group in alike.values() if len(group) > 1 for found in _near(group))


def _near(group: list[Village]) -> Iterator[tuple[str, str]]:
    known = max(group, key=lambda village: (village.rows, village.form))
    for village in group:
        few = village.rows <= _MOST_ROWS and village.rows * _TIMES <= known.rows
        if not few or (None not in (village.town, known.town) and village.town != known.town):
            continue
        # The same letters with another word behind them are another village, unless its office was written for it.
        if village.own == known.own:
            near = village.kind != known.kind and _RESIDENTS.fullmatch(village.form) is not None
        else:
            near = None in (village.kind, known.kind) or village.kind == known.kind
        if near:
            yield village.form, known.form
