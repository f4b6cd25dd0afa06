"""What is lost or doubtful before a cell can be read: sheets, headings, shifted rows, numbers without their digits."""

from __future__ import annotations

from puxi_cli.findings import Card, Duty, Severity
from puxi_cli.records.scope import Scope
from puxi_cli.text.words import Text

_CITE = "表格读取规则（puxi 自定）"


def _card(
    id: str, name: str, scope: Scope, titles: Text, zh: str, en: str, mend: Text, severity: Severity = Severity.ERROR
) -> Card:
    # What was not read may be the cause of what other rules find; a notice keeps nothing from being read.
    blocks = severity is not Severity.NOTICE
    return Card(id, name, scope, severity, Duty.CLERK, zh, en, mend[0], mend[1], _CITE, titles[0], titles[1], blocks=blocks)


CARDS = (
    _card(
        "REC201",
        "digits-lost",
        Scope.CELL,
        Text("长数字存成了数值，末几位已丢失", "number stored as a figure has lost digits"),
        "“{heading}”存成了数值，只剩 15 位有效数字，表中的 {value} 末几位已失真",
        "{heading} was stored as a figure, which keeps 15 digits: the last ones of {value} are not real",
        Text(
            "把单元格设为文本，照证件重新录入；不能靠改格式找回",
            "Make the cell text and type it again from the card; no format brings it back",
        ),
    ),
    _card(
        "REC202",
        "error-value",
        Scope.CELL,
        Text("错误值", "error value"),
        "“{heading}”是错误值（如 #N/A），公式没有算出结果",
        "{heading} holds an error value such as #N/A: its formula failed",
        Text("改正公式或直接填写内容", "Mend the formula or type the value"),
    ),
    _card(
        "REC203",
        "no-result",
        Scope.CELL,
        Text("公式没有保存结果", "formula without a stored result"),
        "“{heading}”是公式，文件里没有保存它的结果",
        "{heading} is a formula whose result is not stored in the file",
        Text("用 Excel 或 WPS 打开并保存一次，或粘贴为数值", "Open and save it once in Excel or WPS, or paste the value"),
    ),
    _card(
        "REC204",
        "row-shifted",
        Scope.ROW,
        Text("整行错列", "cells of a row shifted"),
        "从“{heading}”起各格{direction}了一列，{cells} 个格子因此读错；其余检查按移回后的内容进行",
        "from {heading} on the cells moved one column {direction}, so {cells} of them read wrong; "
        "the other checks take them as moved back",
        Text("在该处补上或删去一格，使整行对齐", "Insert or delete a cell there so that the row lines up"),
    ),
    _card(
        "REC205",
        "heading-twice",
        Scope.SHEET,
        Text("表头重复", "heading stands twice"),
        "“{heading}”与前面的列都是“{near}”，只读了前面一列",
        "{heading} and an earlier column are both {near}; only the earlier was read",
        Text(
            "内容不同的不要删去：改成能区分的表头，收入写明年度（如 2017年人均纯收入）；内容重复的删去一列",
            "What differs is not deleted: give each a heading of its own, incomes with their year; of columns that say the same, delete one",
        ),
        Severity.WARNING,
    ),
    _card(
        "REC206",
        "heading-misspelt",
        Scope.SHEET,
        Text("表头可能写错，未读", "heading looks misspelt and was not read"),
        "不认识表头“{heading}”，是否为“{near}”？该列未读",
        "unknown heading {heading}; is it {near}? The column was not read",
        Text("改正表头，或在 puxi.toml 的 [headings] 中登记", "Correct the heading, or add it to [headings] in puxi.toml"),
        Severity.WARNING,
    ),
    _card(
        "REC207",
        "column-missing",
        Scope.SHEET,
        Text("缺少必填的列", "required column is missing"),
        "没有“{heading}”列{others}",
        "there is no column {heading}{others}",
        Text("补上该列后重新校验", "Add the column and validate again"),
    ),
    _card(
        "REC208",
        "sheet-unread",
        Scope.SHEET,
        Text("工作表未读", "sheet was not read"),
        "有 {rows} 行内容，但{where}，未读",
        "filled rows: {rows}, but {where}; not read",
        Text("若是信息表，请补表头；若不是，可忽略", "Add headings if it is a table of the register; else ignore this"),
        Severity.NOTICE,
    ),
    _card(
        "REC209",
        "hidden-sheet-unread",
        Scope.SHEET,
        Text("隐藏的工作表未读", "hidden sheet was not read"),
        "是{kind}，有 {rows} 行，未读",
        "this is {kind} (rows: {rows}); it was not read",
        Text("若是旧副本请删除；若要读取请取消隐藏", "Delete it if it is an old copy; unhide it if it is to be read"),
        Severity.WARNING,
    ),
    _card(
        "REC210",
        "heading-qualified",
        Scope.SHEET,
        Text("表头有限定，未读", "qualified heading was not read"),
        "表头“{heading}”另有限定“{extra}”，不等于“{near}”，该列未读",
        "the heading {heading} is qualified by {extra}, which {near} does not say; the column was not read",
        Text(
            "确认该列内容：若就是该项，请改表头或在 puxi.toml 的 [headings] 中登记；金额请换算成元",
            "Look at the column: if it is that field, correct the heading or add it to "
            "[headings] in puxi.toml; give amounts in yuan",
        ),
        Severity.WARNING,
    ),
    _card(
        "REC211",
        "sheet-of-another-kind",
        Scope.SHEET,
        Text("另一种表，暂不读取", "sheet of a kind that is not read yet"),
        "是{kind}，有 {rows} 行，暂不读取",
        "this is {kind} (rows: {rows}); it is not read yet",
        Text("无需处理；该表不作为家庭成员名单", "Nothing is to be done; it is no list of members"),
        Severity.NOTICE,
    ),
    _card(
        "REC215",
        "household-written-once",
        Scope.SHEET,
        Text("有的行没有写户编号", "household number not written in every row"),
        "“{heading}”有 {rows} 行空白或写“同上”，按上一行的户读取",
        "{heading} is blank or says ditto in {rows} rows; they were read as of the household above",
        Text(
            "用 puxi fix --fill-down 逐行填写；或在 Excel 中选中该列，定位空值，输入“=上一格”后按 Ctrl+Enter，再粘贴为数值",
            "puxi fix --fill-down writes it in every row; or select the column in Excel, go to blanks, type = and the cell above, press "
            "Ctrl+Enter, paste as values",
        ),
        Severity.WARNING,
    ),
    _card(
        "REC216",
        "no-household-numbers",
        Scope.SHEET,
        Text("没有户编号", "no household numbers"),
        "没有“{heading}”列，{done}",
        "there is no column {heading}; {done}",
        Text("补上户编号列，以便与其他表对应", "Add the column, so that other tables can be matched"),
        Severity.WARNING,
    ),
    _card(
        "REC220",
        "unseen-marks",
        Scope.SHEET,
        Text("格子里有看不见的符号", "marks in cells that nobody sees"),
        "“{heading}”列有 {cells} 个格子含看不见的符号（{signs}），读取时已略去",
        "{heading} has cells with marks that nobody sees ({signs}); they were read without them: {cells}",
        Text("用 puxi fix 去掉，或重新录入", "puxi fix takes them away; or type the cells again"),
        Severity.NOTICE,
    ),
    _card(
        "REC221",
        "radicals-for-letters",
        Scope.SHEET,
        Text("以部首符号代替汉字", "radicals in place of letters"),
        "“{heading}”列有 {cells} 个格子用了貌似汉字的部首符号（{signs}），多由 PDF 复制而来，已按所代的汉字读取",
        "{heading} has cells with signs that only look like letters ({signs}), as text copied from a PDF has; they were read as those "
        "letters: {cells}",
        Text("用 puxi fix 改成汉字，或重新录入", "puxi fix writes the letters; or type the cells again"),
        Severity.NOTICE,
    ),
    _card(
        "REC222",
        "village-otherwise",
        Scope.SHEET,
        Text("村名写法不一", "one village written in two ways"),
        "“{heading}”写的是“{value}”（{rows} 行），已按“{meant}”读取",
        "{heading} is “{value}” (rows: {rows}); it was read as {meant}",
        Text(
            "统一村名的写法；若确是两个村，请在“村信息”表中各列一行",
            "Write it in one way; if these are two, give each a row in the table of villages",
        ),
        Severity.WARNING,
    ),
    _card(
        "REC223",
        "words-for-nothing",
        Scope.SHEET,
        Text("以“无”“/”等字样代替空白", "words in place of a blank"),
        "“{heading}”列有 {cells} 个格子写的是“{signs}”，按空白处理",
        "{heading} has cells that hold a word for nothing ({signs}); they were read as blank: {cells}",
        Text("没有内容的格子请留空；应填的请补录", "Leave a cell without content blank; fill in what is wanted"),
        Severity.NOTICE,
    ),
    _card(
        "REC224",
        "village-undecided",
        Scope.SHEET,
        Text("村名无法判断", "a village's name that may mean another"),
        "“{heading}”写的是“{value}”（{rows} 行），可能是{others}，未作合并",
        "{heading} is “{value}” (rows: {rows}), which may be {others}; it was left as it is",
        Text("核对村名，并写全称", "Check the village's name and write it whole"),
        Severity.WARNING,
    ),
    _card(
        "REC225",
        "ditto-marks",
        Scope.SHEET,
        Text("以“同上”代替内容", "ditto marks in place of content"),
        "“{heading}”列有 {cells} 个格子写的是“{signs}”，按上一行的内容读取",
        "{heading} has cells that say ditto ({signs}); they were read as the row above: {cells}",
        Text(
            "用 puxi fix --fill-down 逐行填写，或重新录入", "puxi fix --fill-down writes it in every row; or type the cells again"
        ),
        Severity.NOTICE,
    ),
    _card(
        "REC226",
        "sheets-differ",
        Scope.SHEET,
        Text("几张表所填不同", "sheets that differ"),
        "“{heading}”在几张表中所填不同（{households} 户：{shown}），{taken}",
        "sheets differ in {heading} (households: {households}, {shown}); {taken}",
        Text("核实后把几张表改成一致", "Find out which is right and write it in all of them"),
        Severity.WARNING,
    ),
    _card(
        "REC227",
        "numbers-of-each-village",
        Scope.SHEET,
        Text("户编号在几个村重复", "household numbers that several villages use"),
        "“{heading}”的 {numbers} 在几个村（{villages}）都有，户主不同，按行政村加户编号分户",
        "{heading} {numbers} stands in several villages ({villages}) with other heads; village and number together are the household",
        Text(
            "各村自编的序号改用全镇不重复的户编号（系统导出的）；号码写错的改正。不要把这些行改成一致",
            "Use numbers that are one household's in the whole town, as the system exports them, or correct a wrong one; do not make these "
            "rows agree",
        ),
        Severity.WARNING,
    ),
    _card(
        "REC228",
        "number-without-village",
        Scope.SHEET,
        Text("户编号几个村都有，分不清是哪一户", "household numbers that may be of several villages"),
        "“{heading}”有 {rows} 行（{numbers}）几个村都有，表中没有写村，分不清是哪一户，没有计入",
        "{heading} is a number that several villages have in {rows} rows ({numbers}), which do not say of which village they are; they are not "
        "counted",
        Text(
            "补上“行政村”列，或把户编号写成“1（某某村）”",
            "Add a column with the village, or write the village in brackets behind the number",
        ),
    ),
    _card(
        "REC229",
        "blocks-side-by-side",
        Scope.SHEET,
        Text("表格左右并排，右边一块未读", "a block of columns beside another was not read"),
        "“{heading}”起的 {columns} 列重复左边的表头，是并排的另一块，有 {rows} 行未读",
        "the columns from {heading} on ({columns}) repeat the headings to their left: a block of its own, of which {rows} rows were not read",
        Text(
            "把右边一块的各行移到左边一块的下面，去掉重复的表头，再读取",
            "Move the rows of the right block below those of the left one, without its headings, and read the file again",
        ),
    ),
    _card(
        "REC230",
        "poor-or-not-contradicted",
        Scope.SHEET,
        Text("是否贫困户与其他列不符或无从判断", "poor or not: contradicted, or nothing else says"),
        "“{heading}”有 {rows} 行{said}",
        "{heading}, rows {said}: {rows}",
        Text(
            "核实后填写识别时间、脱贫属性、脱贫年度（没有的列请补上），与该列一致",
            "Find out and fill in the times, the status and the year of exit, adding columns that are not there, so that they agree with it",
        ),
        Severity.WARNING,
    ),
    _card(
        "REC231",
        "remark-says-more",
        Scope.ROW,
        Text("备注等写明的，相应列没有填", "what a remark says, no column does"),
        "“{heading}”写明{tells}（“{word}”），而“{fields}”没有这样填写",
        "{heading} says {tells} (“{word}”), while {fields} do not",
        Text(
            "核实后填入相应的列；不是本户本人的，不必改动",
            "Look into it and fill the columns; leave it where somebody else is meant",
        ),
        Severity.WARNING,
    ),
    _card(
        "REC232",
        "list-of-the-poor-says-nothing",
        Scope.SHEET,
        Text("名单中看不出是否在册", "a list of the poor that does not say who is on the register"),
        "{said}，按无法判断处理",
        "{said} is left open",
        Text("核实后补填；不是建档户的移出名单", "Find out and fill it in; who is not on the register leaves the list"),
        Severity.WARNING,
    ),
    _card(
        "REC233",
        "only-on-an-older-list",
        Scope.SHEET,
        Text("只在以前年度的名单中", "on the list of an earlier year only"),
        "{households} 户（{shown}）只在本表中有，以后年度的表中没有，是否仍在册按无法判断处理",
        "{households} households ({shown}) stand on this list and on none of a later year: whether they are still on the register is left open",
        Text(
            "核实是脱贫、清退、迁出还是漏填，在最新的表中写明",
            "Find out whether they left, were taken off, moved or were forgotten, and write it in the newest list",
        ),
        Severity.WARNING,
    ),
    _card(
        "REC344",
        "no-times-of-identification",
        Scope.SHEET,
        Text("没有可用的识别时间", "no time of identification that can be used"),
        "“{heading}”列{state}，而从“{signs}”看 {households} 户应已建档；按脱贫属性或脱贫、返贫时间计入，或无法判断",
        "the column {heading} {state}, yet by {signs} households seem to be on the list ({households}); they are counted by their "
        "status, exit or relapse, or undecided",
        Text(
            "补上该列并写明年、月（如 201406）后重新校验", "Fill the column with years and months, as 201406, and validate again"
        ),
        Severity.WARNING,
    ),
)
