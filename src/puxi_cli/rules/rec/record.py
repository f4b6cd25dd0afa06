"""What a single cell or row may hold. The models in `records` decide; these are the words for what they refuse."""

from __future__ import annotations

from puxi_cli.findings import Card, Duty, Severity
from puxi_cli.records.scope import Scope
from puxi_cli.text.words import Text

_MODEL = "信息表字段定义（puxi schema）"
_GB11643 = "GB 11643-1999 公民身份号码"


def _card(
    id: str,
    name: str,
    titles: Text,
    zh: str,
    en: str,
    mend: Text,
    cite: str = _MODEL,
    severity: Severity = Severity.ERROR,
    scope: Scope = Scope.CELL,
) -> Card:
    return Card(id, name, scope, severity, Duty.CLERK, zh, en, mend[0], mend[1], cite, titles[0], titles[1])


CARDS = (
    _card(
        "REC101",
        "required",
        Text("必填项为空", "required cell is blank"),
        "“{heading}”不能为空{made}",
        "{heading} may not be blank{made}",
        Text("核实后补录", "Find out and fill in"),
    ),
    _card(
        "REC102",
        "type",
        Text("不是所要的数字或日期", "not the number or date wanted"),
        "“{heading}”写的是“{value}”，应为{allowed}{meant}",
        "{heading} is “{value}”; allowed: {allowed}{meant}",
        Text("改成规定的写法", "Write it in the form wanted"),
    ),
    _card(
        "REC103",
        "code-list",
        Text("不在代码表内", "not in the code list"),
        "“{heading}”写的是“{value}”，可填：{allowed}{meant}",
        "{heading} is “{value}”; allowed: {allowed}{meant}",
        Text("请按下拉选项填写", "Choose from the code list"),
    ),
    _card(
        "REC104",
        "range",
        Text("超出范围", "out of range"),
        "“{heading}”写的是 {value}{comes}，应为{allowed}{perhaps}",
        "{heading} is {value}{comes}; allowed: {allowed}{perhaps}",
        Text("核对原始资料后改正", "Check the paper file and correct it"),
    ),
    _card(
        "REC105",
        "format",
        Text("编号格式不对", "wrong form of a number"),
        "“{heading}”写的是“{value}”，应为{allowed}",
        "{heading} is “{value}”; allowed: {allowed}",
        Text("按系统导出的编号改正", "Take the number from the system's export"),
    ),
    _card(
        "REC106",
        "phone",
        Text("电话号码不对", "telephone number is wrong"),
        "“{heading}”写的是“{value}”，应为{allowed}",
        "{heading} is “{value}”; allowed: {allowed}",
        Text("打电话核实后改正", "Call and correct it"),
        severity=Severity.WARNING,
    ),
    _card(
        "REC111",
        "id-length",
        Text("证件号码位数不对", "identity number has the wrong length"),
        "“{heading}”{value} 有 {length} 位，应为 15、18、20 或 22 位{looks}",
        "{heading} {value} is of length {length}; 15, 18, 20 or 22 are right{looks}",
        Text("对照身份证或户口簿改正", "Correct it from the identity card"),
        _GB11643,
    ),
    _card(
        "REC112",
        "id-check-character",
        Text("证件号码校验码不对", "identity number fails its check character"),
        "“{heading}”{value} 的校验码不对，至少有一位写错",
        "{heading} {value} fails its check character: a digit is wrong",
        Text("对照身份证或户口簿改正", "Correct it from the identity card"),
        _GB11643,
    ),
    _card(
        "REC113",
        "id-shape",
        Text("证件号码中的日期或字符不对", "identity number holds no real date, or a wrong character"),
        "“{heading}”{value} 中的出生日期不存在，或含有不该有的字符{meant}{looks}",
        "{heading} {value} holds a birth date that does not exist, or a character that may not stand there{meant}{looks}",
        Text("对照身份证或户口簿改正", "Correct it from the identity card"),
        _GB11643,
    ),
    _card(
        "REC115",
        "disability-certificate",
        Text("残疾证号不对", "disability certificate's number is wrong"),
        "“{heading}”{value} 不是残疾证号：应为 18 位身份号码加类别（1-7）加等级（1-4），补证再加 2 位{meant}",
        "{heading} {value} is no certificate's number: 18 characters, category 1-7, grade 1-4, two more when re-issued{meant}",
        Text("对照残疾证改正", "Correct it from the certificate"),
        "残疾人证号编码规则",
    ),
    _card(
        "REC116",
        "birth-agrees",
        Text("出生日期与证件号码不一致", "birth date disagrees with the identity number"),
        "“{heading}”为 {value}{stored}，证件号码中是 {told}",
        "{heading} is {value}{stored}, the identity number says {told}",
        Text("核对身份证，改正其中之一", "Check the identity card and correct one of them"),
        _GB11643,
        scope=Scope.ROW,
    ),
    _card(
        "REC117",
        "sex-agrees",
        Text("性别与证件号码不一致", "sex disagrees with the identity number"),
        "“{heading}”为 {value}，证件号码中是 {told}",
        "{heading} is {value}, the identity number says {told}",
        Text("核对身份证，改正其中之一", "Check the identity card and correct one of them"),
        _GB11643,
        scope=Scope.ROW,
    ),
    _card(
        "REC119",
        "number-for-a-name",
        Text("该写名称处写了号码或日期", "a number or a day where a name is wanted"),
        "“{heading}”写的是号码或日期“{value}”，请核对这一列是否错位、表头是否写错，或“3-1”之类是否被电子表格改成了日期",
        "{heading} is the number or day “{value}”: is the column shifted, its heading another one's, or was a 3-1 turned into a day by the "
        "spreadsheet?",
        Text("核对列和表头，改填姓名或名称", "Check the column and its heading; write the name"),
    ),
)
