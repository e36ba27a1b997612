//! What stands on the disk: the workspace, its settings, banks and stories, and the sessions.

use std::path::{Path, PathBuf};

use anyhow::Error;

use super::Diagnosis;
use crate::cmd::build::OwnBank;
use crate::cmd::{Context, build, stories as stories_command, which};
use crate::fields::{Problem, Problems};
use crate::live::machine::clock;
use crate::session::SessionId;
use crate::session::store::{
    SessionState, SkippedFile, folder_caveat, in_the_way, is_open_to_others, is_read_by_others,
    read_all,
};
use crate::settings::Workspace;
use crate::text::{causes, counted};

/// What to do where what is said says it.
const MEND: &str = "mend it, as it says";

/// Which workspace is used.
pub(super) fn workspace(workspace: &Workspace) -> Diagnosis {
    if let Some(root) = workspace.root.as_ref().filter(|root| !root.is_dir()) {
        let shown = workspace.shown(root);
        let what = format!("make one with: {}; or name another", workspace.command("init"));
        return Diagnosis::needs("workspace", format!("{shown} is no folder"), what);
    }
    let says = match &workspace.root {
        Some(root) => root.display().to_string(),
        None => format!(
            "none here: your own folders are used, with sessions in {}",
            workspace.sessions().display()
        ),
    };
    Diagnosis::fine("workspace", says)
}

/// Each problem of the settings file.
pub(super) fn settings_problems(problems: Problems) -> Vec<Diagnosis> {
    broken("settings", &problems.into())
}

/// Each of the workspace's own templates that can't be used.
pub(super) fn own_templates(context: &Context) -> Vec<Diagnosis> {
    let (workspace, settings) = (&context.workspace, &context.settings);
    let mut found = Vec::new();
    let own = workspace.toml_files(&workspace.templates());
    let files = own.unwrap_or_else(|error| {
        found.extend(broken("templates", &error));
        Vec::new()
    });
    let no_files = workspace.no_files(&workspace.templates()).unwrap_or_default();
    found
        .extend(no_files.into_iter().map(|of| Diagnosis::needs("templates", of.to_string(), MEND)));
    for path in files.iter().filter(|path| !says_nothing(workspace, path)) {
        let named =
            path.to_str().map(|path| build::named_template(workspace, settings, Some(path)));
        if let Some(Err(error)) = named {
            found.extend(broken("templates", &error));
        }
    }
    found
}

/// The template of the settings, and each of the workspace's own.
pub(super) fn template(context: &Context) -> Vec<Diagnosis> {
    let (workspace, settings) = (&context.workspace, &context.settings);
    let mut found = own_templates(context);
    let used = build::named_template(workspace, settings, None);
    let file = workspace.shown(&workspace.settings_file());
    match used {
        Ok(template) if workspace.settings_file().is_file() => {
            let says = format!("{file} is read; its template is {}", template.title);
            found.insert(0, Diagnosis::fine("settings", says));
        }
        Ok(template) => {
            let says = format!("no {file}: the defaults, with the template {}", template.title);
            found.insert(0, Diagnosis::fine("settings", says));
        }
        Err(error) => {
            // Its file may be among the workspace's own, which were told.
            let is_told = |finding: &Diagnosis| found.iter().any(|told| told.says == finding.says);
            if !broken("settings", &error).iter().all(is_told) {
                let whole = Error::msg(causes(&error));
                found.extend(broken("settings", &whole));
            }
        }
    }
    found
}

/// Whether a file is all comments, as the examples are that `init` writes.
fn says_nothing(workspace: &Workspace, path: &Path) -> bool {
    let is_comment = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    workspace.read(path).is_ok_and(|(_, text)| text.lines().all(is_comment))
}

/// The workspace's own questions: every problem, and which files repeat others.
pub(super) fn questions(workspace: &Workspace) -> Vec<Diagnosis> {
    let of = |says: String, what: &str| Diagnosis::needs("questions", says, what);
    let unread = |left_out: Vec<Problem>| left_out.into_iter().map(|no| of(no.to_string(), MEND));
    let OwnBank { bank, unread: left_out, copies } = match build::whole_bank(workspace) {
        Ok(own) => own,
        Err(error) => {
            let texts = workspace.toml_texts(&workspace.questions()).unwrap_or_default();
            return unread(texts.left_out).chain(broken("questions", &error)).collect();
        }
    };
    let copies = copies.into_iter().map(|copy| of(copy, "remove the copy, or name it anew"));
    let found: Vec<Diagnosis> = unread(left_out).chain(copies).collect();
    if !found.is_empty() {
        return found;
    }
    let number = counted(bank.entries().len(), "question", "questions");
    vec![Diagnosis::fine("questions", format!("{number} in the bank"))]
}

/// The stories, where there are any.
pub(super) fn stories(context: &Context) -> Vec<Diagnosis> {
    match stories_command::load(context) {
        Ok(stories) if stories.is_empty() => Vec::new(),
        Ok(stories) => {
            let number = counted(stories.len(), "story", "stories");
            vec![Diagnosis::fine(
                "stories",
                format!("{number}; `mockround stories check` reads them"),
            )]
        }
        Err(error) => broken("stories", &error),
    }
}

/// The settings and the stories, where others may write to them.
pub(super) fn open_to_others(workspace: &Workspace) -> Vec<Diagnosis> {
    let files = [("settings", workspace.settings_file()), ("stories", workspace.stories())];
    let open = files.into_iter().filter(|(_, path)| is_open_to_others(path));
    open.map(|(check, path)| others_write_to(check, &workspace.shown(&path), 1)).collect()
}

