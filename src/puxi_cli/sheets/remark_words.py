"""The words by which remarks, headings and titles tell that somebody left, or that a household left the register or came back to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from puxi_cli.sheets.remark_parts import (
    NEVER,
    NOT_SO,
    OF_A_HOUSE,
    OF_CATTLE,
    OF_OTHER_HOUSEHOLDS,
    OF_OTHER_LISTS,
    OF_THINGS,
    without_later,
)
from puxi_cli.sheets.ticked_years import NO, TICK
from puxi_cli.sheets.words_behind_names import AT_THE_END_EXITED, AT_THE_END_GONE, IN_BRACKETS_EXITED, IN_BRACKETS_GONE
from puxi_cli.text.words import Text


@dataclass(frozen=True)
class Told:
    """What words tell, by fields of a table that would say so, too: where one of them is filled, the row says it itself."""

    words: str  # a pattern, for a whole cell or a part of it
    tables: tuple[str, ...]  # sheets in which it tells something
    table: str
    to_fill: tuple[str, ...]
    also: tuple[str, ...]
    tells: Text
    cell: re.Pattern[str]  # a whole cell of a column that is not read
    heading: re.Pattern[str]  # whatever stands below it
    denied: str  # what makes nothing of it, in the same text
    in_brackets: re.Pattern[str] = NEVER  # behind a name
    at_the_end: re.Pattern[str] = NEVER  # of what a name's cell has outside of brackets
    over_rows: bool = True  # whether a title says it of the rows below it
    only: str | None = None  # the cells of `to_fill` and `also` that say it, where not all do
    speaks: re.Pattern[str] = NEVER  # a heading that speaks of it: a cell below says it by a year or a yes
    not_below: re.Pattern[str] = NEVER  # what makes something else of such a heading
    earlier: str | None = None  # the year of it; one before that of the exit says nothing
    not_in: re.Pattern[str] = NEVER  # a heading below which the cells of `not_there` tell nothing
    not_there: str = ""
    by_no: bool = False  # whether what stands below the heading says it by a no
    others: re.Pattern[str] = NEVER  # the parts of a text that speak of something else

    def own_part(self, text: str, day: date | None) -> str:
        """A text without what it says of something else, or of the time after a day."""
        return self.others.sub("□", without_later(text, day) if day else text)

    def speaks_of_it(self, heading: str, written: str) -> bool:
        """Whether a normal heading speaks of it, so that a year or a yes below says it; `written` is with the one above it."""
        return bool(self.speaks.fullmatch(heading)) and not self.not_below.search(written)


_END = r"(?:$|[，,。；;、（(\s])"
# 迁出地 is a place, and 嫁到本村 an arrival; who is taken off 低保 is still on the register.
_GONE = (
    r"死亡|去世|去逝|逝世|辞世|离世|病逝|病故|病亡|已故|亡故|过世|身故|身亡|溺亡|双亡|猝死|(?:已|年|月|日|主|人|夫|妻|父|母|^)亡(?:$|[，,。；;、（(\s])"
    r"|(?:已|年|月|日|人|夫|妻|父|母|^)[殁卒](?:$|于|[，,。；;、（(\s])|不在人世|已不在世|人已?不在了?(?:$|[，,。；;])|[人父母妻夫他她](?:已经?)?走了(?:$|[，,。；;])"
    r"|(?:已|年|月|日|^)火化|迁出(?:$|[^地村区县镇点前])|迁走|外嫁|出嫁|嫁出|婚出|户口(?:已)?注?销|户籍(?:已)?注销|自然减少|判刑|服刑|收监|失踪"
    rf"|^(?:该户|整户|全户)?已?销户{_END}"
)
# Words that tell as much of who came as of who left: each text is read as a whole.
_MOVED = (
    rf"(?:整户|全户|全家|举家|户口|户籍)(?:均|都)?(?:已经?)?(?:从?本村)?(?:迁|搬)(?:往|至|到|去|离)|已搬走|搬走了?{_END}|走失|嫁(?:到|往|至|去)"
    rf"|(?:已经?|年|月)入赘|入赘(?:到|至|往|去|于|外|邻|他)|参军|入伍|(?:已经?|年|月|^)分户|分户出去|单独立户|单独成户|[合并]户{_END}|并入"
)
_CAME = (
    r"嫁(?:到|往|至|去)(?:本|我|该|此|这)|[从由自].{0,8}(?:嫁|迁|搬|入赘|分户)|分户而来|新增|新识别|新纳入|女婿|上门|入赘到?(?:本|我|该)"
    r"|退伍|退役|复员|转业|曾[^，,。；;]{0,4}(?:参军|入伍|走失|嫁)|老兵|军属|安置|易地|搬迁|新[居房]|找回|寻回|已回|拟|计划|打算|准备|申请"
    r"|(?:没有|无|未|不)[^，,。；;]{0,3}(?:迁|搬|走失|嫁|入赘|参军|入伍|分户|立户|成户|[合并]户|并入)"
    r"|(?:迁|搬)(?:往|至|到)了?(?:本|我|该|此)|移民|集中区|小区|户[口籍][^，,。；;]{0,4}(?:迁|搬)[^，,。；;]{0,8}(?:学校|大学|学院|高校)"
    r"|(?:全家|举家|整户|全户)[^，,。；;]{0,12}(?:务工|打工|经商|陪读|就读|租房|租住)|(?:参军|入伍)(?:人员|军人)?(?:的)?家[属庭]|分户(?:(?:以|之|时)?前|新立)"
    rf"|并入(?:(?:本|我|该|此)[户家])?{_END}|(?:[田土林耕山]地|股|资金|承包)[^，,。；;]{{0,6}}并入"
    r"|并入[^，,。；;]{0,6}(?:低保|五保|特困|合作社|公司|企业|基地|医保|社保|养老|保险|产业|集体|一卡通|一折通)"
)
# Who is listed in town now may live in the household as before: the columns of leaving are asked about, and no leaving is told.
_TOWNSMAN = r"农转非|(?:转|改|迁)(?:为|成|入|到)?(?:城镇|城市|非农业?)(?:户口|户籍|居民)|户[口籍](?:已)?(?:农)?转(?:为|成)?(?:城镇|城市|非农)"
_LEFT_THE_REGISTER = r"(?:脱贫退出|动态调整退出|脱贫摘帽|脱贫|退出|出列|摘帽|清除|清退|剔除|删除)"
_EXITED = (
    r"已脱贫|脱贫户|^(?:脱贫|退出)$|(?:20[0-9]{2})?年(?:已)?脱贫(?:$|[户人的（(，,。；;、\s])|(?:已|年度?)退出(?:$|贫困户?|建档立卡|户|[的（(，,。；;、\s])"
    r"|(?:清退|剔除)(?:$|贫困户?|建档立卡|户|[（(，,。；;、\s])"
    rf"|(?:年[底末初度]?|月[底末份]?|20[0-9]{{2}}[.．/-][0-9]{{1,2}}(?:[.．/-][0-9]{{1,2}})?)(?:已经?|正式|实现)?{_LEFT_THE_REGISTER}"
    rf"(?:$|[户人的（(，,。；;、\s])|(?:稳定|标注|标识为?)脱贫{_END}|(?:^|已|[，,。；;、\s])(?:脱贫|达标|自愿|动态调整)退出(?:$|贫困户?|建档立卡|户|[的（(，,。；;、\s])"
    rf"|系统(?:内|中|里)?(?:已经?)?(?:删除|清除|剔除){_END}|(?:^|[为属是，,。；;、\s])错评户?{_END}"
)
# Who is back on the register, or never rightly left it.
_BACK = (
    r"返贫|(?:重新|再次|再度)(?:纳入|识别|建档|进入|列入)|(?:重新|再次)(?:评|定|认定)为贫困户|[已年月日度]回退|系统回退|脱贫回退"
    r"|^回退(?:$|户|为|[，,。；;（(])|错退|误退|错误退出|恢复(?:为)?(?:建档立卡)?贫困|恢复(?:为)?(?:建档立卡|在册|未脱贫)"
)
_NOT_BACK = (
    rf"(?:没有|未|拟|计划|可能|疑似|潜在|一旦|以免|谨防|申请)[^，,。；;]{{0,4}}(?:{_BACK})|(?:无|非|零|会|预|如果?|若|存在|易致贫|易|是否)再?次?(?:{_BACK})"
    r"|不(?:会|存在|发生|出现|再|至于|能|让|得)[^，,。；;]{0,6}返贫|(?:防|避免|杜绝|预|遏制|阻断|面临|濒临|担心)[^，,。；;]{0,8}返贫"
    r"|不(?:因[^，,。；;]{1,6})?返贫|(?:^|[^交贸简])易[^地，,。；;][^，,。；;]{0,5}返贫|无(?:因[^，,。；;]{1,4}|规模性|新增|发生|出现)返贫"
    r"|(?:^|[，,。；;、\s效])(?:减少|降低|控制)[^，,。；;]{0,8}返贫"
    r"|返贫(?:的)?(?:几率|机率|概率|迹象|苗头|保|基金|救助|帮扶|干预|机制|工作|责任)"
    r"|返贫(?:的)?(?:户|人口|对象|动态)?(?:监测|预警|排查|摸排|筛查|核查|研判|走访)"
    r"|返贫(?:的)?(?:风险|隐患|可能|致贫|倾向|危险|因素|边缘|底线)|致贫[和或、/]?返贫|(?:返贫|错退|误退|回退)\s*[:：]?\s*(?:否|无|0)"
    r"|返贫[^，,。；;]{0,8}(?:再次?|又|重新)脱贫"
    r"|(?:重新|再次|再度)(?:纳入|识别|建档|进入|列入).{0,4}(?:[未没不](?:能|予|被|有|获|再)?(?:纳入|通过|识别|列入|进入|符合|合格|批)|落选)"
)
# 2016年脱贫，2018年返贫, or the other way round with the exit as what was before.
_BACK_AGAIN = rf"(?:脱贫|退出|清退|剔除).*(?:{_BACK})|(?:{_BACK})[^，,。；;]{{0,4}}[（(原曾系].*脱贫|错退|误退|错误退出"
# What may come, and what a village or a county did: it is they that 出列 and 摘帽.
_NOT_EXITED = (
    r"(?:[待应可将准至能后]|难以|直到|能够|有望)(?:以|够|望)?(?:实现|达到|基本)*稳定脱贫|[村县区市乡镇][^户。；;]{0,12}(?:出列|摘帽)(?:$|[^户人贫])"
    r"|脱贫[（(]预|(?:退出|脱贫)[（(][^（）()]{0,6}(?:低保|五保|特困|合作社|公益|岗)"
)
# Whole cells of a column that is not read, as 状态, and its heading, as 死亡原因.
_CELL_GONE = re.compile(rf"{_GONE}|^(?:销户|已销户|注销|已注销|已减少|减少)$")
_CELL_EXITED = re.compile(rf"{_EXITED}|^(?:脱贫|退出|销户|已销户)$")
# Who is no poor household; 一般户 may be short for 一般贫困户, and a title over rows of several kinds says nothing of each.
_NOT_POOR = (
    r"非贫困?户|非贫困农户|非建档立卡(?:贫困)?(?:农?户)|非建档户|(?:一般|普通)农户|普通户|边缘易致贫户?|(?:^|[^非])边缘户|脱贫不稳定户|脱贫监测户"
    r"|突发(?:严重)?困难户|监测(?:户|对象)"
)
_NO_POOR_PERSON = r"非(?:建档立卡)?贫困人[口员]"
_EVENT = r"(?:时间|日期|年度|年份|年月|年月日|原因|情况|标识|标记|与否|状态)"
_HEADING_GONE = re.compile(
    rf"(?:是否|有无)?(?:已)?(?:整户|全户|家庭|成员|人员)?(?:已)?(?:死亡|去世|病故|火化|迁出|外嫁|出嫁|婚出|婚嫁|销户|注销|(?:户口|户籍)注销|自然减少|减员|判刑|服刑|失踪){_EVENT}?"
)
_HEADING_TOWNSMAN = re.compile(rf"(?:是否|有无)?(?:已)?(?:农转非|转为?城镇户口){_EVENT}?")
_HEADING_EXITED = re.compile(
    rf"(?:截至|截止|至|到)?(?:20[0-9]{{2}}年?度?)?(?:年?[底末]|1?[0-9]月[底末]?|12月31日)?前?(?:是否|有无)?(?:已经?|为|属于?)?"
    rf"(?:建档立卡|在册)?(?:脱贫户?|退出|清退|剔除|销户){_EVENT}?"
)
# Headings that speak of it: of when, of how many, or of whether.
_WHEN = r".*(?:时间|日期|年度|年份|年月日?|年|批次|批|期)"
_WHETHER = (
    r"(?:贫困村?|贫困户|户|人员|人口数?|人数|户数|达标|验收|合格|认定|确认|标注|与否|标识|标志|标记|情况|状态|属性|类型|批次)*"
)
_SPEAKS_OF_EXIT = re.compile(
    rf"(?:.*(?:脱贫|退出|出列|摘帽|清退|剔除|销户){_WHEN}|.{{0,12}}(?:脱贫|退出|出列|摘帽|清退|剔除|销户){_WHETHER}|[哪何几].{{0,4}}(?:脱贫|退出|出列|摘帽))"
)
_SPEAKS_OF_RETURN = re.compile(
    rf"(?:.*(?:返贫|重新纳入|重新识别|回退|错退){_WHEN}|.{{0,10}}(?:返贫|重新纳入|重新识别|回退|错退){_WHETHER})"
)
# Columns of what was done for a household, and of what may befall it: 因病返贫 below 风险类型 has not happened.
_OF_HELP = r"帮扶|措施|成效|产业|项目"
_OF_RISK = r"风险|监测|预警|隐患|排查"
# 低保退出时间, 脱贫公示时间, 脱贫攻坚责任人, 脱贫不享受政策年度: of something else, or of what has not happened.
_OF_SOMETHING_ELSE = re.compile(
    rf"{_OF_HELP}|{_OF_RISK}|低保|五保|特困|合作社|公益|攻坚|协议|计划|规划|拟|预|目标|责任|政策|意愿|能力|条件|需求|申请|公示|公告|评议|标准|收入|难度"
    r"|能否|可否|可以|能|村|县|[脱贫退出]前|未|不|签|承诺|路径|方式|渠道|打算|期限|应|待|号|编|电话|姓名|户主|金|元|率|分|采集|填|登记|录入|更新|核查"
    r"|走访|回访|入户|检查|普查|复核|抽查|培训|卡|资料|档案|材料|台账|手册|示范|典型|标兵|信心|动力|志|技|贷|奖|补|防|易|致贫|巩固|原因|岗|宅|耕|保险|学|危房|改造|住房|饮水"
)
# A year of 出列 is of the village where another column has the household's own, or speaks of villages.
OF_A_VILLAGE = re.compile(r"[^脱退户]*(?:出列|摘帽)[^脱退户]*")
SPEAKS_OF_VILLAGES = re.compile(r"贫困村|村.*(?:出列|摘帽|脱贫|退出)|村(?:属性|类型|类别)")
# A year at the beginning of a cell, a batch, a yes, how many.
SAYS_IT = (
    rf"^\s*(?:已经?|于|在)?(?:20[12][0-9](?:$|[^0-9]|[01][0-9])|1[3-9]年|20年|二[〇○零oO0]一|二[〇○零oO0]二)|第?[一二三四五六1-9]批|{TICK}"
    r"|^\s*(?:已|有|合格|达标|通过|全部|整户|[1-9][0-9]?(?:\.0)?人?)(?:脱贫|退出|返贫)?\s*$"
)
MOST_OF_A_CELL = 20  # signs; a longer text tells a story
_FINAL: Final = ("left", "left_reason")
# 计划2019年脱贫 and 没有死亡 tell of nothing that was.
NOT_YET = (
    r"计划|拟|预脱贫|未脱贫|非脱贫|[待应可将准]脱贫|争取|力争|确保|预计|不能脱贫|[明后来]年|[:：]\s*无|刑满|获释|已释放|误标|错标|失踪人[口员]家属"
    r"|(?:没有|无|未|不)[^，,。；;]{0,3}(?:死亡|去世|病故|迁出|外嫁|出嫁|退出|脱贫|判刑|服刑|收监|失踪|农转非|转为)|(?:不|无|非|未|没)[^，,。；;]{0,4}错评"
)
TOLD = (
    Told(
        _GONE,
        ("persons", "households"),
        "persons",
        _FINAL,
        (),
        Text("有人死亡或离开本户", "that somebody died or left the household"),
        _CELL_GONE,
        _HEADING_GONE,
        NOT_YET,
        re.compile(f"{IN_BRACKETS_GONE}|{_GONE}"),
        re.compile(AT_THE_END_GONE),
        others=re.compile(f"{NOT_SO}|{OF_CATTLE}|{OF_A_HOUSE}|{OF_THINGS}"),
    ),
    Told(
        _MOVED,
        ("persons", "households"),
        "persons",
        _FINAL,
        (),
        Text(
            "有人迁走、走失、婚出、分户或者参军",
            "that somebody moved away, is lost, married away, set up a house or joined the army",
        ),
        re.compile(_MOVED),
        NEVER,
        f"{_CAME}|{_GONE}",
        over_rows=False,
        not_in=re.compile(_OF_HELP),
        others=re.compile(f"{NOT_SO}|{OF_CATTLE}|{OF_A_HOUSE}"),
    ),
    Told(
        _TOWNSMAN,
        ("persons", "households"),
        "persons",
        _FINAL,
        (),
        Text("有人转为城镇户口", "that somebody is registered in town now"),
        re.compile(_TOWNSMAN),
        _HEADING_TOWNSMAN,
        NOT_YET,
        re.compile(_TOWNSMAN),
        re.compile(f".{{2,}}?({_TOWNSMAN})"),
    ),
    Told(
        _EXITED,
        ("households",),
        "households",
        ("exit_year", "status"),
        ("household_type", "relapsed"),
        Text("该户已退出", "that the household left the register"),
        _CELL_EXITED,
        _HEADING_EXITED,
        f"{NOT_YET}|{_NOT_EXITED}|{_BACK_AGAIN}|^\\s*返贫",
        re.compile(f"{IN_BRACKETS_EXITED}|{_CELL_EXITED.pattern}"),
        re.compile(AT_THE_END_EXITED),
        speaks=_SPEAKS_OF_EXIT,
        not_below=re.compile(f"{_OF_SOMETHING_ELSE.pattern}|后|{_BACK}"),
        not_in=re.compile(f"{_OF_HELP}|{_OF_RISK}|质量|效果"),
        not_there="稳定脱贫",
        others=re.compile(f"{NOT_SO}|{OF_OTHER_HOUSEHOLDS}"),
    ),
    Told(
        _BACK,
        ("households",),
        "households",
        ("relapsed", "status"),
        (),
        Text("该户返贫或者重新纳入", "that the household fell back into poverty or is listed again"),
        re.compile(_BACK),
        NEVER,
        _NOT_BACK,
        re.compile(_BACK),
        only=r"^[0-9]{4}|未脱贫|返贫|^\s*(?:[03](?:\.0)?|否)\s*$",
        speaks=_SPEAKS_OF_RETURN,
        not_below=_OF_SOMETHING_ELSE,
        not_in=re.compile(f"{_OF_HELP}|{_OF_RISK}"),
        not_there=r"^(?:[^0-9]|[0-9]{1,3}(?:[^0-9]|$))*$",  # without a year
        earlier=rf"(20[0-9]{{2}})[^，,。；;0-9]{{0,4}}[0-9]{{0,2}}[^，,。；;0-9]{{0,6}}(?:{_BACK})",
        others=re.compile(f"{NOT_SO}|{OF_OTHER_HOUSEHOLDS}|{OF_OTHER_LISTS}"),
    ),
    Told(
        _NO_POOR_PERSON,
        ("persons",),
        "persons",
        _FINAL,
        (),
        Text("该人不是贫困人口", "that the person is not poor"),
        re.compile(_NO_POOR_PERSON),
        re.compile(r"是否(?:为|属于?)?(?:建档立卡|在册)?(?:贫困|扶贫)(?:人口|人员|对象|成员)"),
        NOT_YET,
        re.compile(_NO_POOR_PERSON),
        over_rows=False,
        by_no=True,
        others=re.compile(OF_OTHER_HOUSEHOLDS),
    ),
    Told(
        _NOT_POOR,
        ("households",),
        "households",
        ("household_type",),
        ("poor_type", "monitored_type", "status"),
        Text("该户不是贫困户或者是监测对象", "that the household is not poor, or monitored"),
        re.compile(rf"^(?:{_NOT_POOR})$"),
        NEVER,
        NOT_YET,
        re.compile(rf"^(?:{_NOT_POOR})$"),
        over_rows=False,
        others=re.compile(OF_OTHER_HOUSEHOLDS),
    ),
)
# A title over rows of several kinds (脱贫户和监测户), one that leaves them out, and one that tells how to fill the table in.
MIXED = (
    r"监测|边缘|一般农?户|全部|所有|户\s*[和及与、]|[和及与、].{0,6}户|户[-_+＋&/~—·\s]+[一-鿿]{0,4}(?:贫困|返贫|低保|五保|农户)|脱贫户(?:贫困|返贫|低保)"
    r"|不含|含\S{0,3}(?:脱贫|贫困)|包括|不包|不计|除|已剔除|申请|摸底|候选|预选|初选"
)
ASKS = r"请|如有|如果|填写|[:：]"
# What a list's title ends with.
LISTED = r"(?:名单|花名册|名册|台账|登记表|信息表|统计表|情况表|明细表?|汇总表|一览表)\s*(?:[（(][^（）()]*[）)])?\s*$"
DENIES = rf"{NO}|^\s*(?:预脱贫|未返贫|未退出|没有|[Nn])\s*$"  # in a column that would say so
SAYS_NO = r"^\s*(?:否|不是|非|[×✗✕xX]|0(?:\.0)?|[Nn])\s*$"
# A status, year, type or kind of a household that is not on the register, or has left it.
OFF_THE_REGISTER = r"^\s*(?:已|正常|稳定)?(?:脱贫|退出)|农户|非贫困|非建档|^\s*(?:[14]|20[0-9]{2})(?:$|[^0-9])"
