//! `mockround shortcuts`: key bindings that send marks, to paste into a desktop's or an editor's
//! settings. A shell's line editor keeps its keys, Ctrl or Alt and a letter, and no default of the
//! tool itself is taken: inside a terminal or an editor a key of ours opens the letters.

use std::process::ExitCode;

use super::Context;
use crate::cli::{self, ShortcutTool};
use crate::session::mark::MarkWord;

/// A key that is proposed for a mark.
struct Shortcut {
    key: char,
    mark: MarkWord,
    /// What the mark says happened.
    meaning: &'static str,
}

const SHORTCUTS: [Shortcut; 7] = [
    Shortcut { key: 'a', mark: MarkWord::Answer, meaning: "the answer is stated" },
    Shortcut { key: 'p', mark: MarkWord::Phase, meaning: "next phase" },
    Shortcut { key: 'n', mark: MarkWord::Next, meaning: "next question" },
    Shortcut { key: 'b', mark: MarkWord::Pause, meaning: "pause or go on" },
    Shortcut { key: 't', mark: MarkWord::Think, meaning: "think" },
    Shortcut { key: 'u', mark: MarkWord::Undo, meaning: "take the last mark back" },
    Shortcut { key: 'e', mark: MarkWord::End, meaning: "end the slot" },
];

/// Prints the bindings.
///
/// # Errors
/// Standard output can't be written.
pub(super) fn run(context: &Context, args: &cli::ShortcutsArgs) -> anyhow::Result<ExitCode> {
    context.print(&bindings(args.tool))?;
    Ok(ExitCode::SUCCESS)
}

fn bindings(tool: ShortcutTool) -> String {
    match tool {
        ShortcutTool::Gnome => gnome(),
        ShortcutTool::Vscode => vscode(),
        ShortcutTool::Tmux
        | ShortcutTool::Kde
        | ShortcutTool::Macos
        | ShortcutTool::Windows
        | ShortcutTool::Sway
        | ShortcutTool::Vim
        | ShortcutTool::Emacs => {
            let mut text = heading(tool).to_string();
            for shortcut in &SHORTCUTS {
                text += &shortcut.line(tool);
            }
            text
        }
    }
}

/// Where the lines go, in a comment.
fn heading(tool: ShortcutTool) -> &'static str {
    match tool {
        ShortcutTool::Tmux => {
            "# ~/.tmux.conf: the prefix (Ctrl-b), g, and a letter, from any pane; \
             the answer shows in the status line.\n\
             # In the status bar: set -g status-right '#(mockround status)'\n\
             bind -N 'mockround: then a letter' g switch-client -T mockround\n"
        }
        ShortcutTool::Gnome => {
            "# Run once in a terminal. Super+Alt and a letter. The first line replaces \
             the list of your custom shortcuts:\n"
        }
        ShortcutTool::Kde => {
            "# System Settings > Keyboard > Shortcuts > Add New > Command or Script; \
             one for each line.\n"
        }
        ShortcutTool::Macos => {
            "# Shortcuts app > + > Run Shell Script, one for each line; \
             then (i) > Add Keyboard Shortcut.\n\
             # Write the whole path: `command -v mockround` prints it.\n"
        }
        ShortcutTool::Windows => {
            "; An AutoHotkey v2 script: Ctrl+Win+Alt and a letter.\n#Requires AutoHotkey v2.0\n"
        }
        ShortcutTool::Sway => {
            "# ~/.config/sway/config or ~/.config/i3/config: Mod+Alt and a letter.\n"
        }
        ShortcutTool::Vscode => "// User tasks (command palette: Tasks: Open User Tasks)\n",
        ShortcutTool::Vim => {
            "\" ~/.vimrc or init.vim: F9 and a letter, in normal, visual and insert mode; \
             the answer shows below.\n\
             \" Needs Vim 8.2.1978 or Neovim.\n"
        }
        ShortcutTool::Emacs => ";; init.el: C-c m and a letter.\n",
    }
}

