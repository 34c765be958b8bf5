//! A page in a browser without a window: a script is run in it, and what it found is read back.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::Folder;

/// The names under which the browser is known.
const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// A browser on this machine.
pub(crate) struct Browser {
    program: PathBuf,
    profile: Folder,
}

impl Browser {
    /// Returns the browser, or says that a test is left out where there is none.
    #[expect(clippy::print_stdout, reason = "who reads the test's output must know")]
    pub(crate) fn find(test: &str) -> Option<Browser> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
        let places = NAMES.iter().flat_map(|name| folders.iter().map(move |dir| dir.join(name)));
        let program = places.into_iter().find(|place| place.is_file());
        if program.is_none() {
            println!("left out: {test}: there is no Chromium on this machine");
        }
        Some(Browser { program: program?, profile: Folder::new() })
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        let profile = format!("--user-data-dir={}", self.profile.path("profile").display());
        command.args(["--headless", "--no-sandbox", "--disable-gpu", &profile]);
        command.stdin(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Opens a copy of the page in which `script` is run too, at an address such as `#a:b,c`, and
    /// returns what it returns.
    ///
    /// The copy's policy lets this script run besides the page's own, and nothing else.
    #[track_caller]
    pub(crate) fn evaluate(&self, page: &Path, address: &str, script: &str) -> Value {
        let html = std::fs::read_to_string(page).unwrap();
        let script = format!(
            "addEventListener('securitypolicyviolation', () => {{ window.blocked = (window.blocked ?? 0) + 1; }});\
             const run = () => {{ {script} }};\
             let found; try {{ found = run(); }} catch (error) {{ found = `error: ${{error.stack}}`; }}\
             document.documentElement.dataset.found = encodeURIComponent(JSON.stringify(found));"
        );
        let hash = hash(&script);
        // A page without a script of its own has a policy that lets none run.
        let (own, with_this) = match html.contains("script-src '") {
            true => ("script-src '", format!("script-src '{hash}' '")),
            false => ("default-src 'none'", format!("default-src 'none'; script-src '{hash}'")),
        };
        assert!(html.contains(own) && html.contains("</body>"));
        let html = html.replacen(own, &with_this, 1);
        let html = html.replacen("</body>", &format!("<script>{script}</script></body>"), 1);
        let copy = page.with_file_name("copy.html");
        std::fs::write(&copy, html).unwrap();
        let place = format!("file://{}{address}", copy.display());
        let output = self
            .command()
            .args(["--virtual-time-budget=5000", "--dump-dom", &place])
            .output()
            .unwrap();
        let dom = String::from_utf8_lossy(&output.stdout);
        let found = dom.split_once("data-found=\"").expect("the script did not run").1;
        let found = found.split_once('"').unwrap().0;
        serde_json::from_str(&decoded(found)).unwrap()
    }

    /// Prints the page to a PDF.
    #[track_caller]
    pub(crate) fn print(&self, page: &Path, pdf: &Path) {
        let status = self
            .command()
            .arg(format!("--print-to-pdf={}", pdf.display()))
            .arg("--no-pdf-header-footer")
            .arg(format!("file://{}", page.display()))
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success() && pdf.is_file());
    }
}

/// Returns the hash of a script as a page's policy names it.
fn hash(script: &str) -> String {
    let digest = kwali_text::Digest::of(script.as_bytes()).to_string();
    let bits: String =
        digest.chars().map(|digit| format!("{:04b}", digit.to_digit(16).unwrap())).collect();
    let letters: Vec<char> =
        ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']).collect();
    let letter = |six: &[u8]| {
        letters[usize::from_str_radix(&format!("{:0<6}", std::str::from_utf8(six).unwrap()), 2)
            .unwrap()]
    };
    let letters: String = bits.as_bytes().chunks(6).map(letter).collect();
    format!("sha256-{letters}=")
}

/// Returns what `encodeURIComponent` encoded.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        if first == b'%' {
            let digits = std::str::from_utf8(&behind[..2]).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
            rest = &behind[2..];
        } else {
            bytes.push(first);
            rest = behind;
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// A server on this machine that nobody may call.
pub(crate) struct Lure {
    listener: TcpListener,
}

impl Lure {
    pub(crate) fn set() -> Lure {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        Lure { listener }
    }

    pub(crate) fn address(&self) -> String {
        format!("http://{}", self.listener.local_addr().unwrap())
    }

    /// Whether anybody called.
    pub(crate) fn was_called(&self) -> bool {
        self.listener.accept().is_ok()
    }
}
