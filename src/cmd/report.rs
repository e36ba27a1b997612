//! `mockround report`: measures a session and prints the report, or writes it to a file.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};

use super::{Context, open};
use crate::cli::{self, ReportFormat};
use crate::pacing::measure;
use crate::report::{html, json, markdown, text};
use crate::session::Session;
use crate::session::store::private_file;
use crate::session::tellings::Telling;

/// How wide a text report is in a file, in columns.
const FILE_WIDTH: usize = 80;

/// Prints the report of a session to `out`, or writes it to the file that was asked for.
/// `tellings`: all of the workspace, where they are known. `width` and `colour` are for a text
/// report on `out`.
///
/// # Errors
/// Where it can't be written.
pub fn run(
    args: &cli::ReportArgs,
    session: &Session,
    tellings: Option<&[Telling]>,
    out: &mut dyn Write,
    width: usize,
    colour: bool,
) -> anyhow::Result<ExitCode> {
    let mut pacing = measure(session);
    if let Some(tellings) = tellings {
        pacing.note_tellings(tellings);
    }
    let file = args.output.as_deref().filter(|path| *path != Path::new("-"));
    let report = match args.format.unwrap_or_default() {
        ReportFormat::Text if file.is_some() => text::render(&pacing, FILE_WIDTH, false),
        ReportFormat::Text => text::render(&pacing, width, colour),
        ReportFormat::Markdown => markdown::render(&pacing),
        ReportFormat::Html => html::render(&pacing),
        ReportFormat::Json => json::render(&pacing),
    };
    put(&report, file, out)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the report as HTML beside the session, or to the file that was asked for, prints where,
/// and opens it.
///
/// # Errors
/// Another format was asked for, or it can't be written. That nothing could open it is said, and no
/// failure.
pub(super) fn open(
    context: &Context,
    args: &cli::ReportArgs,
    path: &Path,
    session: &Session,
    tellings: Option<&[Telling]>,
) -> anyhow::Result<ExitCode> {
    if args.format.is_some_and(|format| format != ReportFormat::Html) {
        bail!("--open shows a page: use it with --format html");
    }
    let beside = path.with_extension("html");
    let file = args.output.as_deref().filter(|path| *path != Path::new("-")).unwrap_or(&beside);
    let mut pacing = measure(session);
    if let Some(tellings) = tellings {
        pacing.note_tellings(tellings);
    }
    put(&html::render(&pacing), Some(file), &mut io::sink())?;
    context.print(&format!("{}\n", file.display()))?;
    if let Err(error) = open::open(file) {
        context.note(&format!(
            "the page could not be opened ({error}); open the file above in a browser"
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints what was asked for, or writes it to a file.
///
/// # Errors
/// Where it can't be written.
pub(super) fn put(text: &str, file: Option<&Path>, out: &mut dyn Write) -> anyhow::Result<()> {
    match file {
        None => {
            out.write_all(text.as_bytes())
                .and_then(|()| out.flush())
                .context("can't write to standard output")?;
        }
        Some(path) => write_whole(path, text).with_context(|| {
            format!("can't write to {}; --output names another file", path.display())
        })?,
    }
    Ok(())
}

/// Writes a file whole or not at all: a new one beside it takes its place when it is complete. What
/// is no regular file (a pipe, a terminal) is written to as it is.
///
/// # Errors
/// Where it can't be written; what was there before is left as it was.
pub fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    // A link goes on pointing to its file.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    if fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
        return File::options().write(true).open(&path)?.write_all(text.as_bytes());
    }
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    let beside = Unfinished(path.with_file_name(format!(".{name}.{}.tmp", std::process::id())));
    // A report is about its candidate: it is private, like the session.
    let mut file = private_file(&beside.0)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    drop(file);
    fs::rename(&beside.0, &path)
}

/// A file that is removed again unless it was moved away.
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After the move there is none left; where it can't be removed nothing can be done about
        // it.
        let _ = fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::untouched;

    fn args(format: ReportFormat, output: Option<PathBuf>) -> cli::ReportArgs {
        cli::ReportArgs { session: "latest".to_string(), format: Some(format), output, open: false }
    }

    #[test]
    fn it_prints_each_format_or_writes_it_to_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let script = untouched();
        for (format, begins) in [
            (ReportFormat::Text, "Test round\n"),
            (ReportFormat::Markdown, "# Test round\n"),
            (ReportFormat::Html, "<!doctype html>\n"),
            (ReportFormat::Json, "{\n"),
        ] {
            let mut out = Vec::new();
            run(&args(format, None), script.session(), None, &mut out, 80, false).unwrap();
            assert!(String::from_utf8(out.clone()).unwrap().starts_with(begins));
            let file = folder.path().join("report");
            fs::write(&file, "an older one").unwrap();
            let mut nothing = Vec::new();
            // A file has no colours, whatever the terminal has.
            run(&args(format, Some(file.clone())), script.session(), None, &mut nothing, 120, true)
                .unwrap();
            assert_eq!(fs::read(&file).unwrap(), out);
            assert_eq!(nothing, b"");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_cant_be_written_is_named_and_nothing_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("missing").join("report.md");
        let script = untouched();
        let error = run(
            &args(ReportFormat::Markdown, Some(file.clone())),
            script.session(),
            None,
            &mut Vec::new(),
            80,
            false,
        );
        let error = format!("{:#}", error.unwrap_err());
        assert!(
            error.starts_with(&format!("can't write to {}; --output names", file.display())),
            "{error}"
        );
        // A folder is no file to write to.
        assert!(write_whole(folder.path(), "x").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