impl Shortcut {
    /// What binds the key.
    fn line(&self, tool: ShortcutTool) -> String {
        let Self { key, meaning, .. } = self;
        let (word, capital) = (self.mark.word(), key.to_ascii_uppercase());
        match tool {
            ShortcutTool::Tmux => {
                let mark = format!("'mockround mark {word}; true'");
                format!("bind -T mockround {key} run-shell {mark}  # {meaning}\n")
            }
            ShortcutTool::Gnome => {
                let set = format!("gsettings set {GNOME_KEYS}.custom-keybinding:{GNOME}-{word}/");
                format!(
                    "{set} name 'mockround: {meaning}'\n{set} command 'mockround mark {word}'\n\
                     {set} binding '<Super><Alt>{key}'\n"
                )
            }
            ShortcutTool::Kde => {
                format!("Meta+Alt+{capital}\tmockround mark {word}\t# {meaning}\n")
            }
            ShortcutTool::Macos => {
                format!("Ctrl+Option+Cmd+{capital}\tmockround mark {word}\t# {meaning}\n")
            }
            ShortcutTool::Windows => {
                format!("^#!{key}::Run(\"mockround mark {word}\", , \"Hide\")  ; {meaning}\n")
            }
            ShortcutTool::Sway => {
                format!("# {meaning}\nbindsym Mod4+Mod1+{key} exec mockround mark {word}\n")
            }
            ShortcutTool::Vscode => format!(
                "  {{ \"key\": \"alt+m {key}\", \"when\": \"!terminalFocus\",\n    \
                 \"command\": \"workbench.action.tasks.runTask\", \
                 \"args\": \"mockround {word}\" }}"
            ),
            ShortcutTool::Vim => {
                let mark = format!("<F9>{key} <Cmd>echo trim(system('mockround mark {word}'))<CR>");
                format!("\" {meaning}\nnoremap {mark}\ninoremap {mark}\n")
            }
            ShortcutTool::Emacs => format!(
                "(keymap-global-set \"C-c m {key}\"  ; {meaning}\n  (lambda () (interactive) \
                 (message \"%s\" (string-trim (shell-command-to-string \
                 \"mockround mark {word}\")))))\n"
            ),
        }
    }

    /// The task that a key of VS Code runs.
    fn vscode_task(&self) -> String {
        let word = self.mark.word();
        format!(
            "    {{ \"label\": \"mockround {word}\", \"type\": \"process\", \
             \"command\": \"mockround\", \"args\": [\"mark\", \"{word}\"],\n      \
             \"presentation\": {{ \"reveal\": \"never\" }}, \
             \"problemMatcher\": [] }}"
        )
    }
}

/// Where GNOME keeps the shortcuts of ours.
const GNOME: &str = "/org/gnome/settings-daemon/plugins/media-keys/custom-keybindings/mockround";
const GNOME_KEYS: &str = "org.gnome.settings-daemon.plugins.media-keys";

/// GNOME wants its custom shortcuts listed before they are set.
fn gnome() -> String {
    let (mut listed, mut set) = (Vec::new(), String::new());
    for shortcut in &SHORTCUTS {
        listed.push(format!("'{GNOME}-{}/'", shortcut.mark.word()));
        set += &shortcut.line(ShortcutTool::Gnome);
    }
    format!(
        "{}# if `gsettings get {GNOME_KEYS} custom-keybindings` shows some, add them to it.\n\
         gsettings set {GNOME_KEYS} custom-keybindings \"[{}]\"\n{set}",
        heading(ShortcutTool::Gnome),
        listed.join(", ")
    )
}

/// In VS Code keys run tasks, and each stands in a file of its own.
fn vscode() -> String {
    let (mut tasks, mut keys) = (Vec::new(), Vec::new());
    for shortcut in &SHORTCUTS {
        tasks.push(shortcut.vscode_task());
        keys.push(shortcut.line(ShortcutTool::Vscode));
    }
    format!(
        "{}{{\n  \"version\": \"2.0.0\",\n  \"tasks\": [\n{}\n  ]\n}}\n\n\
         // keybindings.json (command palette: Open Keyboard Shortcuts (JSON)): \
         Alt+M and a letter,\n\
         // where no terminal has the keys. On a Mac write ctrl+alt+m for alt+m.\n[\n{}\n]\n",
        heading(ShortcutTool::Vscode),
        tasks.join(",\n"),
        keys.join(",\n")
    )
}
