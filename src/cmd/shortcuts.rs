//! `mockround shortcuts`: key bindings that send marks, to paste into a desktop's or an editor's
//! settings.

use std::process::ExitCode;

use super::Context;
use crate::cli::{self, ShortcutTool};

/// Keys that are proposed, with the word that they mark and what it means.
const MARKS: [(char, &str, &str); 7] = [
    ('a', "answer", "the answer is stated"),
    ('p', "phase", "next phase"),
    ('n', "next", "next question"),
    ('b', "pause", "pause or go on"),
    ('t', "think", "think"),
    ('u', "undo", "take the last mark back"),
    ('e', "end", "end the slot"),
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
    let each = |line: &dyn Fn(char, &str, &str) -> String| -> String {
        MARKS.iter().map(|(key, word, meaning)| line(*key, word, meaning)).collect()
    };
    match tool {
        ShortcutTool::Tmux => {
            "# ~/.tmux.conf: Alt and a letter, from any pane; \
             the answer shows in the status line.\n\
             # In the status bar: set -g status-right '#(mockround status)'\n"
                .to_string()
                + &each(&|key, word, meaning| {
                    let mark = format!("'mockround mark {word}; true'");
                    format!("bind -n M-{key} run-shell {mark}  # {meaning}\n")
                })
        }
        ShortcutTool::Gnome => {
            let base = "/org/gnome/settings-daemon/plugins/media-keys/custom-keybindings/mockround";
            let list = MARKS.iter().map(|(_, word, _)| format!("'{base}-{word}/'"));
            let list: Vec<String> = list.collect();
            let schema = "org.gnome.settings-daemon.plugins.media-keys";
            format!(
                "# Run once in a terminal. Super+Alt and a letter. The first line replaces \
                 the list of your custom shortcuts:\n\
                 # if `gsettings get {schema} custom-keybindings` shows some, add them to it.\n\
                 gsettings set {schema} custom-keybindings \"[{}]\"\n",
                list.join(", ")
            ) + &each(&|key, word, meaning| {
                let set = format!("gsettings set {schema}.custom-keybinding:{base}-{word}/");
                format!(
                    "{set} name 'mockround: {meaning}'\n{set} command 'mockround mark {word}'\n\
                     {set} binding '<Super><Alt>{key}'\n"
                )
            })
        }
        ShortcutTool::Kde => {
            "# System Settings > Keyboard > Shortcuts > Add New > Command or Script; \
             one for each line.\n"
                .to_string()
                + &each(&|key, word, meaning| {
                    let key = key.to_ascii_uppercase();
                    format!("Meta+Alt+{key}\tmockround mark {word}\t# {meaning}\n")
                })
        }
        ShortcutTool::Macos => {
            "# Shortcuts app > + > Run Shell Script, one for each line; \
             then (i) > Add Keyboard Shortcut.\n\
             # Write the whole path: `command -v mockround` prints it.\n"
                .to_string()
                + &each(&|key, word, meaning| {
                    let key = key.to_ascii_uppercase();
                    format!("Ctrl+Option+{key}\tmockround mark {word}\t# {meaning}\n")
                })
        }
        ShortcutTool::Windows => {
            "; An AutoHotkey v2 script: Win+Alt and a letter.\n#Requires AutoHotkey v2.0\n"
                .to_string()
                + &each(&|key, word, meaning| {
                    format!("#!{key}::Run(\"mockround mark {word}\", , \"Hide\")  ; {meaning}\n")
                })
        }
        ShortcutTool::Sway => {
            "# ~/.config/sway/config or ~/.config/i3/config: Mod+Alt and a letter.\n".to_string()
                + &each(&|key, word, meaning| {
                    format!("# {meaning}\nbindsym Mod4+Mod1+{key} exec mockround mark {word}\n")
                })
        }
        ShortcutTool::Vscode => {
            let tasks: Vec<String> = MARKS
                .iter()
                .map(|(_, word, _)| {
                    format!(
                        "    {{ \"label\": \"mockround {word}\", \"type\": \"process\", \
                         \"command\": \"mockround\", \"args\": [\"mark\", \"{word}\"],\n      \
                         \"presentation\": {{ \"reveal\": \"never\" }}, \
                         \"problemMatcher\": [] }}"
                    )
                })
                .collect();
            let keys: Vec<String> = MARKS
                .iter()
                .map(|(key, word, _)| {
                    format!(
                        "  {{ \"key\": \"ctrl+alt+{key}\", \
                         \"command\": \"workbench.action.tasks.runTask\", \
                         \"args\": \"mockround {word}\" }}"
                    )
                })
                .collect();
            format!(
                "// User tasks (command palette: Tasks: Open User Tasks)\n{{\n  \
                 \"version\": \"2.0.0\",\n  \"tasks\": [\n{}\n  ]\n}}\n\n\
                 // keybindings.json (command palette: Open Keyboard Shortcuts (JSON))\n[\n{}\n]\n",
                tasks.join(",\n"),
                keys.join(",\n")
            )
        }
        ShortcutTool::Vim => {
            "\" ~/.vimrc or init.vim: Alt and a letter; the answer shows below.\n".to_string()
                + &each(&|key, word, meaning| {
                    let mark = format!("system('mockround mark {word}')");
                    format!("\" {meaning}\nnnoremap <M-{key}> :echo {mark}<CR>\n")
                })
        }
        ShortcutTool::Emacs => {
            ";; init.el: C-c m and a letter.\n".to_string()
                + &each(&|key, word, meaning| {
                    format!(
                        "(keymap-global-set \"C-c m {key}\"  ; {meaning}\n  (lambda () (interactive) \
                         (message \"%s\" (string-trim (shell-command-to-string \
                         \"mockround mark {word}\")))))\n"
                    )
                })
        }
    }
}
