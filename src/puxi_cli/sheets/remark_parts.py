"""Parts of a remark that speak of something else: cattle, land, other households, other lists, the time after the day that is asked about.

They are taken out before the rest is asked: 羊走失3只，户主死亡 tells of a death, and 羊走失3只 alone of nobody's leaving.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

NEVER: Final = re.compile("(?!)")
_ENDS = "，,。；;、：:（）()\\s"
_REST = rf"[^{_ENDS}]"
_END = rf"(?=$|[{_ENDS}])"
_YEAR = r"(?:20[0-9]{2}年?[底末初度]?)"

# A single sign may be a name's: 牛死亡 is an ox, and 王二牛死亡 a man.
_AMOUNT = r"[0-9０-９一二两三四五六七八九十百几数多]+余?(?:头|只|匹|箱|群|窝|羽|尾|株|棵|袋)"
_BEASTS = (
    r"(?:(?:能繁|育肥|散养|圈养|代养|寄养)?[生母公仔幼崽小大种肉黑白耕黄水奶山绵藏土肥蛋病]{0,2}"
    r"(?:猪[仔崽]?|牛[犊仔]?|羊[羔崽仔]?|[鸡鸭鹅鱼][苗崽仔]?|[虾狗犬猫蜂蚕驴骡兔鸽马]子?))"
)
_HERDS = (
    r"(?:家畜|家禽|畜禽|禽畜|牲畜|牲口|牛羊|猪羊|猪牛|鸡鸭|蜜蜂|中蜂|土蜂|蜂群|蚕苗|苗木|树苗|[茶果][苗树]|(?:核桃|花椒|板栗|柑橘|桑)树?"
    r"|菌[棒袋种]|农?作物|庄稼|药材|香菇|木耳|魔芋|天麻|烤烟)"
)
_BEFORE_BEASTS = r"(?:(?<![一-鿿])|(?<=[养殖的其购买圈头只匹箱年月日号])|(?<=家[中里的])|(?<=自家|产业|造成|导致|致使|发放|扶持))"
_CATTLE = rf"(?:{_BEFORE_BEASTS}{_BEASTS}(?:[和及与、]?{_BEASTS})*|{_HERDS}(?:[和及与、]?{_HERDS})*)"
_HOW_THEY_DIED = (
    rf"(?:[（(]?{_AMOUNT}[）)]?|共|[0-9]{{1,4}}[年月日.．]|因{_REST}{{1,6}}?|[患生发得染]病|病|瘟疫?|疫情|突然|意外|自然|大量|大批|大?部分|全部|基本|陆续|相继"
    r"|先后|再?次|又|已经?|都|均|全|被|[冻热淹毒饿]|中毒|难产){0,4}"
)
_PERISHED = r"(?:死亡|病亡|病死|猝死|走失|走丢|失踪|丢失|丢了|死|亡)"
OF_CATTLE = (
    rf"{_CATTLE}{_HOW_THEY_DIED}{_PERISHED}了?(?:{_AMOUNT})?|{_PERISHED}了?共?{_AMOUNT}的?(?:{_BEASTS}|{_HERDS})?"
    rf"|{_PERISHED}[了的]?(?:{_HERDS}|{_BEASTS}{_AMOUNT}|[生母仔肥]猪|[耕黄水奶肉]牛|[山绵]羊|[土蛋]鸡)"
)

# Who moves out of a house that is unsafe, or whose land or papers go elsewhere, is at home as before.
_HOUSE = r"(?:[危旧老木新][房屋居宅]|[房屋]|[旧老]?居|窑洞|住[宅所处]|滑坡|隐患|灾害|地灾|险区|险段|危险)"
OF_A_HOUSE = (
    rf"(?:整户|全户|全家|举家|一家)?(?:[均都全]|已经?|从|自|由){{0,3}}(?:迁|搬)(?:离|出|走|开)了?{_REST}{{0,6}}?{_HOUSE}{_REST}*"
    r"|危房[中里内]?(?:[均都全]|已经?|整户|全家){0,3}(?:迁|搬)(?:离|出|走)"
)
_THING = (
    r"(?:土地|[田耕林山荒]地|承包地|自留地|宅基地?|[祖老]?坟墓?|坟地|房屋|住房|圈舍|[猪牛羊鸡]圈|学籍|党籍|(?:组织|党员|党团|党|团员?|低保|社保|医保|工资|劳动)关系|档案"
    r"|低保|五保|社保|医保|合疗|养老保险|企业|工厂|厂房|合作社)"
)
OF_THINGS = (
    rf"{_THING}(?:[均都全]|已经?|将|未|{_YEAR}|[0-9]{{1,2}}月){{0,3}}(?:迁出|迁走)|(?:迁出|迁走)了?(?:的)?{_THING}"
    rf"|(?:户口|户籍)(?:即将|将|准备|打算|需要?|应当?|可以?|待|正在?(?:办理)?|申请)(?:办理)?迁出|(?:即将|准备|打算|正在办理|申请)(?:户口|户籍)?迁出"
)
NOT_SO = (
    r"没[能再]?(?:死亡|去世|病故|迁出|迁走|外嫁|出嫁|嫁出|判刑|服刑|失踪|走失|搬走|参军|入伍|分户|脱贫|退出|返贫)"
    rf"|不(?:致|至)于?{_REST}{{0,6}}返贫"
)

# What is said of another household: 父母为脱贫户, 与脱贫户张三为兄弟. 与父母均为脱贫户 speaks of the row's own, too.
_STATES = (
    r"(?:脱贫|退出|清退|剔除|返贫|重新(?:纳入|识别)|摘帽|(?:边缘易致贫|脱贫不稳定|突发(?:严重)?困难|边缘|监测)(?:户|对象)|(?:非贫困|非建档立卡|一般农|普通农|非贫困农)户"
    r"|非(?:建档立卡)?贫困人[口员])"
)
_IS = rf"(?:已经?|[均都也现原曾系为是属]|属于|{_YEAR}|[0-9]{{1,2}}(?:月[底末]?|年))"
_KIN = (
    r"(?:[养继岳祖]?父母|[养继岳祖伯叔]父|[养继岳祖伯]母|父亲|母亲|爸爸|妈妈|公婆|公公|婆婆|爷爷|奶奶|外公|外婆|姥[姥爷]"
    r"|[独养继长次三四大二小]{0,2}(?:儿子|女儿)|[长次三养继]子|[长次三养继]女|子女|儿女|女婿|儿媳妇?|媳妇|孙子|孙女|外孙女?"
    r"|[堂表胞亲]?(?:兄弟姐妹|兄弟|姐妹|兄妹|姐弟|姊妹)|[堂表胞亲大二三小][兄弟哥姐妹]|哥哥|弟弟|姐姐|妹妹"
    r"|伯伯|叔叔|大伯|舅舅|姑姑|[舅姑姨][父妈母]|侄儿|侄子|侄女|外甥女?|丈夫|妻子|配偶|老伴|前夫|前妻"
    r"|亲戚|亲属|亲友|亲家|邻居|邻户|房东|娘家|婆家|监护人|赡养人|抚养人|扶养人|帮扶人)"
)
_SOMEBODY = (
    rf"(?:(?<![与和同跟随及无有]){_KIN}|(?:(?<![一-鿿])|(?<=[其之]))[父母子女兄弟哥姐妹叔舅姑姨夫妻])"  # 王大哥 may be a name
)
_NO_NAME = r"[死去病残年患无有外在已均都多常单双瘫痴智精离改失服过亡务打上就读参入迁搬户家与和同为是系属一二两三的之所因后前]"
_A_NAME = rf"(?!{_NO_NAME})[一-鿿]{{2,3}}?"
_OTHER_HOME = rf"(?:家庭|一家|家|分?户后?|{_A_NAME}(?=[系为是属家])家?)?"
_KIND_OF_HOME = rf"(?:{_YEAR}|已)?(?:脱贫|退出|清退|返贫|边缘|监测|非贫困|一般|脱贫不稳定|边缘易致贫)(?:农|贫困)?(?:户|家庭|对象|的(?=[一-鿿]))"
_DEALS_WITH = (
    r"(?:带动|帮扶|帮带|帮助|结对|联结|包联|联系|带领|吸纳|雇佣|服务|租住|租用|租赁|借住|寄住|寄居|流转|代养|照顾|照料|赡养|继承"
    r"|过继给|嫁给|收养)"
)
OF_OTHER_HOUSEHOLDS = (
    rf"{_SOMEBODY}{_OTHER_HOME}{_IS}{{0,4}}{_STATES}(?:户|家庭)?"
    rf"|和(?:本村|邻村)?{_KIND_OF_HOME}{_A_NAME}[系为是同之的住]|[与同跟随](?:(?!同[为是属]|[均都]|也|一起|一同){_REST}){{0,4}}?{_KIND_OF_HOME}(?!{_END}|[均都])"
    rf"|由(?:本村|邻村)?{_KIND_OF_HOME}(?![转变改调退重成])|{_DEALS_WITH}的?(?:本村|邻村|周边|其他|[0-9]+[户个]|多户){{0,2}}{_KIND_OF_HOME}"
    rf"|{_KIND_OF_HOME}{_A_NAME}(?:之|的|家的?){_KIN}?|{_KIND_OF_HOME}{_A_NAME}之[父母子女兄弟姐妹夫妻]"
    rf"|[（(]{_KIND_OF_HOME}[）)](?:之|的|家的?)(?:{_KIN}|[父母子女兄弟姐妹夫妻])"
)

# What one is listed again for, or a mark of the person: 重新纳入低保, 重新识别残疾等级. 重新纳入低保贫困户 is the register.
_OTHER_LIST = (
    r"(?:低保|最低生活保障|五保|特困|[集分][中散]供养|供养|公益|护林|保洁|医保|合疗|合作医疗|新农合|新合疗|大病|慢性?病|家庭医生|社保|养老|保险"
    r"|残疾|残联|伤残|危房|危改|住房|监测|边缘|易致贫户|防返贫|致贫原因|原因|户主|家庭成员|成员|劳动|身份|健康|学|幼儿园|校|工厂|企业|公司|务工"
    r"|岗|合作社|产业|项目|培训|敬老院|福利院|医院|部队|救助|孤儿|困境|高龄|补贴|退耕|雨露|资助|信贷|贷款|信用|搬迁|易地)"
)
_AGAIN = r"(?:重新|再次|再度)"
_WORDS_OF_A_LIST = r"(?:为|到|成|了|其|享受|参加|加入|农村|城乡|城镇|城市|居民|基本|生活|民政|生态|最低|全县|全?镇|全?村){0,4}"
OF_OTHER_LISTS = (
    rf"{_AGAIN}(?:纳入|列入|进入|建档|识别(?!(?:为|成)?(?:农村|分散|集中)?(?:低保|五保|特困)(?:供养)?户))"
    rf"{_WORDS_OF_A_LIST}{_OTHER_LIST}(?:(?!贫困|在册|建档){_REST})*{_END}|{_AGAIN}建档案"
    rf"|(?:低保|五保|特困|公益性?岗位?|护林员|医保|合疗|社保|残疾(?:等级|证)?|危房)(?:{_YEAR}|已|又)*{_AGAIN}(?:纳入|列入|进入|识别){_END}"
    r"|(?:低保|五保|特困|医保|社保)(?:户|人员|对象)?(?:错退|误退|错误退出|回退)|(?:错退|误退|错误退出|回退)的?(?:低保|五保|特困|医保|社保)(?!贫困)"
)

_DIGITS = str.maketrans("〇○零oO一二三四五六七八九", "00000123456789")
_CLAUSE = re.compile(r"([，,。；;\n]+)")
_WRITTEN_YEAR = re.compile(r"二[〇○零oO0][一二三][〇○零oO一二三四五六七八九](?=年)")
# 截至2020年 is when it was so; 享受政策至2020年 how long something else goes on. 2020元 is no year, and 走失20年 none either.
_TIME = re.compile(
    r"(?<![0-9.〔\[])(?<!(?<!截)至)(?:(?P<year>20[0-9]{2})"
    r"(?:年?度?(?P<month>[0-9]{1,2})月|[-.．/](?P<part>[0-9]{1,2})(?![0-9])|(?P<joined>(?:0[1-9]|1[0-2]))(?:[0-3][0-9])?(?![0-9]))?"
    r"(?![0-9])(?!\s*(?:余?元|斤|亩|人|户|万|头|只|平|号|株))"
    r"|(?<![一-鿿])(?P<short>[12][0-9])年(?=(?P<short_month>[0-9]{1,2})月|[底末初度已因病死脱退返迁外嫁去重清搬走失]))"
)
_NOTHING_BUT_A_TIME = re.compile(r"[\s0-9年月日.．/\-底末初度份]*")


def without_later(text: str, day: date) -> str:
    """A text without the clauses of what is dated after a day: asked about 2018, 2016年脱贫，2020年返贫 is 2016年脱贫."""
    read = _WRITTEN_YEAR.sub(lambda found: found[0].translate(_DIGITS), text)
    kept: list[str] = []
    goes_on = False  # 2020年5月，因病死亡
    for clause in _CLAUSE.split(read):
        if _CLAUSE.fullmatch(clause):
            kept.append(clause)
            continue
        found = [(one.start(), _is_later(one, day)) for one in _TIME.finditer(clause)]
        later = next((at for at, is_later in found if is_later), None)
        if later is None:
            kept.append("" if goes_on and not found else clause)
            goes_on = False
            continue
        earlier = any(not is_later and at < later for at, is_later in found)
        kept.append(clause[:later] if earlier else "")
        goes_on = bool(_NOTHING_BUT_A_TIME.fullmatch(clause))
    return "".join(kept)


def _is_later(time: re.Match[str], day: date) -> bool:
    year = int(time["year"] or f"20{time['short']}")
    month = time["month"] or time["part"] or time["joined"] or time["short_month"]
    return year > day.year or (year == day.year and month is not None and day.month < int(month) <= 12)
