"""What the words of a row say that is no data: totals, notes, examples, hints, codes of fields. Patterns for Rust, of one cell."""

from __future__ import annotations

_KINDS_OF_SUM = r"(?:[合总總小共累]\s*[计計]|[总總]\s*[数數])"  # also in traditional letters
TOTAL = rf"^\s*(?:{_KINDS_OF_SUM}|本页合计|[汇匯彙]\s*[总總])"
# What no household's number, no person's and no village's name begins with, whatever else stands in the row.
SURELY_TOTAL = TOTAL + r"\s*(?:$|[:：(（数])"
NOTE = r"^\s*(?:注|说明|备注|填表|制表|审核|复核|负责人|单位|联系人|填报|日期|签字|盖章|[12][0-9]{3}\s*年\s*[0-9]{1,2}\s*月)"
# A sum whose words stand behind whose it is: 全镇合计, 云杉湾村小计, 本页小计（3人）.
SUM = rf"^\s*\S{{0,12}}?{_KINDS_OF_SUM}\s*(?:$|[:：(（)）数0-9])"
# A mean, share or other figure made of those above: 平均, 全镇户均, 占比. Somebody may be called 平均, see `_is_average` of body.py.
AVERAGE = (
    r"^\s*(?:[全本各]?(?:省|市|县|区|镇|乡|村|组|户|页)|\S{1,10}(?:县|镇|乡|村|社区|街道|组))?\s*(?:平\s*均\s*(?:[值数]|每?[户人])?|[户人]\s*均|均\s*值"
    r"|最[大小高低]值?|中\s*位\s*数|占\s*比|比\s*[例重]|百\s*分\s*比)\s*(?:$|[:：(（])"
)
# What may stand beside it.
ANY_FIGURE = r"^\s*-?[0-9０-９,，]{1,12}(?:[.．][0-9]+)?\s*(?:户|人|口|元|亩|平方米|㎡|年度?|[%％])?\s*$"
# A whole cell of what is counted: 共2户3人, 2户, 计. A name may be 计一, so that only figures stand behind 计 or behind nothing.
TALLY = (
    r"^\s*(?:以上\s*)?(?:[合总總小共累]?\s*[计計]|[总總]\s*[数數]"
    r"|(?:(?:[合总總小共累]\s*[计計]|[总總]共|一共|共)\s*[:：]?|[计計]\s*[:：]?)?\s*(?:[0-9０-９]+\s*(?:户|人|口)\s*[,，、;；/]?\s*)+"
    r"|(?:[合总總小共累]\s*[计計]|[总總]共|一共|共)\s*[:：]?\s*(?:[一二三四五六七八九十百]+\s*(?:户|人|口)\s*[,，、;；/]?\s*)+)[。.]?\s*$"
)
# The same behind the name of a place, 双龙村5户8人, and what may stand beside it: a place alone.
PLACE = r"^\s*[一-鿿]{1,12}(?:村|社区|组|屯|嘎查|乡|镇|街道)"
OF_A_PLACE = (
    PLACE + r"\s*[:：(（]?\s*(?:(?:[合总總小共累][计計]|[总總]共|一共|共|[计計])\s*[:：]?\s*)?[0-9０-９]+\s*户\s*[,，、;；/]?"
    r"\s*(?:[0-9０-９]+\s*(?:人|口)\s*)?[)）。.]?\s*$"
)
FIGURE = r"^\s*[0-9０-９]{1,10}(?:[.．][0-9]+)?\s*(?:户|人|口|元|亩)?\s*$"
EXAMPLE = (
    r"^\s*(?:[(（【\[<《]?\s*(?:(?:填写|填表)?(?:示\s*例|样\s*例|范\s*例)\s*(?:$|[:：(（)）】\]>》0-9行数,，。;；、])|例\s*[:：]|(?:例?如|举例)\s*[:：])"
    r"|[(（【\[<《]?\s*(?:例\s*如?|样\s*表)\s*[(（]?[0-9０-９]*\s*[)）】\]>》]?\s*$)"
)
# A name that says it is an example's: 张三（样表）, 例：李四. What helps others to follow, 王一（示范）, is a household.
EXAMPLE_NAME = (
    r"[(（【\[<《]\s*(?:样\s*表|示\s*例|样\s*例|范\s*例|样\s*本|举\s*例|例)\s*[)）】\]>》]"
    r"|^\s*(?:示\s*例|样\s*例|例\s*如?|举\s*例)\s*[:：]"
)
NOTHING = r"^\s*[(（]?\s*(?:无|没有|暂无)\s*[)）]?\s*$"
# A whole name that is nobody's, XXX, 某某某, 示例: an example's where no number says who it is.
NO_NAME = r"^\s*(?:[xXＸｘХх×✕]{2,}|某{2,}|示\s*例|样\s*例|范\s*例|样\s*表)\s*$"
# That a village or a month has nobody to list: 本村无贫困户, 零报告.
NOBODY_TO_LIST = (
    r"^\s*[(（]?\s*(?:零\s*[报上]\s*[告报]|(?:[本该我全]\s*(?:村|组|社区|镇|乡|县|街道|单位|年度?|季度?|月))?(?:暂时?|目前|尚|均|现)?\s*(?:无|没有)"
    r"[^无,，;；]{0,10}(?:户|人口|人员|对象|名单|变动|变化|减少|增加|情况|数据|内容))\s*[)）]?\s*[。.]?\s*$"
)
# Words that are an example's where a row is numbered, and may be a village's or a remark's elsewhere.
EXAMPLE_NUMBER = (
    r"^\s*[(（【\[<《]?\s*(?:(?:示\s*范|样\s*本|范\s*本|样\s*板|模\s*板|参\s*考|示\s*意|举\s*例|如)\s*[:：]?\s*[0-9０-９]*|(?i:example|sample|e\.?g\.?)[:：]?)"
    r"\s*[)）】\]>》]?\s*$|^\s*示\s*范\s*[:：]|^\s*示\s*范\s*(?:行|数据)"
)
# A remark that says so. Whoever is an example to others is a household: 示例户, 范例, 样例（带动5户）.
REMARKED = (
    r"^\s*[(（【\[]?\s*(?:(?:此|本|该|这)(?:行|条|栏)?(?:仅|只)?(?:为|是|系)?|仅\s*[为作供])?(?:填写|填表|填报|录入)?"
    r"(?:示\s*例|样\s*例|例\s*子|例)(?:行|数据)?\s*[)）】\]]?\s*(?:[。.!！]?\s*$|[,，、。.;；:：!！(（—-].*(?:删|勿|参考|仅供|不要|不计|填))"
    r"|删.{0,4}(?:示例|样例)(?:行|数据)?\s*[)）】。.!！]*\s*$"
)
REMARKS = r"备\s*注|备\s*考|附\s*注|说\s*明"  # what the headings of remarks are
SERIALS = r"序\s*号|编号|行\s*号|^\s*号$|^No"
PAGE = r"^\s*第\s*[0-9０-９一二三四五六七八九十]+\s*页"
OF_A_PAGE = r"^\s*本\s*页"  # 本页小计
# What is carried from page to page, in a whole cell: 承前页, 过次页.
CARRIED = r"^\s*[(（]?\s*(?:[承接续][前上]一?[页表]|[过转接续见][次下后]一?[页表]|[次下]页[续接]|续\s*表)\s*[)）]?\s*[:：]?\s*$"
# That nothing follows: （以下空白）.
NOTHING_BELOW = (
    r"^\s*[-—*]*[(（]?\s*(?:(?:本页|本表)?以下(?:为)?空白|(?:此|本|该)页?(?:以下)?无(?:正文|内容)|以下无(?:正文|内容))"
    r"\s*[)）]?[-—*]*\s*[。.]?\s*$"
)
# Who works in a village, in front of 组: no group of villagers.
AT_WORK = "工作|领导|评议|帮扶|核查|审核|调查|督导|督查"
# The same with those after which villagers may have called their group.
TEAMS = (
    f"{AT_WORK}|监督|理财|议事|调解|宣传|服务|互助|整改|排查|巡逻|应急|专业|技术|攻坚|扶贫|班子|驻村|包村"
    "|村级|党|党员|民兵|妇女|青年|代表|联保|小额信贷"
)
# What stands below a list that was put up or handed in: who signs, when it was up, what offices say of it. 红石村委会 may be a village.
_OFFICES = (
    r"村?[支党]?两委|驻?村?工作[队组]|帮扶工作队|第一书记|村?[党总]?支部|村?支书|[党村]?支部书记|村委?会?主任|村监委会?主任|村务监督委员会|村会计|文书"
    rf"|\S{{0,6}}?(?:{TEAMS})小?组"
    r"|[村组]民?代表|评议代表|包[村片组](?:干部|领导)|分管领导|主管领导|经办人?|审[核批查]人?|复核人?|制表人?|填表人?|填报人?|信息采集员"
    r"|监督员|调查员|统计员|帮扶责任人|帮扶干部"
)
BELOW_A_LIST = (
    rf"^\s*(?:{_OFFICES})(?:成员|班子|代表|负责人|队员|队长|人员|员|长)*\s*(?:签\s*[字名章]|盖\s*章|意\s*见)*\s*[:：]?\s*$"
    r"|^\s*\S{0,14}?(?:签\s*[字名章]|盖\s*章|意\s*见)\s*(?:$|[:：(（])"
    r"|^\s*(?:张榜|张贴)?公\s*[示告]\s*(?:时\s*间|日\s*期|期|地\s*点|起止|情\s*况|结\s*果|单\s*位|栏|无异议|[自从于:：])"
    r"|^\s*(?:监督|举报|咨询|联系)\s*电\s*话\s*(?:$|[:：])|^\s*(?:备\s*注|备\s*考|附\s*注|说\s*明|注)\s*[:：]?\s*$"
)
# A heading that lists of helpers have, which may stand below a list of members.
OF_HELPERS = r"^\s*(?:(?:结对)?帮扶(?:责任人|干部|联系人|人|单位|户)(?:姓名)?|(?:工作|所在|派出)?单位(?:及职务)?|职\s*务)\s*$"
NUMBERED = r"^\s*(?:[（(]?[一二三四五六七八九十]{1,3}[)）、.．])"
SIGNED = r"^\s*[^\s:：]{2,10}\s*[:：]"  # 村支书：, with the name behind it, in the next cell, or to be signed
# What a row of hints says below the headings, and what one of field codes.
_HINT = (
    r"必填|选填|必录|可选|非必填|必填项|选填项|不填|自动.*|系统.*|手工.*|手动.*|下拉.*|.*选填|按.*|请.*|填写.*|格式.*|如[:：].*|[*＊]+"
    r"|男\s*/\s*女|是\s*/\s*否|有\s*/\s*无|[Yy]{4}.*|.*位(?:数字)?|汉字|中文|(?:不|非|可|可以|允许)为?空|唯一|主键"
)
# What is said of a field: 字符型, 字符型(18), 数值, 代码, varchar(20), C(18).
_SIZE = r"[(（]\s*[0-9,，. ]+[)）]"
_TYPE = (
    r"(?:字符串?|文本|文字|字串|数值|数字|整数?|长整|小数|浮点|双精度|日期|布尔|逻辑|枚举|字典|代码|货币)\s*(?:型|类型|格式|项)?"
    rf"\s*(?:{_SIZE}|[0-9]*)|(?i:N?VARCHAR2?|N?CHAR|NUMBER|DATE|TEXT|BOOL|[CNDX])\s*{_SIZE}"
    rf"|(?i:N?VARCHAR2?|CHAR|INT|INTEGER|BIGINT|NUMERIC|DECIMAL|DATETIME|STRING|FLOAT|DOUBLE|BOOLEAN)\s*(?:{_SIZE})?"
)
HINT = rf"^\s*[(（\[【]?\s*(?:{_HINT}|{_TYPE})\s*[)）\]】]?\s*$"
CODE = r"^\s*[A-Za-z][A-Za-z_]*[0-9]*\s*$"
NAMES_SOMEBODY = r"[0-9０-９]{6}"  # digits of a household's or a person's number
