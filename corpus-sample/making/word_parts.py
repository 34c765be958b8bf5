"""The fixed XML of a Word file."""

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SPACES = f'xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"'
_BY = 'w:author="A" w:date="2019-04-01T12:00:00Z"'

PACKAGE_RELATIONS = f"""{_XML}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>
</Relationships>
"""

STYLES = f"""{_XML}<w:styles {_SPACES}>
<w:docDefaults>
<w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="22"/><w:lang w:val="nl-NL"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/><w:basedOn w:val="Normal"/><w:rPr><w:color w:val="595959"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Banner"><w:name w:val="Banner"/><w:basedOn w:val="Normal"/><w:rPr><w:i/></w:rPr></w:style>
</w:styles>
"""

HEADER = f"""{_XML}<w:hdr {_SPACES}><w:p><w:r><w:t>Empowerment in de wijk: verzonnen voorbeeldstudie</w:t></w:r></w:p></w:hdr>
"""

FOOTER = f"""{_XML}<w:ftr {_SPACES}><w:p><w:r><w:t xml:space="preserve">Bladzijde </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>
"""


def content_types(review: object, header_and_footer: bool) -> str:
    """Says what every part of the file is."""
    names = ["document.main document", "styles styles"]
    names += ["comments comments"] if review else []
    names += ["header header1", "footer footer1"] if header_and_footer else []
    overrides = "\n".join(
        f'<Override PartName="/word/{file}.xml" ContentType="{_KIND}.{kind}+xml"/>'
        for kind, file in (name.split() for name in names)
    )
    return f"""{_XML}<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
{overrides}
</Types>
"""


def relations(review: object, header_and_footer: bool) -> str:
    """Which other parts the document uses."""
    names = ["styles styles"]
    names += ["comments comments"] if review else []
    names += ["header header1", "footer footer1"] if header_and_footer else []
    lines = "\n".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{file}.xml"/>'
        for number, (kind, file) in enumerate((name.split() for name in names), start=1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">\n{lines}\n</Relationships>\n'


def core(title: str) -> str:
    """Title and date of the file."""
    terms = 'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    names = f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" {terms}'
    created = '<dcterms:created xsi:type="dcterms:W3CDTF">2019-04-01T12:00:00Z</dcterms:created>'
    return f"{_XML}<cp:coreProperties {names}><dc:title>{title}</dc:title>{created}</cp:coreProperties>\n"


def document(body: str, header_and_footer: bool) -> str:
    """The body with its page settings."""
    references = (
        '<w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/>'
        if header_and_footer
        else ""
    )
    page = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/>'
    section = f"<w:sectPr>{references}{page}</w:sectPr>"
    return f"{_XML}<w:document {_SPACES}><w:body>\n{body}\n{section}\n</w:body></w:document>\n"


def comments(remark: str) -> str:
    """One remark in the margin."""
    text = f'<w:p><w:r><w:t xml:space="preserve">{remark}</w:t></w:r></w:p>'
    return f'{_XML}<w:comments {_SPACES}><w:comment w:id="0" {_BY} w:initials="A">{text}</w:comment></w:comments>\n'


def remarked(run: str) -> str:
    """A run with the remark anchored to it."""
    reference = '<w:r><w:commentReference w:id="0"/></w:r>'
    return f'<w:commentRangeStart w:id="0"/>{run}<w:commentRangeEnd w:id="0"/>{reference}'


def corrected(before: str, after: str) -> str:
    """A tracked correction: words taken out and words put in their place."""
    deleted = f'<w:del w:id="1" {_BY}><w:r><w:delText xml:space="preserve">{before}</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2" {_BY}><w:r><w:t xml:space="preserve">{after}</w:t></w:r></w:ins>'
    return deleted + inserted
