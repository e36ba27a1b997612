//! Where things live on disk, and how a person sees their paths.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use etcetera::BaseStrategy;

use super::FILE;
use crate::copied::behind;
use crate::fields::{self, Problem, Problems};
use crate::on_disk::{self, no_file};
use crate::text::clean_line;

/// The folders that a command works with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Workspace {
    /// The workspace's folder; none where the user's data and config folders are used instead.
    pub(crate) root: Option<PathBuf>,
    /// Where settings, questions and stories are.
    pub(super) config: PathBuf,
    pub(super) data: PathBuf,
    /// The user's own data folder, in every workspace; none where no home folder is known.
    pub(super) own: Option<PathBuf>,
    /// The user's own config folder, in every workspace; none where no home folder is known.
    pub(crate) own_config: Option<PathBuf>,
    pub(super) here: PathBuf,
    /// Whether it was named, rather than found here or above.
    pub(super) is_named: bool,
}

/// What stands in a folder of TOML files.
#[derive(Debug, Default)]
pub(crate) struct TomlTexts {
    /// Each file's name and text.
    pub(crate) files: Vec<(String, String)>,
    /// What can't be read as one.
    pub(crate) left_out: Vec<Problem>,
}

impl Workspace {
    /// The folder given, or else the nearest one with a `mockround.toml`, here or above, or else
    /// the user's own folders by the platform's convention.
    ///
    /// # Errors
    /// A given folder that isn't there; no current folder; no home folder.
    pub(crate) fn find(given: Option<&Path>) -> anyhow::Result<Self> {
        let wanted = Self::wanted(given)?;
        match &wanted.root {
            Some(root) if !root.is_dir() => bail!(
                "the workspace {} is no folder; make one with: mockround init {0}",
                given.unwrap_or(root).display()
            ),
            _ => Ok(wanted),
        }
    }