/// So many files, of which this is one, may be written to by others.
fn others_write_to(check: &'static str, file: &str, number: usize) -> Diagnosis {
    let more = and_more(number - 1);
    let what = format!("`chmod go-w {}` keeps them out", shell_words::quote(file));
    Diagnosis::needs(check, format!("others may write to {file}{more}"), what)
}

fn and_more(files: usize) -> String {
    match files {
        0 => String::new(),
        more => format!(" and {} like it", counted(more, "file", "files")),
    }
}

/// What was made of one session.
struct ReadSession {
    id: SessionId,
    file: PathBuf,
    path: String,
    is_open: bool,
    state: SessionState,
    notes: Vec<String>,
    future: Option<String>,
    in_the_way: Vec<String>,
}

/// The sessions, and each file among them that can't be read or is cut short; who else may change
/// them.
pub(super) fn sessions(context: &Context) -> Vec<Diagnosis> {
    let workspace = &context.workspace;
    let (dir, now) = (workspace.sessions(), clock::wall().timestamp());
    let listing = match read_all(&dir, |stored| ReadSession {
        id: stored.session.header.id.clone(),
        file: stored.path.clone(),
        path: workspace.shown(&stored.path),
        is_open: is_open_to_others(&stored.path),
        state: stored.state(),
        notes: stored.notes(),
        future: which::future(&stored.session, now),
        in_the_way: in_the_way(&stored.path)
            .into_iter()
            .map(|(path, why)| format!("{}: {why}", workspace.shown(&path)))
            .collect(),
    }) {
        Ok(listing) => listing,
        Err(error) => return broken("sessions", &error),
    };
    let mut found = Vec::new();
    for SkippedFile { path, why } in &listing.skipped {
        // The reason may begin with the name itself.
        let shown = workspace.shown(path);
        let why = match why.contains(&path.display().to_string()) {
            true => why.clone(),
            false => format!("{shown}: {why}"),
        };
        found.push(Diagnosis::needs("sessions", why, "mend it as it says, or move it away"));
    }
    for seen in &listing.sessions {
        found.extend(seen.future.iter().map(|why| {
            Diagnosis::needs("clock", why.clone(), "set the clock; where another is meant, name it")
        }));
        let of = |why: &String| Diagnosis::needs("sessions", why.clone(), MEND);
        found.extend(seen.in_the_way.iter().map(of));
        // A running one may be read in the middle of an event.
        if seen.state != SessionState::Running {
            let of =
                |note| Diagnosis::needs("sessions", format!("{}: {note}", seen.path), seen.mend());
            found.extend(seen.notes.iter().map(of));
        }
    }
    let mut open = listing.sessions.iter().filter(|seen| seen.is_open);
    if let Some(first) = open.next() {
        found.push(others_write_to("sessions", &first.path, 1 + open.count()));
    }
    // Any name does: it is asked of the folder.
    let caveat = folder_caveat(&dir.join("any.toml"));
    found.extend(caveat.map(|of| Diagnosis::needs("sessions", of.says, of.what_to_do)));
    found.extend(open_to_readers(workspace, listing.sessions.iter().map(|seen| &*seen.file)));
    if found.iter().all(|finding| finding.check != "sessions") {
        found.push(Diagnosis::fine("sessions", well(&listing.sessions)));
    }
    found
}

/// The folder of the sessions and what lies in it, where others may read that. What is deeper in it
/// is reached through these.
fn open_to_readers<'a>(
    workspace: &Workspace,
    sessions: impl Iterator<Item = &'a Path>,
) -> Option<Diagnosis> {
    let dir = workspace.sessions();
    let of = |session: &'a Path| {
        let beside = ["md", "html", ""].map(|ending| session.with_extension(ending));
        std::iter::once(session.to_path_buf()).chain(beside)
    };
    let all = std::iter::once(dir.clone()).chain(sessions.flat_map(of));
    let mut open = all.filter(|path| is_read_by_others(path));
    let first = workspace.shown(&open.next()?);
    let what =
        format!("`chmod -R go-rwx {}` keeps them out", shell_words::quote(&workspace.shown(&dir)));
    let says = format!("others may read {first}{}", and_more(open.count()));
    Some(Diagnosis::needs("sessions", says, what))
}

impl ReadSession {
    /// What to do about an end that was cut short, or events that a newer version wrote.
    fn mend(&self) -> String {
        match self.state {
            SessionState::CutOff | SessionState::Left => {
                format!("`mockround resume {}` goes on without that", self.id)
            }
            SessionState::Finished | SessionState::Running => {
                "all else of it counts; look at the end of the file, and take out what isn't the \
                 round's"
                    .to_string()
            }
        }
    }
}

fn well(sessions: &[ReadSession]) -> String {
    let running = sessions.iter().find(|seen| seen.state == SessionState::Running);
    let number = match sessions.len() {
        0 => "none yet".to_string(),
        some => format!("{}, all of them read whole", counted(some, "session", "sessions")),
    };
    match running {
        Some(seen) => format!("{number}; {} is running", seen.id),
        None => number,
    }
}

/// What is wrong with something that a person writes: each problem of a file by itself.
fn broken(check: &'static str, error: &Error) -> Vec<Diagnosis> {
    let says = match error.downcast_ref::<Problems>() {
        Some(problems) => problems.to_string(),
        None => causes(error),
    };
    says.lines().map(|says| Diagnosis::needs(check, says, MEND)).collect()
}
