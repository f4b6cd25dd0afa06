"""A clerk's workbook with everything that is easily lost when a program saves it, and with wrong cells that are known."""

from __future__ import annotations

from tests.edits.packages import MAIN, OFFICE, TYPES, XML, cells, parts_of, relations, sheet
from tests.sheets.registers import PERSONS

NAME = "人口'一 & 二"
PART, RELATIONS_PART = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"
OLD_ID = "690000700101123"

_HEADINGS = (*PERSONS[0], "联系电话", "年龄")
_PEOPLE = [[*row, "13900000001"] for row in PERSONS[1:]]
_PEOPLE[0][4] = f"{PERSONS[1][4][:17]}8"  # the check character is 9: REC112, error, where a discussion stands
_PEOPLE[1][7] = "汉子"  # REC103, error, in a yellow cell
_PEOPLE[1][11] = "1390000000"  # REC106, warning
_PEOPLE[2][4] = OLD_ID  # REC114, a notice by puxi.toml
_PEOPLE[2][3] = _PEOPLE[2][5] = None
_PEOPLE[3][2] = None  # REC101, error, where the clerk wrote a note
# Every rule that is asked, the cell, its severity.
RULES = ("REC101", "REC103", "REC106", "REC112", "REC114")
WRONG = {
    "E3": ("REC112", "error"), "H4": ("REC103", "error"), "L4": ("REC106", "warning"), "E5": ("REC114", "notice"),
    "C6": ("REC101", "error"),
}  # fmt: skip
SETTINGS = '[rules]\nseverity = { REC114 = "notice" }\n'
HEADING_ROW, LAST_ROW = 2, 6
NEW_COLUMN = "N"
THEIR_NOTE = "王干事:\n先问村里 "

_STYLES = {(2, column): 3 for column in range(13)} | {(4, 7): 1, (3, 5): 2, (6, 2): 3}
_AGES = "".join(f'<c r="M{row}" s="1"><f>2018-{1970 + row}</f><v>{48 - row}</v></c></row>' for row in range(3, 7))

COMMENTS = (
    f'{XML}<comments xmlns="{MAIN}"><authors><author>王干事</author><author>tc={{6F1C0000-0000-4000-8000-000000000002}}</author></authors>'
    '<commentList><comment ref="E3" authorId="1"><text><t>[线程批注]\n\n注释:\n    号码对吗？</t></text></comment>'
    '<comment ref="C6" authorId="0"><text><r><rPr><b/><sz val="9"/></rPr><t>王干事:</t></r>'
    '<r><rPr><sz val="9"/></rPr><t xml:space="preserve">\n先问村里 </t></r></text></comment></commentList></comments>'
)
THREADED = (
    f'{XML}<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<threadedComment ref="E3" dT="2018-06-30T08:00:00.00" personId="{6F1C0000-0000-4000-8000-000000000001}" '
    'id="{6F1C0000-0000-4000-8000-000000000002}"><text>号码对吗？</text></threadedComment></ThreadedComments>'
)


def _window(number: int, row: int, column: int) -> str:
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="visibility:hidden"><v:textbox><div><font>王干事<br></font></div>'
        '</v:textbox><x:ClientData ObjectType="Note"><x:Anchor>2, 15, 0, 10, 4, 15, 4, 4</x:Anchor>'
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>'
    f"{_window(1025, 2, 4)}{_window(1026, 5, 2)}</xml>"
)
_DRAWING = (
    f'{XML}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>15</xdr:col>'
    "<xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>17</xdr:col>"
    "<xdr:colOff>0</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
    '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="说明框"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>填表说明</a:t></a:r></a:p>'
    "</xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
)
_SPARKLINES = (
    '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}">'
    '<x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup><x14:colorSeries rgb="FF376092"/>'
    "<x14:sparklines><x14:sparkline><xm:f>'人口''一 &amp; 二'!M3:M6</xm:f><xm:sqref>P1</xm:sqref></x14:sparkline></x14:sparklines>"
    "</x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"
)
BEFORE = (
    '<sheetPr><tabColor rgb="FFC00000"/></sheetPr><dimension ref="A1:M6"/><sheetViews><sheetView workbookViewId="0">'
    '<pane xSplit="3" ySplit="2" topLeftCell="D3" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="13.5"/>'
    '<cols><col min="1" max="2" width="12.5" customWidth="1"/><col min="5" max="5" width="22" customWidth="1"/>'
    '<col min="10" max="16384" width="9" customWidth="1"/></cols>'
)
AFTER = (
    '<autoFilter ref="A2:M6"><filterColumn colId="9"><filters><filter val="健康"/></filters></filterColumn></autoFilter>'
    '<mergeCells count="2"><mergeCell ref="A1:M1"/><mergeCell ref="A3:A5"/></mergeCells>'
    '<conditionalFormatting sqref="M3:M6"><cfRule type="cellIs" priority="1" operator="greaterThan"><formula>60</formula></cfRule>'
    '</conditionalFormatting><dataValidations count="1"><dataValidation type="list" allowBlank="1" sqref="D3:D6"><formula1>"男,女"</formula1>'
    '</dataValidation></dataValidations><hyperlinks><hyperlink ref="A1" r:id="rId9"/></hyperlinks>'
    '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape"/><drawing r:id="rId1"/><legacyDrawing r:id="rId2"/>' + _SPARKLINES
)


