//! The file as a zip of parts, each with its type and with links to others.

use std::io::{Cursor, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::visible::escape;

/// What the names of links between parts, and of types in this format, begin with.
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// What a part links to.
#[derive(Debug, Default)]
pub(super) struct Relations(Vec<String>);

impl Relations {
    /// Adds a link to a part of a kind, and returns its id.
    pub(super) fn add(&mut self, kind: &str, target: &str) -> String {
        self.push(kind, target, "")
    }

    /// Adds a link that leads out of the file, and returns its id.
    pub(super) fn add_external(&mut self, target: &str) -> String {
        self.push("hyperlink", target, " TargetMode=\"External\"")
    }

    fn push(&mut self, kind: &str, target: &str, mode: &str) -> String {
        let id = format!("rId{}", self.0.len() + 1);
        let target = escape(target);
        self.0.push(format!(
            "<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"{mode}/>"
        ));
        id
    }

    fn write(&self) -> String {
        let links = self.0.join("\n");
        format!("<Relationships xmlns=\"{PACKAGE}/relationships\">\n{links}\n</Relationships>\n")
    }
}

/// A part that is written bit by bit, with what it links to.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) xml: String,
    pub(super) relations: Relations,
}

/// Everything that makes up a Word file.
pub(super) struct Package<'a> {
    pub(super) title: &'a str,
    /// The tag of its language: `nl-NL`.
    pub(super) language: &'a str,
    /// The body's elements.
    pub(super) document: Part,
    /// The notes at the foot of pages.
    pub(super) notes: Part,
    /// Parts without links: name, kind of link and type by it, and XML.
    pub(super) fixed: Vec<(&'static str, String)>,
    /// Pictures by their names.
    pub(super) pictures: Vec<(String, &'a [u8])>,
}

impl Package<'_> {
    /// Returns the file; the same parts give the same bytes.
    pub(super) fn zipped(mut self) -> Result<Vec<u8>, ZipError> {
        for (name, _) in &self.fixed {
            // The foot of the page was linked to when the pages were set.
            if *name != "footer" {
                self.document.relations.add(name, &format!("{name}.xml"));
            }
        }
        self.document.relations.add("footnotes", "footnotes.xml");
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let mut add = |name: &str, bytes: &[u8]| -> Result<(), ZipError> {
            let options = SimpleFileOptions::default()
                .compression_method(CompressionMethod::Deflated)
                .last_modified_time(DateTime::default());
            zip.start_file(name, options)?;
            Ok(zip.write_all(bytes)?)
        };
        let mut add_xml =
            |name: &str, xml: &str| add(name, format!("{DECLARATION}{xml}").as_bytes());
        add_xml("[Content_Types].xml", &self.types())?;
        add_xml("_rels/.rels", &top_relations())?;
        add_xml("docProps/core.xml", &self.properties())?;
        add_xml("docProps/app.xml", APPLICATION)?;
        add_xml("word/document.xml", &self.document.xml)?;
        add_xml("word/_rels/document.xml.rels", &self.document.relations.write())?;
        add_xml("word/footnotes.xml", &self.notes.xml)?;
        add_xml("word/_rels/footnotes.xml.rels", &self.notes.relations.write())?;
        for (name, xml) in &self.fixed {
            add(&format!("word/{name}.xml"), xml.as_bytes())?;
        }
        for (name, bytes) in &self.pictures {
            add(&format!("word/media/{name}"), bytes)?;
        }
        Ok(zip.finish()?.into_inner())
    }

    fn types(&self) -> String {
        let mut types = format!(
            "<Types xmlns=\"{PACKAGE}/content-types\">\n\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\n\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/>\n\
             <Default Extension=\"png\" ContentType=\"image/png\"/>\n"
        );
        let mut add = |part: &str, kind: &str| {
            types.push_str(&format!(
                "<Override PartName=\"/{part}\" ContentType=\"{kind}+xml\"/>\n"
            ));
        };
        add("word/document.xml", &format!("{WORD}.document.main"));
        add("word/footnotes.xml", &format!("{WORD}.footnotes"));
        for (name, _) in &self.fixed {
            add(&format!("word/{name}.xml"), &format!("{WORD}.{name}"));
        }
        add("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties");
        let extended = "application/vnd.openxmlformats-officedocument.extended-properties";
        add("docProps/app.xml", extended);
        types + "</Types>\n"
    }

    fn properties(&self) -> String {
        format!(
            "<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
             <dc:title>{}</dc:title><dc:language>{}</dc:language></cp:coreProperties>\n",
            escape(self.title),
            self.language
        )
    }
}

const APPLICATION: &str = "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/\
extended-properties\"><Application>Kwali</Application></Properties>\n";

fn top_relations() -> String {
    let mut relations = Relations::default();
    relations.add("officeDocument", "word/document.xml");
    relations.add("extended-properties", "docProps/app.xml");
    let core = format!(
        "<Relationship Id=\"rId3\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" \
         Target=\"docProps/core.xml\"/>"
    );
    relations.0.push(core);
    relations.write()
}
