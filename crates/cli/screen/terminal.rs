//! The terminal: keys in, screens out, and everything as it was when it is over.

use std::io::{self, Stdout, stdout};
use std::process::Command;
use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{
    self, DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
    Event, KeyEventKind,
};
use ratatui::crossterm::execute;

use super::Failed;
use super::colours::Colours;
use super::desk::Desk;
use super::draw::draw;
use super::keys;
use super::session::Session;

/// How long to wait for a key before looking whether others have changed the study.
const LOOK_AROUND: Duration = Duration::from_secs(1);
/// How long something that is written may be only in memory.
const KEEP_DRAFT: Duration = Duration::from_secs(10);
/// How soon to try again what had to wait for another process.
const TRY_AGAIN: Duration = Duration::from_millis(200);

/// Codes in the terminal until the coder leaves; `patience` is how long to wait for other processes.
pub(crate) fn run(desk: Desk, colours: Colours, patience: Duration) -> Result<(), Failed> {
    let mut terminal = ratatui::try_init()?;
    let prepared = execute!(stdout(), EnableMouseCapture, EnableBracketedPaste);
    let worked = prepared.map_err(Failed::from).and_then(|()| {
        let size = terminal.size()?;
        let session = Session::new(desk, (size.width, size.height))?;
        work(&mut terminal, session, colours, patience)
    });
    // What went wrong while working matters more than what goes wrong now.
    let restored = execute!(stdout(), DisableBracketedPaste, DisableMouseCapture);
    let restored = restored.and_then(|()| ratatui::try_restore());
    worked.and(restored.map_err(Failed::from))
}

type Screen = Terminal<CrosstermBackend<Stdout>>;

fn work(
    terminal: &mut Screen,
    mut session: Session,
    colours: Colours,
    patience: Duration,
) -> Result<(), Failed> {
    let mut waiting_since = None;
    let mut kept = Instant::now();
    while !session.is_over {
        show(terminal, &session, colours)?;
        if session.waiting.is_some() {
            let since = *waiting_since.get_or_insert_with(Instant::now);
            std::thread::sleep(TRY_AGAIN);
            if since.elapsed() < patience {
                session.try_again();
            } else {
                session.give_up();
                // What was typed meanwhile was meant for a study in which it is done.
                let_go_of_keys(&mut session)?;
            }
            continue;
        }
        waiting_since = None;
        if !session.has_draft() {
            kept = Instant::now();
        } else if kept.elapsed() >= KEEP_DRAFT {
            session.keep_draft();
            kept = Instant::now();
            continue;
        }
        if event::poll(LOOK_AROUND)? {
            take(event::read()?, &mut session)?;
            if let Some(text) = session.for_own_editor() {
                let written = elsewhere(terminal, &text)?;
                session.take_over(written);
            }
        } else {
            session.catch_up();
        }
    }
    Ok(())
}

fn show(terminal: &mut Screen, session: &Session, colours: Colours) -> Result<(), Failed> {
    let mut drawn = Ok(());
    terminal.draw(|frame| drawn = draw(frame, session, colours))?;
    Ok(drawn?)
}

/// Takes all that is waiting but for keys.
fn let_go_of_keys(session: &mut Session) -> Result<(), Failed> {
    while event::poll(Duration::ZERO)? {
        match event::read()? {
            Event::Key(_) | Event::Paste(_) | Event::Mouse(_) => {}
            other => take(other, session)?,
        }
    }
    Ok(())
}

fn take(event: Event, session: &mut Session) -> Result<(), Failed> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => session.take(&keys::name(&key)),
        Event::Mouse(mouse) => session.point(mouse),
        Event::Paste(pasted) => session.paste(&pasted),
        Event::Resize(columns, rows) => session.resize((columns, rows))?,
        _ => {}
    }
    Ok(())
}

/// Lets the coder write in the editor that the environment names; gives the terminal away meanwhile.
fn elsewhere(terminal: &mut Screen, text: &str) -> Result<Result<String, String>, Failed> {
    let named = ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var(name).ok());
    let named = named.unwrap_or_default();
    let mut words = named.split_whitespace();
    let Some(program) = words.next() else {
        return Ok(Err("no editor is named in EDITOR".to_owned()));
    };
    let file = tempfile::Builder::new().prefix("memo-").suffix(".md").tempfile()?;
    std::fs::write(file.path(), text)?;
    execute!(stdout(), DisableBracketedPaste, DisableMouseCapture)?;
    ratatui::try_restore()?;
    let ended = Command::new(program).args(words).arg(file.path()).status();
    *terminal = ratatui::try_init()?;
    execute!(stdout(), EnableMouseCapture, EnableBracketedPaste)?;
    terminal.clear()?;
    Ok(match ended {
        Ok(status) if status.success() => Ok(std::fs::read_to_string(file.path())?),
        Ok(status) => Err(format!("{program} ended with {status}; nothing was taken over")),
        Err(error) => Err(format!("{program}: {error}")),
    })
}

/// True if keys and screen are there.
pub(crate) fn is_there() -> bool {
    use io::IsTerminal;
    io::stdin().is_terminal() && io::stdout().is_terminal()
}
