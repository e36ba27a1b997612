//! What a command did to the files of its workspace, call by call, and what of it a power cut may
//! leave: what was synced, and of the rest all, nothing, zeros or the first half. Which names files
//! have is kept in the order in which it was given, as journals keep it, up to the last sync or on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::judge::Files;
use super::trace::Call;
use super::without_numbers;

/// Which file it is, whatever its name.
type Inode = usize;

/// One thing that was done.
#[derive(Debug, Clone)]
enum Op {
    Named(String, Inode),
    Unnamed(String),
    Renamed(String, String),
    Wrote(Inode, usize, Vec<u8>),
    Cut(Inode, usize),
    Synced(Inode),
    SyncedFolder,
    Said(Vec<u8>),
}

/// What becomes of bytes that were not synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unsynced {
    Kept,
    Lost,
    Zeros,
    Half,
}

/// All that a command did.
#[derive(Debug)]
pub(super) struct Deeds {
    root: PathBuf,
    names: BTreeMap<String, Inode>,
    contents: Vec<Vec<u8>>,
    ops: Vec<Op>,
    /// Of each the call that did it, but for numbers.
    calls: Vec<Vec<u8>>,
}

/// What an open descriptor stands for, and where it writes next.
#[derive(Debug, Clone, Copy)]
struct Open {
    inode: Option<Inode>,
    at: usize,
    appends: bool,
}

impl Deeds {
    /// Reads what was done to files that were there before.
    pub(super) fn read(root: &Path, before: &Files, calls: &[Call]) -> Self {
        let mut deeds = Self {
            root: root.to_path_buf(),
            names: BTreeMap::new(),
            contents: Vec::new(),
            ops: Vec::new(),
            calls: Vec::new(),
        };
        for (name, text) in before {
            deeds.names.insert(name.clone(), deeds.contents.len());
            deeds.contents.push(text.clone());
        }
        let mut reader = Reader {
            names: deeds.names.clone(),
            lengths: before.values().map(Vec::len).collect(),
            ..Reader::default()
        };
        for call in calls {
            reader.call(&deeds.root, call, &mut deeds.ops);
            deeds.calls.resize(deeds.ops.len(), without_numbers(call.to_string().as_bytes()));
        }
        deeds
    }

    /// How many things were done.
    pub(super) fn len(&self) -> usize {
        self.ops.len()
    }

    /// The last of so many things, but for numbers.
    pub(super) fn last_of(&self, done: usize) -> Option<&[u8]> {
        done.checked_sub(1).map(|last| &*self.calls[last])
    }

    /// What was said until so many things were done.
    pub(super) fn said(&self, done: usize) -> String {
        let said = self.ops[..done].iter().filter_map(|op| match op {
            Op::Said(text) => Some(text.as_slice()),
            _ => None,
        });
        String::from_utf8_lossy(&said.collect::<Vec<_>>().concat()).into_owned()
    }

    /// The files after a power cut when so many things were done; `named`: whether the names that
    /// were given since the last sync are kept.
    pub(super) fn after(&self, done: usize, unsynced: Unsynced, named: bool) -> Files {
        let ops = &self.ops[..done];
        let is_sync = |op: &Op| matches!(op, Op::Synced(_) | Op::SyncedFolder);
        let last = if named { done } else { ops.iter().rposition(is_sync).map_or(0, |at| at + 1) };
        let mut names = self.names.clone();
        for op in &ops[..last] {
            match op {
                Op::Named(name, inode) => {
                    names.insert(name.clone(), *inode);
                }
                Op::Unnamed(name) => {
                    names.remove(name);
                }
                Op::Renamed(from, to) => {
                    let inode = names.remove(from).unwrap();
                    names.insert(to.clone(), inode);
                }
                _ => {}
            }
        }
        names.into_iter().map(|(name, inode)| (name, self.content(inode, ops, unsynced))).collect()
    }

    fn content(&self, inode: Inode, ops: &[Op], unsynced: Unsynced) -> Vec<u8> {
        let mut content = self.contents.get(inode).cloned().unwrap_or_default();
        let is_sync = |op: &Op| matches!(op, Op::Synced(synced) if *synced == inode);
        let safe = ops.iter().rposition(is_sync).map_or(0, |at| at + 1);
        for (position, op) in ops.iter().enumerate() {
            let kept = if position < safe { Unsynced::Kept } else { unsynced };
            match op {
                Op::Wrote(of, at, bytes) if *of == inode && kept != Unsynced::Lost => {
                    let bytes = match kept {
                        Unsynced::Zeros => vec![0; bytes.len()],
                        Unsynced::Half => bytes[..bytes.len() / 2].to_vec(),
                        Unsynced::Kept | Unsynced::Lost => bytes.clone(),
                    };
                    let end = at + bytes.len();
                    content.resize(content.len().max(end), 0);
                    content[*at..end].copy_from_slice(&bytes);
                }
                Op::Cut(of, length) if *of == inode && kept != Unsynced::Lost => {
                    content.resize(*length, 0);
                }
                _ => {}
            }
        }
        content
    }
}

