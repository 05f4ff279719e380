"""The empty DOCX and its package: what Word needs around a paper, and nothing else."""

import functools
import io
import zipfile

# Word has it, LibreOffice replaces it with Liberation Serif of the same widths.
FONT_NAME = "Times New Roman"
KEPT_STYLES = (
    "Normal",
    "DefaultParagraphFont",
    "TableNormal",
    "NoList",
    "Header",
    "Footer",
    "Title",
    *(f"Heading{level}" for level in range(1, 7)),
)


@functools.cache
def template() -> bytes:
    """python-docx's own template without what a paper has no use for.

    It brings 160 styles of Word 2011, their copy, a picture of the page, and the mode
    of Word 2010, in which Word writes «compatibility mode» over the window.
    """
    import cssselect2  # noqa: F401 – missing, it is told here
    import docx
    import tinycss2  # noqa: F401
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = docx.Document()
    for package in (document.part.package, document.part):
        for key, relation in list(package.rels.items()):
            kind = relation.reltype.rpartition("/")[2]
            if kind in (
                *("thumbnail", "extended-properties", "customXml"),
                *("stylesWithEffects", "numbering", "webSettings"),
            ):
                del package.rels[key]
    styles = document.styles.element
    for style in list(styles.findall(qn("w:style"))):
        if style.get(qn("w:styleId")) not in KEPT_STYLES:
            styles.remove(style)
            continue
        for name in ("w:link", "w:rsid"):
            for child in style.findall(qn(name)):
                style.remove(child)
        if style.get(qn("w:type")) == "paragraph":
            for name in ("w:pPr", "w:rPr"):
                for child in style.findall(qn(name)):
                    style.remove(child)
    for child in styles.findall(qn("w:latentStyles")):
        styles.remove(child)
    defaults = styles.find(qn("w:docDefaults"))
    for child in list(defaults):
        defaults.remove(child)
    run = OxmlElement("w:rPr")
    fonts = OxmlElement("w:rFonts")
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT_NAME)
    language = OxmlElement("w:lang")
    for name, value in (("val", "ru-RU"), ("eastAsia", "ru-RU"), ("bidi", "ar-SA")):
        language.set(qn(f"w:{name}"), value)
    run.extend((fonts, language))
    holder = OxmlElement("w:rPrDefault")
    holder.append(run)
    defaults.append(holder)
    _clean_settings(document.settings.element)
    properties = document.core_properties
    for child in list(properties._element):
        properties._element.remove(child)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _clean_settings(settings):
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    kept = ("defaultTabStop", "characterSpacingControl", "compat", "clrSchemeMapping")
    for child in list(settings):
        if child.tag not in [qn(f"w:{name}") for name in kept]:
            settings.remove(child)
    compatibility = settings.find(qn("w:compat"))
    for child in list(compatibility):
        if child.tag != qn("w:compatSetting"):
            compatibility.remove(child)
        elif child.get(qn("w:name")) == "compatibilityMode":
            child.set(qn("w:val"), "15")
    # Or Word stretches the line before a line break from margin to margin.
    compatibility.insert(0, OxmlElement("w:doNotExpandShiftReturn"))


def zipped(content: bytes) -> bytes:
    """The package with the same bytes for the same parts: no times, one order."""
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    names = sorted(source.namelist(), key=lambda name: (name[:1] not in "[_", name))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in names:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, source.read(name))
    return target.getvalue()