def clerks_sheet(merged: bool = True) -> str:
    """The sheet of the persons: a title over it, ages by formulas, a yellow cell, perhaps a household number merged over its members."""
    people = [
        [None if merged and n == 0 and number in (1, 2) else cell for n, cell in enumerate(row)]
        for number, row in enumerate(_PEOPLE)
    ]
    table = [["乙镇建档立卡贫困人口信息表"], _HEADINGS, *people]
    rows = cells(table, styles=_STYLES).split("</row>")
    ages = _AGES.split("</row>")
    xml = "".join(
        [f"{rows[0]}</row>", f"{rows[1]}</row>", *(f"{row}{age}</row>" for row, age in zip(rows[2:6], ages[:4], strict=True))]
    )
    xml = xml.replace('<row r="4">', '<row r="4" hidden="1">').replace(
        '<row r="2">', '<row r="2" spans="1:13" ht="30" customHeight="1">'
    )
    return sheet(xml, AFTER if merged else AFTER.replace('<mergeCell ref="A3:A5"/>', ""), BEFORE)


def clerks_parts() -> dict[str, bytes]:
    """The whole package: a chart before the sheet, hidden sheets, notes, a discussion, a drawing, names."""
    sheets = {NAME: clerks_sheet(), "说明": sheet(cells([["填报单位", "乙镇"]], styles={(1, 0): 1})), "旧": sheet(cells([["x"]]))}
    parts = parts_of(sheets, more={
        RELATIONS_PART: relations({
            "rId1": ("drawing", "../drawings/drawing1.xml"), "rId2": ("vmlDrawing", "../drawings/vmlDrawing1.vml"),
            "rId3": ("comments", "../comments1.xml"),
            "rId4": ("http://schemas.microsoft.com/office/2017/10/relationships/threadedComment", "../threadedComments/threadedComment1.xml"),
            "rId9": ("hyperlink", "http://example.invalid/"),
        }).replace('Target="http', 'TargetMode="External" Target="http'),
        "xl/drawings/drawing1.xml": _DRAWING, "xl/drawings/vmlDrawing1.vml": VML, "xl/comments1.xml": COMMENTS,
        "xl/threadedComments/threadedComment1.xml": THREADED,
        "xl/persons/person.xml": f'{XML}<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<person displayName="王干事" id="{6F1C0000-0000-4000-8000-000000000001}"/></personList>',
        "xl/chartsheets/sheet1.xml": f'{XML}<chartsheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetViews><sheetView workbookViewId="0"/>'
        '</sheetViews><drawing r:id="rId1"/></chartsheet>',
        "xl/chartsheets/_rels/sheet1.xml.rels": relations({"rId1": ("drawing", "../drawings/drawing2.xml")}),
        "xl/drawings/drawing2.xml": '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"/>',
    })  # fmt: skip
    spreadsheet, drawing = (
        "application/vnd.openxmlformats-officedocument.spreadsheetml",
        "application/vnd.openxmlformats-officedocument.drawing+xml",
    )
    types = {
        "/xl/comments1.xml": f"{spreadsheet}.comments+xml", "/xl/drawings/drawing1.xml": drawing, "/xl/drawings/drawing2.xml": drawing,
        "/xl/chartsheets/sheet1.xml": f"{spreadsheet}.chartsheet+xml",
        "/xl/threadedComments/threadedComment1.xml": "application/vnd.ms-excel.threadedcomments+xml",
        "/xl/persons/person.xml": "application/vnd.ms-excel.person+xml",
    }  # fmt: skip
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in types.items())
    vml = '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
    content_types = parts["[Content_Types].xml"].decode().replace(f'<Types xmlns="{TYPES}">', f'<Types xmlns="{TYPES}">{vml}')
    workbook = parts["xl/workbook.xml"].decode()
    workbook = workbook.replace("<sheets>", '<sheets><sheet name="图" sheetId="40" r:id="rId40"/>')
    workbook = workbook.replace('sheetId="3"', 'sheetId="3" state="veryHidden"').replace("</sheets>", (
        '</sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="1" hidden="1">'
        "'人口''一 &amp; 二'!$A$2:$M$6</definedName><definedName name=\"_xlnm.Print_Titles\" localSheetId=\"1\">"
        "'人口''一 &amp; 二'!$1:$2</definedName></definedNames><calcPr calcId=\"191029\"/>"
    ))  # fmt: skip
    chart = f'<Relationship Id="rId40" Type="{OFFICE}/chartsheet" Target="chartsheets/sheet1.xml"/>'
    people = '<Relationship Id="rId41" Type="http://schemas.microsoft.com/office/2017/10/relationships/person" Target="persons/person.xml"/>'
    targets = parts["xl/_rels/workbook.xml.rels"].decode().replace("</Relationships>", f"{chart}{people}</Relationships>")
    return parts | {
        "[Content_Types].xml": content_types.replace("</Types>", f"{overrides}</Types>").encode(),
        "xl/workbook.xml": workbook.encode(),
        "xl/_rels/workbook.xml.rels": targets.encode(),
    }