/// Follows names, descriptors and lengths through the calls.
#[derive(Debug, Default)]
struct Reader {
    names: BTreeMap<String, Inode>,
    lengths: Vec<usize>,
    /// A duplicate writes where the other one does.
    opened: Vec<Open>,
    descriptors: BTreeMap<i64, usize>,
}

impl Reader {
    fn call(&mut self, root: &Path, call: &Call, ops: &mut Vec<Op>) {
        if call.result.is_none_or(|result| result < 0) {
            return;
        }
        let descriptor = call.args.first().and_then(|arg| number(arg));
        let name = |arg: usize| {
            let path = root.join(call.path(arg)?);
            Some(path.strip_prefix(root).ok()?.display().to_string())
        };
        match call.name.as_str() {
            "openat" => self.open(call, name(1), ops),
            "close" => drop(descriptor.and_then(|fd| self.descriptors.remove(&fd))),
            "write" if descriptor == Some(2) => ops.push(Op::Said(call.bytes(1))),
            "fcntl" if call.args[1].starts_with("F_DUPFD") => {
                if let Some(open) = descriptor.and_then(|fd| self.descriptors.get(&fd)) {
                    self.descriptors.insert(call.result.unwrap(), *open);
                }
            }
            "rename" | "renameat" | "renameat2" => {
                let (from, to) = if call.name == "rename" { (0, 1) } else { (1, 3) };
                let (from, to) = (name(from).unwrap(), name(to).unwrap());
                let inode = self.names.remove(&from).unwrap();
                self.names.insert(to.clone(), inode);
                ops.push(Op::Renamed(from, to));
            }
            "linkat" => {
                let inode = self.names[&name(1).unwrap()];
                self.name(name(3).unwrap(), inode, ops);
            }
            "unlink" => {
                let name = name(0).unwrap();
                self.names.remove(&name);
                ops.push(Op::Unnamed(name));
            }
            "mkdir" | "rmdir" => {}
            _ => {
                let open = descriptor.and_then(|fd| self.descriptors.get(&fd)).copied();
                let touches = call.changes() && call.touches(root);
                match open {
                    Some(open) => self.on(open, call, ops),
                    None => assert!(!touches, "not understood: {call}"),
                }
            }
        }
    }

    fn name(&mut self, name: String, inode: Inode, ops: &mut Vec<Op>) {
        self.names.insert(name.clone(), inode);
        ops.push(Op::Named(name, inode));
    }

    fn open(&mut self, call: &Call, name: Option<String>, ops: &mut Vec<Op>) {
        let Some(name) = name else { return };
        let has = |flag: &str| call.args[2].split('|').any(|set| set == flag);
        let known = self.names.get(&name).copied();
        let inode = match known {
            None if has("O_CREAT") => {
                self.lengths.push(0);
                let inode = self.lengths.len() - 1;
                self.name(name, inode, ops);
                Some(inode)
            }
            // A folder.
            None => None,
            Some(inode) => {
                if has("O_TRUNC") && self.lengths[inode] > 0 {
                    self.lengths[inode] = 0;
                    ops.push(Op::Cut(inode, 0));
                }
                Some(inode)
            }
        };
        self.opened.push(Open { inode, at: 0, appends: has("O_APPEND") });
        self.descriptors.insert(call.result.unwrap(), self.opened.len() - 1);
    }

    fn on(&mut self, open: usize, call: &Call, ops: &mut Vec<Op>) {
        let result = usize::try_from(call.result.unwrap()).unwrap();
        let state = &mut self.opened[open];
        let Some(inode) = state.inode else {
            if call.name == "fsync" {
                ops.push(Op::SyncedFolder);
            }
            return;
        };
        match call.name.as_str() {
            "write" => {
                let at = if state.appends { self.lengths[inode] } else { state.at };
                let bytes = call.bytes(1)[..result].to_vec();
                state.at = at + result;
                self.lengths[inode] = self.lengths[inode].max(state.at);
                ops.push(Op::Wrote(inode, at, bytes));
            }
            "read" => state.at += result,
            "lseek" => state.at = result,
            "ftruncate" => {
                let length = usize::try_from(number(&call.args[1]).unwrap()).unwrap();
                self.lengths[inode] = length;
                ops.push(Op::Cut(inode, length));
            }
            "fsync" | "fdatasync" => ops.push(Op::Synced(inode)),
            "flock" | "fchmod" => {}
            _ => assert!(!call.changes(), "not understood: {call}"),
        }
    }
}

fn number(arg: &str) -> Option<i64> {
    arg.split('<').next()?.parse().ok()
}
