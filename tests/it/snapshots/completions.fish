# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_mockround_global_optspecs
    string join \n workspace= h/help V/version
end

function __fish_mockround_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_mockround_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_mockround_using_subcommand
    set -l cmd (__fish_mockround_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c mockround -n "__fish_mockround_needs_command" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_needs_command" -s h -l help -d 'Print help'
complete -c mockround -n "__fish_mockround_needs_command" -s V -l version -d 'Print version'
complete -c mockround -n "__fish_mockround_needs_command" -f -a "plan" -d 'Build a round and print its slots, phases, budgets and clock times'
complete -c mockround -n "__fish_mockround_needs_command" -f -a "run" -d 'Run a round against the clock, then print its pacing report'
complete -c mockround -n "__fish_mockround_needs_command" -f -a "drill" -d 'Rehearse one kind of question, one phase, or one story'
complete -c mockround -n "__fish_mockround_needs_command" -f -a "resume" -d 'Go on with a round that was left or cut off'
complete -c mockround -n "__fish_mockround_needs_command" -f -a "mark" -d 'Mark something in the round that is running, from any terminal or shortcut'
complete -c mockround -n "__fish_mockround_needs_command" -f -a "status" -d 'Print one line on the round that is running, for a prompt or a status bar'
complete -c mockround -n "__fish_mockround_needs_command" -f -a "question" -d 'Print the question of the round that is running'
complete -c mockround -n "__fish_mockround_needs_command" -f -a "report" -d 'Print a session\'s pacing report'
complete -c mockround -n "__fish_mockround_needs_command" -f -a "listen" -d 'Measure speech and silence in a recording, or in a session that a recording was made of'
complete -c mockround -n "__fish_mockround_needs_command" -f -a "mic" -d 'List microphones, and try one for five seconds'
complete -c mockround -n "__fish_mockround_needs_command" -f -a "compare" -d 'Show two sessions side by side, phase by phase'
complete -c mockround -n "__fish_mockround_needs_command" -f -a "trends" -d 'Show progress over all sessions, and whether it is more than noise'
complete -c mockround -n "__fish_mockround_needs_command" -f -a "export" -d 'Write all sessions as rows, for DuckDB, pandas, Spark or a spreadsheet'
complete -c mockround -n "__fish_mockround_needs_command" -f -a "sessions" -d 'List the sessions, or remove one'
complete -c mockround -n "__fish_mockround_needs_command" -f -a "questions" -d 'List, show or check the questions of the bank'
complete -c mockround -n "__fish_mockround_needs_command" -f -a "stories" -d 'List, write and check your stories for behavioral questions'
complete -c mockround -n "__fish_mockround_needs_command" -f -a "init" -d 'Make a workspace: a folder with its own settings, questions and sessions'
complete -c mockround -n "__fish_mockround_needs_command" -f -a "shortcuts" -d 'Print desktop or editor shortcuts for `mark`, to paste'
complete -c mockround -n "__fish_mockround_needs_command" -f -a "completions" -d 'Print a completion script for a shell'
complete -c mockround -n "__fish_mockround_needs_command" -f -a "man" -d 'Print the manual page'
complete -c mockround -n "__fish_mockround_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mockround -n "__fish_mockround_using_subcommand plan" -l only -d 'Keep only the slots of these kinds' -r
complete -c mockround -n "__fish_mockround_using_subcommand plan" -l seed -d 'Seed of the draw: the same seed and bank give the same questions, whatever was asked before' -r
complete -c mockround -n "__fish_mockround_using_subcommand plan" -l difficulty -d 'Draw only questions of this difficulty, where a kind has difficulties' -r
complete -c mockround -n "__fish_mockround_using_subcommand plan" -l topic -d 'Draw questions on these topics first, and others where there are too few' -r
complete -c mockround -n "__fish_mockround_using_subcommand plan" -l question -d 'Ask your own question: a file (.toml, .md, .txt) or a text, with `KIND=` before it to say for which slot' -r
complete -c mockround -n "__fish_mockround_using_subcommand plan" -l format -d 'How to print it; toml prints the template, to copy and edit' -r -f -a "text\t'A table'
json\t'The plan as JSON'
toml\t'The template as TOML'"
complete -c mockround -n "__fish_mockround_using_subcommand plan" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand plan" -l show-questions -d 'Show the questions before the round begins'
complete -c mockround -n "__fish_mockround_using_subcommand plan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mockround -n "__fish_mockround_using_subcommand run" -l only -d 'Keep only the slots of these kinds' -r
complete -c mockround -n "__fish_mockround_using_subcommand run" -l seed -d 'Seed of the draw: the same seed and bank give the same questions, whatever was asked before' -r
complete -c mockround -n "__fish_mockround_using_subcommand run" -l difficulty -d 'Draw only questions of this difficulty, where a kind has difficulties' -r
complete -c mockround -n "__fish_mockround_using_subcommand run" -l topic -d 'Draw questions on these topics first, and others where there are too few' -r
complete -c mockround -n "__fish_mockround_using_subcommand run" -l question -d 'Ask your own question: a file (.toml, .md, .txt) or a text, with `KIND=` before it to say for which slot' -r
complete -c mockround -n "__fish_mockround_using_subcommand run" -l speed -d 'Run the round\'s clock this many times faster, for trying it out' -r
complete -c mockround -n "__fish_mockround_using_subcommand run" -l audio -d 'Play a recording into the round in place of a microphone, from the first slot on' -r -F
complete -c mockround -n "__fish_mockround_using_subcommand run" -l mic -d 'Listen to the default microphone, to none, or to the one whose name or description holds this (default: `mic` of the settings, auto)' -r
complete -c mockround -n "__fish_mockround_using_subcommand run" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand run" -l show-questions -d 'Show the questions before the round begins'
complete -c mockround -n "__fish_mockround_using_subcommand run" -l strict -d 'No pauses, no checklist; questions and slots end when their time is up'
complete -c mockround -n "__fish_mockround_using_subcommand run" -l plain -d 'Print one line an event instead of live lines (default where stderr is no terminal)'
complete -c mockround -n "__fish_mockround_using_subcommand run" -l keep-audio -d 'Store what the microphone hears beside the session, as WAV'
complete -c mockround -n "__fish_mockround_using_subcommand run" -s h -l help -d 'Print help'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and not __fish_seen_subcommand_from coding ml-design behavioral foundations pitch story help" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand drill; and not __fish_seen_subcommand_from coding ml-design behavioral foundations pitch story help" -s h -l help -d 'Print help'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and not __fish_seen_subcommand_from coding ml-design behavioral foundations pitch story help" -f -a "coding" -d 'Two coding questions'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and not __fish_seen_subcommand_from coding ml-design behavioral foundations pitch story help" -f -a "ml-design" -d 'One ML system design, or one phase of several'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and not __fish_seen_subcommand_from coding ml-design behavioral foundations pitch story help" -f -a "behavioral" -d 'Behavioral questions, each answered with a story'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and not __fish_seen_subcommand_from coding ml-design behavioral foundations pitch story help" -f -a "foundations" -d 'Questions on fundamentals; after each answer its key points are shown, to tick what you said'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and not __fish_seen_subcommand_from coding ml-design behavioral foundations pitch story help" -f -a "pitch" -d '"Tell me about yourself" and its relatives'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and not __fish_seen_subcommand_from coding ml-design behavioral foundations pitch story help" -f -a "story" -d 'One story of yours in 3 minutes, then in 90, 60 and 30 seconds'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and not __fish_seen_subcommand_from coding ml-design behavioral foundations pitch story help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from coding" -l count -d 'How many questions, 1 to 20' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from coding" -l seed -d 'Seed of the draw: the same seed and bank give the same questions, whatever was asked before' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from coding" -l difficulty -d 'Draw only questions of this difficulty, where a kind has difficulties' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from coding" -l topic -d 'Draw questions on these topics first, and others where there are too few' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from coding" -l question -d 'Ask your own question: a file (.toml, .md, .txt) or a text, with `KIND=` before it to say for which slot' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from coding" -l speed -d 'Run the round\'s clock this many times faster, for trying it out' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from coding" -l audio -d 'Play a recording into the round in place of a microphone, from the first slot on' -r -F
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from coding" -l mic -d 'Listen to the default microphone, to none, or to the one whose name or description holds this (default: `mic` of the settings, auto)' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from coding" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from coding" -l show-questions -d 'Show the questions before the round begins'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from coding" -l strict -d 'No pauses, no checklist; questions and slots end when their time is up'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from coding" -l plain -d 'Print one line an event instead of live lines (default where stderr is no terminal)'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from coding" -l keep-audio -d 'Store what the microphone hears beside the session, as WAV'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from coding" -s h -l help -d 'Print help'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from ml-design" -l phase -d 'Rehearse one phase alone: what comes before it is settled by the question' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from ml-design" -l count -d 'How many questions, 1 to 20' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from ml-design" -l seed -d 'Seed of the draw: the same seed and bank give the same questions, whatever was asked before' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from ml-design" -l difficulty -d 'Draw only questions of this difficulty, where a kind has difficulties' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from ml-design" -l topic -d 'Draw questions on these topics first, and others where there are too few' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from ml-design" -l question -d 'Ask your own question: a file (.toml, .md, .txt) or a text, with `KIND=` before it to say for which slot' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from ml-design" -l speed -d 'Run the round\'s clock this many times faster, for trying it out' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from ml-design" -l audio -d 'Play a recording into the round in place of a microphone, from the first slot on' -r -F
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from ml-design" -l mic -d 'Listen to the default microphone, to none, or to the one whose name or description holds this (default: `mic` of the settings, auto)' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from ml-design" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from ml-design" -l show-questions -d 'Show the questions before the round begins'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from ml-design" -l strict -d 'No pauses, no checklist; questions and slots end when their time is up'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from ml-design" -l plain -d 'Print one line an event instead of live lines (default where stderr is no terminal)'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from ml-design" -l keep-audio -d 'Store what the microphone hears beside the session, as WAV'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from ml-design" -s h -l help -d 'Print help'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from behavioral" -l theme -d 'Ask only questions of this theme' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from behavioral" -l count -d 'How many questions, 1 to 20' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from behavioral" -l seed -d 'Seed of the draw: the same seed and bank give the same questions, whatever was asked before' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from behavioral" -l difficulty -d 'Draw only questions of this difficulty, where a kind has difficulties' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from behavioral" -l topic -d 'Draw questions on these topics first, and others where there are too few' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from behavioral" -l question -d 'Ask your own question: a file (.toml, .md, .txt) or a text, with `KIND=` before it to say for which slot' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from behavioral" -l speed -d 'Run the round\'s clock this many times faster, for trying it out' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from behavioral" -l audio -d 'Play a recording into the round in place of a microphone, from the first slot on' -r -F
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from behavioral" -l mic -d 'Listen to the default microphone, to none, or to the one whose name or description holds this (default: `mic` of the settings, auto)' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from behavioral" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from behavioral" -l show-questions -d 'Show the questions before the round begins'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from behavioral" -l strict -d 'No pauses, no checklist; questions and slots end when their time is up'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from behavioral" -l plain -d 'Print one line an event instead of live lines (default where stderr is no terminal)'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from behavioral" -l keep-audio -d 'Store what the microphone hears beside the session, as WAV'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from behavioral" -s h -l help -d 'Print help'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from foundations" -l count -d 'How many questions, 1 to 20' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from foundations" -l seed -d 'Seed of the draw: the same seed and bank give the same questions, whatever was asked before' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from foundations" -l difficulty -d 'Draw only questions of this difficulty, where a kind has difficulties' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from foundations" -l topic -d 'Draw questions on these topics first, and others where there are too few' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from foundations" -l question -d 'Ask your own question: a file (.toml, .md, .txt) or a text, with `KIND=` before it to say for which slot' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from foundations" -l speed -d 'Run the round\'s clock this many times faster, for trying it out' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from foundations" -l audio -d 'Play a recording into the round in place of a microphone, from the first slot on' -r -F
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from foundations" -l mic -d 'Listen to the default microphone, to none, or to the one whose name or description holds this (default: `mic` of the settings, auto)' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from foundations" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from foundations" -l show-questions -d 'Show the questions before the round begins'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from foundations" -l strict -d 'No pauses, no checklist; questions and slots end when their time is up'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from foundations" -l plain -d 'Print one line an event instead of live lines (default where stderr is no terminal)'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from foundations" -l keep-audio -d 'Store what the microphone hears beside the session, as WAV'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from foundations" -s h -l help -d 'Print help'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from pitch" -l count -d 'How many questions, 1 to 20' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from pitch" -l seed -d 'Seed of the draw: the same seed and bank give the same questions, whatever was asked before' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from pitch" -l difficulty -d 'Draw only questions of this difficulty, where a kind has difficulties' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from pitch" -l topic -d 'Draw questions on these topics first, and others where there are too few' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from pitch" -l question -d 'Ask your own question: a file (.toml, .md, .txt) or a text, with `KIND=` before it to say for which slot' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from pitch" -l speed -d 'Run the round\'s clock this many times faster, for trying it out' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from pitch" -l audio -d 'Play a recording into the round in place of a microphone, from the first slot on' -r -F
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from pitch" -l mic -d 'Listen to the default microphone, to none, or to the one whose name or description holds this (default: `mic` of the settings, auto)' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from pitch" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from pitch" -l show-questions -d 'Show the questions before the round begins'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from pitch" -l strict -d 'No pauses, no checklist; questions and slots end when their time is up'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from pitch" -l plain -d 'Print one line an event instead of live lines (default where stderr is no terminal)'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from pitch" -l keep-audio -d 'Store what the microphone hears beside the session, as WAV'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from pitch" -s h -l help -d 'Print help'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from story" -l speed -d 'Run the round\'s clock this many times faster, for trying it out' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from story" -l audio -d 'Play a recording into the round in place of a microphone, from the first slot on' -r -F
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from story" -l mic -d 'Listen to the default microphone, to none, or to the one whose name or description holds this (default: `mic` of the settings, auto)' -r
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from story" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from story" -l strict -d 'No pauses, no checklist; questions and slots end when their time is up'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from story" -l plain -d 'Print one line an event instead of live lines (default where stderr is no terminal)'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from story" -l keep-audio -d 'Store what the microphone hears beside the session, as WAV'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from story" -s h -l help -d 'Print help'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from help" -f -a "coding" -d 'Two coding questions'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from help" -f -a "ml-design" -d 'One ML system design, or one phase of several'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from help" -f -a "behavioral" -d 'Behavioral questions, each answered with a story'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from help" -f -a "foundations" -d 'Questions on fundamentals; after each answer its key points are shown, to tick what you said'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from help" -f -a "pitch" -d '"Tell me about yourself" and its relatives'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from help" -f -a "story" -d 'One story of yours in 3 minutes, then in 90, 60 and 30 seconds'
complete -c mockround -n "__fish_mockround_using_subcommand drill; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mockround -n "__fish_mockround_using_subcommand resume" -l mic -d 'Listen to the default microphone, to none, or to the one whose name or description holds this (default: `mic` of the settings, auto)' -r
complete -c mockround -n "__fish_mockround_using_subcommand resume" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand resume" -l plain -d 'Print one line an event instead of live lines (default where stderr is no terminal)'
complete -c mockround -n "__fish_mockround_using_subcommand resume" -l keep-audio -d 'Store what the microphone hears beside the session, as WAV'
complete -c mockround -n "__fish_mockround_using_subcommand resume" -s h -l help -d 'Print help'
complete -c mockround -n "__fish_mockround_using_subcommand mark" -l session -d 'Which session, where several are running: its id or the beginning of one' -r
complete -c mockround -n "__fish_mockround_using_subcommand mark" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand mark" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mockround -n "__fish_mockround_using_subcommand status" -l session -d 'Which session, where several are running: its id or the beginning of one' -r
complete -c mockround -n "__fish_mockround_using_subcommand status" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand status" -s h -l help -d 'Print help'
complete -c mockround -n "__fish_mockround_using_subcommand question" -l session -d 'Which session, where several are running: its id or the beginning of one' -r
complete -c mockround -n "__fish_mockround_using_subcommand question" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand question" -s h -l help -d 'Print help'
complete -c mockround -n "__fish_mockround_using_subcommand report" -l format -d 'How to print it' -r -f -a "text\t'For a terminal'
markdown\t'For notes and pull requests'
html\t'One file with pictures, for a browser or a printer'
json\t'For programs'"
complete -c mockround -n "__fish_mockround_using_subcommand report" -s o -l output -d 'Write it to a file instead' -r -F
complete -c mockround -n "__fish_mockround_using_subcommand report" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand report" -l force -d 'Write over whatever that file holds'
complete -c mockround -n "__fish_mockround_using_subcommand report" -l open -d 'Write it as HTML beside the session, or to --output, and open it in the browser'
complete -c mockround -n "__fish_mockround_using_subcommand report" -l no-pager -d 'Print all of it at once, also where it is longer than the terminal'
complete -c mockround -n "__fish_mockround_using_subcommand report" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mockround -n "__fish_mockround_using_subcommand listen" -l format -d 'How to print what was heard' -r -f -a "text\t'For reading'
json\t'For programs'"
complete -c mockround -n "__fish_mockround_using_subcommand listen" -l min -d 'Shortest silent stretch to print' -r
complete -c mockround -n "__fish_mockround_using_subcommand listen" -l session -d 'Add what was heard to this session, in place of what was heard of that time before' -r
complete -c mockround -n "__fish_mockround_using_subcommand listen" -l offset -d 'How long after the session the recording began; below zero, before it' -r
complete -c mockround -n "__fish_mockround_using_subcommand listen" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand listen" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mockround -n "__fish_mockround_using_subcommand mic" -l format -d 'How to print the list' -r -f -a "text\t'For reading'
json\t'For programs'"
complete -c mockround -n "__fish_mockround_using_subcommand mic" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand mic" -l list -d 'Only list the microphones'
complete -c mockround -n "__fish_mockround_using_subcommand mic" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mockround -n "__fish_mockround_using_subcommand compare" -l format -d 'How to print them' -r -f -a "text\t'For a terminal'
markdown\t'For notes and pull requests'
json\t'For programs'"
complete -c mockround -n "__fish_mockround_using_subcommand compare" -s o -l output -d 'Write it to a file instead' -r -F
complete -c mockround -n "__fish_mockround_using_subcommand compare" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand compare" -l force -d 'Write over whatever that file holds'
complete -c mockround -n "__fish_mockround_using_subcommand compare" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mockround -n "__fish_mockround_using_subcommand trends" -l last -d 'Only the newest rounds, so many' -r
complete -c mockround -n "__fish_mockround_using_subcommand trends" -l kind -d 'Only one kind of slot' -r
complete -c mockround -n "__fish_mockround_using_subcommand trends" -l format -d 'How to print them' -r -f -a "text\t'For a terminal'
html\t'One file with pictures, for a browser or a printer'
json\t'For programs'"
complete -c mockround -n "__fish_mockround_using_subcommand trends" -s o -l output -d 'Write it to a file instead' -r -F
complete -c mockround -n "__fish_mockround_using_subcommand trends" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand trends" -l force -d 'Write over whatever that file holds'
complete -c mockround -n "__fish_mockround_using_subcommand trends" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mockround -n "__fish_mockround_using_subcommand export" -l format -d 'How to write them' -r -f -a "ndjson\t'A JSON object a line'
csv\t'Comma-separated values, with the columns\' names in the first line'"
complete -c mockround -n "__fish_mockround_using_subcommand export" -l rows -d 'What a row is' -r -f -a "questions\t'A question'
phases\t'A phase of a question'"
complete -c mockround -n "__fish_mockround_using_subcommand export" -s o -l output -d 'Write it to a file instead' -r -F
complete -c mockround -n "__fish_mockround_using_subcommand export" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand export" -l force -d 'Write over whatever that file holds'
complete -c mockround -n "__fish_mockround_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mockround -n "__fish_mockround_using_subcommand sessions; and not __fish_seen_subcommand_from forget help" -l format -d 'How to print them' -r -f -a "text\t'For reading'
json\t'For programs'"
complete -c mockround -n "__fish_mockround_using_subcommand sessions; and not __fish_seen_subcommand_from forget help" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand sessions; and not __fish_seen_subcommand_from forget help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mockround -n "__fish_mockround_using_subcommand sessions; and not __fish_seen_subcommand_from forget help" -f -a "forget" -d 'Remove a session and all that belongs to it, or a part of that; it asks first'
complete -c mockround -n "__fish_mockround_using_subcommand sessions; and not __fish_seen_subcommand_from forget help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mockround -n "__fish_mockround_using_subcommand sessions; and __fish_seen_subcommand_from forget" -l only -d 'Only this part; the session stays, and its reports are written anew' -r -f -a "sound\t'What the microphone heard, where it was stored'
words\t'The words in it'
code\t'Your code'
notes\t'What you typed below the questions, and your notes'"
complete -c mockround -n "__fish_mockround_using_subcommand sessions; and __fish_seen_subcommand_from forget" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand sessions; and __fish_seen_subcommand_from forget" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mockround -n "__fish_mockround_using_subcommand sessions; and __fish_seen_subcommand_from help" -f -a "forget" -d 'Remove a session and all that belongs to it, or a part of that; it asks first'
complete -c mockround -n "__fish_mockround_using_subcommand sessions; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mockround -n "__fish_mockround_using_subcommand questions; and not __fish_seen_subcommand_from show check help" -l kind -d 'Only of this kind' -r
complete -c mockround -n "__fish_mockround_using_subcommand questions; and not __fish_seen_subcommand_from show check help" -l topic -d 'Only on this topic' -r
complete -c mockround -n "__fish_mockround_using_subcommand questions; and not __fish_seen_subcommand_from show check help" -l format -d 'How to print them' -r -f -a "text\t'For reading'
json\t'For programs'"
complete -c mockround -n "__fish_mockround_using_subcommand questions; and not __fish_seen_subcommand_from show check help" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand questions; and not __fish_seen_subcommand_from show check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mockround -n "__fish_mockround_using_subcommand questions; and not __fish_seen_subcommand_from show check help" -f -a "show" -d 'Print one question whole, reference approaches included'
complete -c mockround -n "__fish_mockround_using_subcommand questions; and not __fish_seen_subcommand_from show check help" -f -a "check" -d 'Check a file of questions, or the whole workspace\'s, and name every problem'
complete -c mockround -n "__fish_mockround_using_subcommand questions; and not __fish_seen_subcommand_from show check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mockround -n "__fish_mockround_using_subcommand questions; and __fish_seen_subcommand_from show" -l format -d 'How to print them' -r -f -a "text\t'For reading'
json\t'For programs'"
complete -c mockround -n "__fish_mockround_using_subcommand questions; and __fish_seen_subcommand_from show" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand questions; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mockround -n "__fish_mockround_using_subcommand questions; and __fish_seen_subcommand_from check" -l format -d 'How to print them' -r -f -a "text\t'For reading'
json\t'For programs'"
complete -c mockround -n "__fish_mockround_using_subcommand questions; and __fish_seen_subcommand_from check" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand questions; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mockround -n "__fish_mockround_using_subcommand questions; and __fish_seen_subcommand_from help" -f -a "show" -d 'Print one question whole, reference approaches included'
complete -c mockround -n "__fish_mockround_using_subcommand questions; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check a file of questions, or the whole workspace\'s, and name every problem'
complete -c mockround -n "__fish_mockround_using_subcommand questions; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mockround -n "__fish_mockround_using_subcommand stories; and not __fish_seen_subcommand_from new show check matrix help" -l format -d 'How to print them' -r -f -a "text\t'For reading'
json\t'For programs'"
complete -c mockround -n "__fish_mockround_using_subcommand stories; and not __fish_seen_subcommand_from new show check matrix help" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand stories; and not __fish_seen_subcommand_from new show check matrix help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mockround -n "__fish_mockround_using_subcommand stories; and not __fish_seen_subcommand_from new show check matrix help" -f -a "new" -d 'Add a story to fill in, and open it in your editor ($VISUAL or $EDITOR)'
complete -c mockround -n "__fish_mockround_using_subcommand stories; and not __fish_seen_subcommand_from new show check matrix help" -f -a "show" -d 'Print one story whole, with its length and its I and we'
complete -c mockround -n "__fish_mockround_using_subcommand stories; and not __fish_seen_subcommand_from new show check matrix help" -f -a "check" -d 'Name what each story lacks, with line and field'
complete -c mockround -n "__fish_mockround_using_subcommand stories; and not __fish_seen_subcommand_from new show check matrix help" -f -a "matrix" -d 'Set the stories against the themes: strength, last told, gaps, overuse'
complete -c mockround -n "__fish_mockround_using_subcommand stories; and not __fish_seen_subcommand_from new show check matrix help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mockround -n "__fish_mockround_using_subcommand stories; and __fish_seen_subcommand_from new" -l theme -d 'The themes that it answers' -r
complete -c mockround -n "__fish_mockround_using_subcommand stories; and __fish_seen_subcommand_from new" -l format -d 'How to print them' -r -f -a "text\t'For reading'
json\t'For programs'"
complete -c mockround -n "__fish_mockround_using_subcommand stories; and __fish_seen_subcommand_from new" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand stories; and __fish_seen_subcommand_from new" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mockround -n "__fish_mockround_using_subcommand stories; and __fish_seen_subcommand_from show" -l format -d 'How to print them' -r -f -a "text\t'For reading'
json\t'For programs'"
complete -c mockround -n "__fish_mockround_using_subcommand stories; and __fish_seen_subcommand_from show" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand stories; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mockround -n "__fish_mockround_using_subcommand stories; and __fish_seen_subcommand_from check" -l format -d 'How to print them' -r -f -a "text\t'For reading'
json\t'For programs'"
complete -c mockround -n "__fish_mockround_using_subcommand stories; and __fish_seen_subcommand_from check" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand stories; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mockround -n "__fish_mockround_using_subcommand stories; and __fish_seen_subcommand_from matrix" -l format -d 'How to print them' -r -f -a "text\t'For reading'
json\t'For programs'"
complete -c mockround -n "__fish_mockround_using_subcommand stories; and __fish_seen_subcommand_from matrix" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand stories; and __fish_seen_subcommand_from matrix" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mockround -n "__fish_mockround_using_subcommand stories; and __fish_seen_subcommand_from help" -f -a "new" -d 'Add a story to fill in, and open it in your editor ($VISUAL or $EDITOR)'
complete -c mockround -n "__fish_mockround_using_subcommand stories; and __fish_seen_subcommand_from help" -f -a "show" -d 'Print one story whole, with its length and its I and we'
complete -c mockround -n "__fish_mockround_using_subcommand stories; and __fish_seen_subcommand_from help" -f -a "check" -d 'Name what each story lacks, with line and field'
complete -c mockround -n "__fish_mockround_using_subcommand stories; and __fish_seen_subcommand_from help" -f -a "matrix" -d 'Set the stories against the themes: strength, last told, gaps, overuse'
complete -c mockround -n "__fish_mockround_using_subcommand stories; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mockround -n "__fish_mockround_using_subcommand init" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand init" -l allow -d 'Make nothing; allow the programs that a workspace\'s mockround.toml names now (default: the workspace that is used here)'
complete -c mockround -n "__fish_mockround_using_subcommand init" -s h -l help -d 'Print help'
complete -c mockround -n "__fish_mockround_using_subcommand shortcuts" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand shortcuts" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mockround -n "__fish_mockround_using_subcommand completions" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand completions" -s h -l help -d 'Print help'
complete -c mockround -n "__fish_mockround_using_subcommand man" -l workspace -d 'Use this folder\'s settings, questions and sessions (default: the nearest folder with a mockround.toml)' -r -f -a "(__fish_complete_directories)"
complete -c mockround -n "__fish_mockround_using_subcommand man" -s h -l help -d 'Print help'
complete -c mockround -n "__fish_mockround_using_subcommand help; and not __fish_seen_subcommand_from plan run drill resume mark status question report listen mic compare trends export sessions questions stories init shortcuts completions man help" -f -a "plan" -d 'Build a round and print its slots, phases, budgets and clock times'
complete -c mockround -n "__fish_mockround_using_subcommand help; and not __fish_seen_subcommand_from plan run drill resume mark status question report listen mic compare trends export sessions questions stories init shortcuts completions man help" -f -a "run" -d 'Run a round against the clock, then print its pacing report'
complete -c mockround -n "__fish_mockround_using_subcommand help; and not __fish_seen_subcommand_from plan run drill resume mark status question report listen mic compare trends export sessions questions stories init shortcuts completions man help" -f -a "drill" -d 'Rehearse one kind of question, one phase, or one story'
complete -c mockround -n "__fish_mockround_using_subcommand help; and not __fish_seen_subcommand_from plan run drill resume mark status question report listen mic compare trends export sessions questions stories init shortcuts completions man help" -f -a "resume" -d 'Go on with a round that was left or cut off'
complete -c mockround -n "__fish_mockround_using_subcommand help; and not __fish_seen_subcommand_from plan run drill resume mark status question report listen mic compare trends export sessions questions stories init shortcuts completions man help" -f -a "mark" -d 'Mark something in the round that is running, from any terminal or shortcut'
complete -c mockround -n "__fish_mockround_using_subcommand help; and not __fish_seen_subcommand_from plan run drill resume mark status question report listen mic compare trends export sessions questions stories init shortcuts completions man help" -f -a "status" -d 'Print one line on the round that is running, for a prompt or a status bar'
complete -c mockround -n "__fish_mockround_using_subcommand help; and not __fish_seen_subcommand_from plan run drill resume mark status question report listen mic compare trends export sessions questions stories init shortcuts completions man help" -f -a "question" -d 'Print the question of the round that is running'
complete -c mockround -n "__fish_mockround_using_subcommand help; and not __fish_seen_subcommand_from plan run drill resume mark status question report listen mic compare trends export sessions questions stories init shortcuts completions man help" -f -a "report" -d 'Print a session\'s pacing report'
complete -c mockround -n "__fish_mockround_using_subcommand help; and not __fish_seen_subcommand_from plan run drill resume mark status question report listen mic compare trends export sessions questions stories init shortcuts completions man help" -f -a "listen" -d 'Measure speech and silence in a recording, or in a session that a recording was made of'
complete -c mockround -n "__fish_mockround_using_subcommand help; and not __fish_seen_subcommand_from plan run drill resume mark status question report listen mic compare trends export sessions questions stories init shortcuts completions man help" -f -a "mic" -d 'List microphones, and try one for five seconds'
complete -c mockround -n "__fish_mockround_using_subcommand help; and not __fish_seen_subcommand_from plan run drill resume mark status question report listen mic compare trends export sessions questions stories init shortcuts completions man help" -f -a "compare" -d 'Show two sessions side by side, phase by phase'
complete -c mockround -n "__fish_mockround_using_subcommand help; and not __fish_seen_subcommand_from plan run drill resume mark status question report listen mic compare trends export sessions questions stories init shortcuts completions man help" -f -a "trends" -d 'Show progress over all sessions, and whether it is more than noise'
complete -c mockround -n "__fish_mockround_using_subcommand help; and not __fish_seen_subcommand_from plan run drill resume mark status question report listen mic compare trends export sessions questions stories init shortcuts completions man help" -f -a "export" -d 'Write all sessions as rows, for DuckDB, pandas, Spark or a spreadsheet'
complete -c mockround -n "__fish_mockround_using_subcommand help; and not __fish_seen_subcommand_from plan run drill resume mark status question report listen mic compare trends export sessions questions stories init shortcuts completions man help" -f -a "sessions" -d 'List the sessions, or remove one'
complete -c mockround -n "__fish_mockround_using_subcommand help; and not __fish_seen_subcommand_from plan run drill resume mark status question report listen mic compare trends export sessions questions stories init shortcuts completions man help" -f -a "questions" -d 'List, show or check the questions of the bank'
complete -c mockround -n "__fish_mockround_using_subcommand help; and not __fish_seen_subcommand_from plan run drill resume mark status question report listen mic compare trends export sessions questions stories init shortcuts completions man help" -f -a "stories" -d 'List, write and check your stories for behavioral questions'
complete -c mockround -n "__fish_mockround_using_subcommand help; and not __fish_seen_subcommand_from plan run drill resume mark status question report listen mic compare trends export sessions questions stories init shortcuts completions man help" -f -a "init" -d 'Make a workspace: a folder with its own settings, questions and sessions'
complete -c mockround -n "__fish_mockround_using_subcommand help; and not __fish_seen_subcommand_from plan run drill resume mark status question report listen mic compare trends export sessions questions stories init shortcuts completions man help" -f -a "shortcuts" -d 'Print desktop or editor shortcuts for `mark`, to paste'
complete -c mockround -n "__fish_mockround_using_subcommand help; and not __fish_seen_subcommand_from plan run drill resume mark status question report listen mic compare trends export sessions questions stories init shortcuts completions man help" -f -a "completions" -d 'Print a completion script for a shell'
complete -c mockround -n "__fish_mockround_using_subcommand help; and not __fish_seen_subcommand_from plan run drill resume mark status question report listen mic compare trends export sessions questions stories init shortcuts completions man help" -f -a "man" -d 'Print the manual page'
complete -c mockround -n "__fish_mockround_using_subcommand help; and not __fish_seen_subcommand_from plan run drill resume mark status question report listen mic compare trends export sessions questions stories init shortcuts completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mockround -n "__fish_mockround_using_subcommand help; and __fish_seen_subcommand_from drill" -f -a "coding" -d 'Two coding questions'
complete -c mockround -n "__fish_mockround_using_subcommand help; and __fish_seen_subcommand_from drill" -f -a "ml-design" -d 'One ML system design, or one phase of several'
complete -c mockround -n "__fish_mockround_using_subcommand help; and __fish_seen_subcommand_from drill" -f -a "behavioral" -d 'Behavioral questions, each answered with a story'
complete -c mockround -n "__fish_mockround_using_subcommand help; and __fish_seen_subcommand_from drill" -f -a "foundations" -d 'Questions on fundamentals; after each answer its key points are shown, to tick what you said'
complete -c mockround -n "__fish_mockround_using_subcommand help; and __fish_seen_subcommand_from drill" -f -a "pitch" -d '"Tell me about yourself" and its relatives'
complete -c mockround -n "__fish_mockround_using_subcommand help; and __fish_seen_subcommand_from drill" -f -a "story" -d 'One story of yours in 3 minutes, then in 90, 60 and 30 seconds'
complete -c mockround -n "__fish_mockround_using_subcommand help; and __fish_seen_subcommand_from sessions" -f -a "forget" -d 'Remove a session and all that belongs to it, or a part of that; it asks first'
complete -c mockround -n "__fish_mockround_using_subcommand help; and __fish_seen_subcommand_from questions" -f -a "show" -d 'Print one question whole, reference approaches included'
complete -c mockround -n "__fish_mockround_using_subcommand help; and __fish_seen_subcommand_from questions" -f -a "check" -d 'Check a file of questions, or the whole workspace\'s, and name every problem'
complete -c mockround -n "__fish_mockround_using_subcommand help; and __fish_seen_subcommand_from stories" -f -a "new" -d 'Add a story to fill in, and open it in your editor ($VISUAL or $EDITOR)'
complete -c mockround -n "__fish_mockround_using_subcommand help; and __fish_seen_subcommand_from stories" -f -a "show" -d 'Print one story whole, with its length and its I and we'
complete -c mockround -n "__fish_mockround_using_subcommand help; and __fish_seen_subcommand_from stories" -f -a "check" -d 'Name what each story lacks, with line and field'
complete -c mockround -n "__fish_mockround_using_subcommand help; and __fish_seen_subcommand_from stories" -f -a "matrix" -d 'Set the stories against the themes: strength, last told, gaps, overuse'
