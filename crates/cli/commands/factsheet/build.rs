//! `kwali factsheet build`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use kwali_exhibit::Language;
use kwali_exhibit::factsheet::{self, Disclosure, Form, Options, SegmentsInPage};
use kwali_study::Notice;

use crate::context::{Context, Outcome};
use crate::evidence::with_evidence;
use crate::examples;
use crate::failure::Failure;
use crate::output::write_file;

/// Fill in a template with tables, charts, quotes and numbers
///
/// A template is Markdown with functions in double braces, such as {{ frequencies(codes="#barrier",
/// chart=true) }} or {{ count("#barrier", unit="participants") }}; docs/factsheets.md tells all of
/// them. Writes NAME.md with the charts as SVG and PNG, NAME.html (one page with everything in it, also
/// the segments behind its numbers), NAME.docx, NAME.xlsx and the folder NAME-tables (every table), and
/// NAME.manifest.json, which says for every number how it was counted; a kwali that is built with
/// `--features pdf` writes NAME.pdf as well.
#[derive(Args)]
#[command(after_help = examples!(
    "from a template to the folder factsheet" => "kwali factsheet build template.md",
    "elsewhere, under another name" => "kwali factsheet build template.md --to public --name buurt",
    "a page without what people said, but for its quotes" => "kwali factsheet build template.md --without-words",
    "only the page" => "kwali factsheet build template.md --form html",
    "nothing on fewer than five people" => "kwali factsheet build template.md --disclosure 5",
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

    /// The forms to write; else all that this kwali is built with
    #[arg(long, value_name = "FORM", value_delimiter = ',', value_parser = form_parser())]
    form: Vec<Form>,

    /// Leave the segments behind the numbers out of the page
    #[arg(long)]
    without_words: bool,

    /// A date for templates that show one as {{ date }}
    #[arg(long, value_name = "TEXT")]
    date: Option<String>,

    /// Leave out counts of fewer people than this; `off` leaves out none [default: what the template
    /// says, else 3]
    ///
    /// What they could be worked out from is left out as well. The page says at its foot which it is.
    #[arg(long, value_name = "K|off")]
    disclosure: Option<Disclosure>,
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
        let forms = if self.form.is_empty() { Form::built_in() } else { self.form };
        let segments = match self.without_words {
            true => SegmentsInPage::LeftOut,
            false => SegmentsInPage::Shown,
        };
        let recipe = Recipe {
            template: (&template, &template_name),
            folder: &self.to,
            forms: &forms,
            options: Options {
                name,
                date: self.date,
                disclosure: self.disclosure,
                segments,
                ..Options::default()
            },
        };
        let written = build(context, recipe)?;
        for path in written {
            context.note(format!("wrote {}", path.display()));
        }
        Ok(Outcome::Done)
    }
}

fn same_file(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// Takes a form by its name.
fn form_parser() -> impl TypedValueParser<Value = Form> {
    let names = PossibleValuesParser::new(Form::ALL.map(Form::name));
    names.try_map(|name| Form::from_name(&name).ok_or("there is no such form"))
}

/// What a factsheet is built from, and where to.
pub(crate) struct Recipe<'a> {
    /// The template and what messages call it.
    pub(crate) template: (&'a str, &'a str),
    pub(crate) folder: &'a Path,
    pub(crate) forms: &'a [Form],
    /// All but what follows from the study and from this program.
    pub(crate) options: Options,
}

/// Builds a factsheet in a folder and returns the files it wrote.
pub(crate) fn build(context: &Context, recipe: Recipe<'_>) -> Result<Vec<PathBuf>, Failure> {
    let study = context.open()?;
    let Recipe { template: (template, template_name), folder, forms, options } = recipe;
    let options = Options {
        language: Language::of(study.snapshot()?.language()),
        program_version: format!("kwali {}", env!("CARGO_PKG_VERSION")),
        ..options
    };
    let (files, notices) = with_evidence(&study, |evidence| -> Result<_, Failure> {
        let factsheet = factsheet::build(template, template_name, evidence, &options)?;
        let mut files = BTreeMap::new();
        for &form in forms {
            files.extend(factsheet.files(form)?);
        }
        let manifest = format!("{}.manifest.json", options.name);
        let json = factsheet.manifest_json(&files)?;
        files.insert(manifest, json.into_bytes());
        Ok((files, factsheet.notices().to_vec()))
    })?;
    let warnings = notices.into_iter().map(Notice::warning);
    context.notices(&warnings.collect::<Vec<Notice>>());
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
