//! `kwali factsheet build`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use kwali_exhibit::Language;
use kwali_exhibit::factsheet::{self, Options};

use crate::context::{Context, Outcome};
use crate::evidence::with_evidence;
use crate::examples;
use crate::failure::Failure;
use crate::output::write_file;

/// Fill in a template with tables, charts, quotes and numbers
///
/// A template is Markdown with functions in double braces, such as {{ frequencies(codes="#barrier",
/// chart=true) }} or {{ count("#barrier", unit="participants") }}; docs/factsheets.md tells all of
/// them. Writes NAME.md, NAME.html (one page with everything in it), the charts as SVG and PNG, and
/// NAME.manifest.json, which says for every number how it was counted.
#[derive(Args)]
#[command(after_help = examples!(
    "from a template to the folder factsheet" => "kwali factsheet build template.md",
    "elsewhere, under another name" => "kwali factsheet build template.md --to public --name buurt",
))]
pub(crate) struct Build {
    /// The template
    template: PathBuf,

    /// The folder to write to
    #[arg(long, value_name = "DIR", default_value = "factsheet")]
    to: PathBuf,

    /// What the files are called; else as the template
    #[arg(long, value_name = "NAME")]
    name: Option<String>,

    /// A date for templates that show one as {{ date }}
    #[arg(long, value_name = "TEXT")]
    date: Option<String>,
}

impl Build {
    pub(super) fn run(self, context: &Context) -> Result<Outcome, Failure> {
        let template = fs::read_to_string(&self.template)
            .map_err(|error| Failure::io(&self.template, error))?;
        let stem = || self.template.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = self.name.clone().unwrap_or_else(stem);
        let page = self.to.join(format!("{name}.md"));
        if same_file(&page, &self.template) {
            let message = format!("{}: this is the template itself", page.display());
            return Err(Failure::usage(message, "write elsewhere with --to, or give a --name"));
        }
        let template_name = self.template.display().to_string();
        let written = build(context, (&template, &template_name), &self.to, (name, self.date))?;
        for path in written {
            context.note(format!("wrote {}", path.display()));
        }
        Ok(Outcome::Done)
    }
}

fn same_file(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// Builds a factsheet in a folder and returns the files it wrote, the page first.
pub(crate) fn build(
    context: &Context,
    (template, template_name): (&str, &str),
    folder: &Path,
    (name, date): (String, Option<String>),
) -> Result<Vec<PathBuf>, Failure> {
    let study = context.open()?;
    let options = Options {
        name: name.clone(),
        language: Language::of(study.snapshot()?.language()),
        program_version: format!("kwali {}", env!("CARGO_PKG_VERSION")),
        date,
    };
    let factsheet = with_evidence(&study, |evidence| {
        factsheet::build(template, template_name, evidence, &options)
    })?;
    let mut files = vec![
        (format!("{name}.html"), factsheet.html.into_bytes()),
        (format!("{name}.md"), factsheet.markdown.into_bytes()),
        (format!("{name}.manifest.json"), factsheet.manifest_json.into_bytes()),
    ];
    files.extend(factsheet.files);
    let mut written = Vec::new();
    for (file, bytes) in files {
        let path = folder.join(file);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(|error| Failure::io(parent, error))?;
        write_file(&path, &bytes)?;
        written.push(path);
    }
    Ok(written)
}