    /// As [`Self::find`]; a given folder need not be there.
    ///
    /// # Errors
    /// No current folder; no home folder.
    pub(crate) fn wanted(given: Option<&Path>) -> anyhow::Result<Self> {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place that reads the current folder"
        )]
        let here = std::env::current_dir()
            .context("the current folder can't be read; change to another one")?;
        // An empty MOCKROUND_WORKSPACE names no folder.
        if let Some(dir) = given.filter(|dir| !dir.as_os_str().is_empty()) {
            return Ok(Self { is_named: true, ..Self::at(here.join(dir), here) });
        }
        // What is no file is told where it is read.
        let is_marked = |dir: &&Path| dir.join(FILE).symlink_metadata().is_ok();
        if let Some(root) = here.ancestors().find(is_marked) {
            return Ok(Self::at(root.to_path_buf(), here));
        }
        let (config, data) = own_folders()
            .context("no home folder is known; name a workspace with --workspace DIR")?;
        Ok(Self {
            root: None,
            own: Some(data.clone()),
            own_config: Some(config.clone()),
            config,
            data,
            here,
            is_named: false,
        })
    }

    /// The workspace in a folder; paths are shown as seen from `here`.
    pub(crate) fn at(root: PathBuf, here: PathBuf) -> Self {
        let (own_config, own) = own_folders().unzip();
        Self {
            config: root.clone(),
            data: root.clone(),
            root: Some(root),
            own,
            own_config,
            here,
            is_named: false,
        }
    }

    /// How a command that takes a workspace's folder is called for this one, from here.
    pub(crate) fn command(&self, command: &str) -> String {
        match self.root.as_ref().filter(|_| self.is_named).map(|root| self.shown(root)) {
            None => format!("mockround {command}"),
            Some(root) => format!("mockround {command} {}", shell_words::quote(&root)),
        }
    }

    /// Where sessions are written.
    pub(crate) fn sessions(&self) -> PathBuf {
        self.data.join("sessions")
    }

    /// Where running sessions are announced, whatever their workspace: a mark from any folder finds
    /// them there.
    pub(crate) fn running(&self) -> Vec<PathBuf> {
        self.in_own_data("running")
    }

    /// Where it is kept what mockround wrote to files that were named to it, whatever the
    /// workspace.
    pub(crate) fn written(&self) -> Vec<PathBuf> {
        self.in_own_data("written")
    }

    /// A name in the user's data folder, and in the one that it is where the environment names no
    /// other: a program may name one of its own to what it starts, as editors in a snap do.
    fn in_own_data(&self, name: &str) -> Vec<PathBuf> {
        let own = self.own.as_ref().unwrap_or(&self.data).join(name);
        let data = match cfg!(target_os = "macos") {
            true => "Library/Application Support",
            false => ".local/share",
        };
        let home = etcetera::home_dir().ok().filter(|_| cfg!(unix));
        let usual = home.map(|home| home.join(data).join("mockround").join(name));
        std::iter::once(own.clone()).chain(usual.filter(|usual| *usual != own)).collect()
    }

    /// Where the user's own questions are.
    pub(crate) fn questions(&self) -> PathBuf {
        self.config.join("questions")
    }

    /// Where the user's own templates are.
    pub(crate) fn templates(&self) -> PathBuf {
        self.config.join("templates")
    }

    /// The user's stories.
    pub(crate) fn stories(&self) -> PathBuf {
        self.config.join("stories.toml")
    }

    /// What the user says of real interviews.
    pub(crate) fn interviews(&self) -> PathBuf {
        self.config.join("interviews.toml")
    }

    /// The settings; the file need not be there.
    pub(crate) fn settings_file(&self) -> PathBuf {
        self.config.join(FILE)
    }

    /// A path as the user sees it: from the current folder where it lies below it.
    pub(crate) fn shown(&self, path: &Path) -> String {
        clean_line(&self.seen(path))
    }

    /// As [`Workspace::shown`], as it is: for programs to read.
    pub(crate) fn seen(&self, path: &Path) -> String {
        match path.strip_prefix(&self.here) {
            Ok(here) if here.as_os_str().is_empty() => ".".to_string(),
            Ok(below) => below.display().to_string(),
            Err(_) => path.display().to_string(),
        }
    }

    /// The TOML files of a folder, by name; none where there is no such folder.
    ///
    /// # Errors
    /// The folder can't be read.
    pub(crate) fn toml_files(&self, folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
        let mut files = self.named_toml(folder)?;
        files.retain(|path| no_file(path).is_none());
        Ok(files)
    }

    /// What is called as the TOML files of a folder and is no file, each with what to do about it.
    ///
    /// # Errors
    /// The folder can't be read.
    pub(crate) fn no_files(&self, folder: &Path) -> anyhow::Result<Vec<Problem>> {
        let named = self.named_toml(folder)?;
        let told = |path: &PathBuf| Some(Problem::with_file(&self.shown(path), no_file(path)?));
        Ok(named.iter().filter_map(told).collect())
    }

    /// The TOML files of a folder, each with the name it goes by in problems and its text; and what
    /// is left out, as it can't be read as one: it is no file, too large, or no UTF-8.
    ///
    /// # Errors
    /// The folder can't be read.
    pub(crate) fn toml_texts(&self, folder: &Path) -> anyhow::Result<TomlTexts> {
        let mut texts = TomlTexts { left_out: self.no_files(folder)?, ..TomlTexts::default() };
        for path in self.toml_files(folder)? {
            match self.read(&path) {
                Ok(file) => texts.files.push(file),
                Err(problems) => texts.left_out.extend(problems.into_list()),
            }
        }
        Ok(texts)
    }

    /// What is called as a TOML file in a folder, whatever it is.
    fn named_toml(&self, folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
        let entries = match on_disk::list(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound && !folder.is_symlink() => {
                return Ok(Vec::new());
            }
            Err(error) => {
                return Err(error).with_context(|| format!("{} can't be read", self.shown(folder)));
            }
        };
        let mut files = Vec::new();
        for entry in entries {
            let entry = entry.with_context(|| format!("{} can't be read", self.shown(folder)))?;
            let (name, path) = (entry.file_name(), entry.path());
            let name = name.to_string_lossy();
            // Folders come from machines that don't tell .TOML from .toml.
            let is_toml = name.to_ascii_lowercase().ends_with(".toml");
            if is_toml && !name.starts_with('.') {
                files.push(path);
            }
        }
        let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into();
        let behind = behind(&files.iter().map(name).collect::<Vec<String>>());
        let mut ranked: Vec<_> = behind.into_iter().zip(files).collect();
        // What may be a copy of another file comes behind it: the first of them counts.
        ranked.sort_by_cached_key(|(behind, path)| {
            (*behind, path.file_stem().map(ToOwned::to_owned), path.clone())
        });
        Ok(ranked.into_iter().map(|(_, path)| path).collect())
    }

    /// As [`Workspace::read`], of a file that the workspace may have: `None` where it has none.
    ///
    /// # Errors
    /// One problem more: it is no file.
    pub(crate) fn read_own(&self, path: &Path) -> Result<Option<(String, String)>, Problems> {
        self.expect_file(path)?;
        match path.metadata() {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            _ => self.read(path).map(Some),
        }
    }

    /// Refuses what stands where a file may, and is none.
    ///
    /// # Errors
    /// It is a folder, a pipe, a device, or a link that leads to no file.
    pub(crate) fn expect_file(&self, path: &Path) -> Result<(), Problems> {
        match no_file(path) {
            Some(what) => Err(Problem::with_file(&self.shown(path), what).into()),
            None => Ok(()),
        }
    }

    /// The text of a file, and the name it goes by in problems.
    ///
    /// # Errors
    /// One problem: it can't be read, is too large, or isn't UTF-8.
    pub(crate) fn read(&self, path: &Path) -> Result<(String, String), Problems> {
        let name = self.shown(path);
        let text = fields::read_text(path, &name)?;
        Ok((name, text))
    }
}

/// The user's own config and data folders; none where no home folder is known. A home that is no
/// absolute path is none: it would be another one in every folder, and whoever made that one would
/// write our settings.
fn own_folders() -> Option<(PathBuf, PathBuf)> {
    let folders = etcetera::base_strategy::choose_native_strategy().ok()?;
    let (config, data) = (folders.config_dir(), folders.data_dir());
    (config.is_absolute() && data.is_absolute())
        .then(|| (config.join("mockround"), data.join("mockround")))
}
