#compdef mockround

autoload -U is-at-least

_mockround() {
    typeset -A opt_args
    typeset -a _arguments_options
    local ret=1

    if is-at-least 5.2; then
        _arguments_options=(-s -S -C)
    else
        _arguments_options=(-s -C)
    fi

    local context curcontext="$curcontext" state line
    _arguments "${_arguments_options[@]}" : \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'-h[Print help]' \
'--help[Print help]' \
'-V[Print version]' \
'--version[Print version]' \
":: :_mockround_commands" \
"*::: :->mockround" \
&& ret=0
    case $state in
    (mockround)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:mockround-command-$line[1]:"
        case $line[1] in
            (plan)
_arguments "${_arguments_options[@]}" : \
'*--only=[Keep only the slots of these kinds]:KIND,…:_default' \
'--seed=[Seed of the draw\: the same seed and bank give the same questions, whatever was asked before]:N:_default' \
'--difficulty=[Draw only questions of this difficulty, where a kind has difficulties]:easy|medium|hard:_default' \
'*--topic=[Draw questions on these topics first, and others where there are too few]:TOPIC,…:_default' \
'*--question=[Ask your own question\: a file (.toml, .md, .txt) or a text, with \`KIND=\` before it to say for which slot]:[KIND=]FILE|TEXT:_default' \
'--format=[How to print it; toml prints the template, to copy and edit]:FORMAT:((text\:"A table"
json\:"The plan as JSON"
toml\:"The template as TOML"))' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'--show-questions[Show the questions before the round begins]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::template -- A template'\''s name or file (default\: `template` of the settings, ml-onsite):_default' \
&& ret=0
;;
(run)
_arguments "${_arguments_options[@]}" : \
'*--only=[Keep only the slots of these kinds]:KIND,…:_default' \
'--seed=[Seed of the draw\: the same seed and bank give the same questions, whatever was asked before]:N:_default' \
'--difficulty=[Draw only questions of this difficulty, where a kind has difficulties]:easy|medium|hard:_default' \
'*--topic=[Draw questions on these topics first, and others where there are too few]:TOPIC,…:_default' \
'*--question=[Ask your own question\: a file (.toml, .md, .txt) or a text, with \`KIND=\` before it to say for which slot]:[KIND=]FILE|TEXT:_default' \
'--speed=[Run the round'\''s clock this many times faster, for trying it out]:X:_default' \
'(--mic --keep-audio)--audio=[Play a recording into the round in place of a microphone, from the first slot on]:FILE:_files' \
'--mic=[Listen to the default microphone, to none, or to the one whose name or description holds this (default\: \`mic\` of the settings, auto)]:auto|off|NAME:_default' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'--show-questions[Show the questions before the round begins]' \
'--strict[No pauses, no checklist; questions and slots end when their time is up]' \
'--plain[Print one line an event instead of live lines (default where stderr is no terminal)]' \
'--keep-audio[Store what the microphone hears beside the session, as WAV]' \
'-h[Print help]' \
'--help[Print help]' \
'::template -- A template'\''s name or file (default\: `template` of the settings, ml-onsite):_default' \
&& ret=0
;;
(drill)
_arguments "${_arguments_options[@]}" : \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'-h[Print help]' \
'--help[Print help]' \
":: :_mockround__subcmd__drill_commands" \
"*::: :->drill" \
&& ret=0

    case $state in
    (drill)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:mockround-drill-command-$line[1]:"
        case $line[1] in
            (coding)
_arguments "${_arguments_options[@]}" : \
'--count=[How many questions, 1 to 20]:N:_default' \
'--seed=[Seed of the draw\: the same seed and bank give the same questions, whatever was asked before]:N:_default' \
'--difficulty=[Draw only questions of this difficulty, where a kind has difficulties]:easy|medium|hard:_default' \
'*--topic=[Draw questions on these topics first, and others where there are too few]:TOPIC,…:_default' \
'*--question=[Ask your own question\: a file (.toml, .md, .txt) or a text, with \`KIND=\` before it to say for which slot]:[KIND=]FILE|TEXT:_default' \
'--speed=[Run the round'\''s clock this many times faster, for trying it out]:X:_default' \
'(--mic --keep-audio)--audio=[Play a recording into the round in place of a microphone, from the first slot on]:FILE:_files' \
'--mic=[Listen to the default microphone, to none, or to the one whose name or description holds this (default\: \`mic\` of the settings, auto)]:auto|off|NAME:_default' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'--show-questions[Show the questions before the round begins]' \
'--strict[No pauses, no checklist; questions and slots end when their time is up]' \
'--plain[Print one line an event instead of live lines (default where stderr is no terminal)]' \
'--keep-audio[Store what the microphone hears beside the session, as WAV]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(ml-design)
_arguments "${_arguments_options[@]}" : \
'--phase=[Rehearse one phase alone\: what comes before it is settled by the question]:PHASE:_default' \
'--count=[How many questions, 1 to 20]:N:_default' \
'--seed=[Seed of the draw\: the same seed and bank give the same questions, whatever was asked before]:N:_default' \
'--difficulty=[Draw only questions of this difficulty, where a kind has difficulties]:easy|medium|hard:_default' \
'*--topic=[Draw questions on these topics first, and others where there are too few]:TOPIC,…:_default' \
'*--question=[Ask your own question\: a file (.toml, .md, .txt) or a text, with \`KIND=\` before it to say for which slot]:[KIND=]FILE|TEXT:_default' \
'--speed=[Run the round'\''s clock this many times faster, for trying it out]:X:_default' \
'(--mic --keep-audio)--audio=[Play a recording into the round in place of a microphone, from the first slot on]:FILE:_files' \
'--mic=[Listen to the default microphone, to none, or to the one whose name or description holds this (default\: \`mic\` of the settings, auto)]:auto|off|NAME:_default' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'--show-questions[Show the questions before the round begins]' \
'--strict[No pauses, no checklist; questions and slots end when their time is up]' \
'--plain[Print one line an event instead of live lines (default where stderr is no terminal)]' \
'--keep-audio[Store what the microphone hears beside the session, as WAV]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(behavioral)
_arguments "${_arguments_options[@]}" : \
'--theme=[Ask only questions of this theme]:THEME:_default' \
'--count=[How many questions, 1 to 20]:N:_default' \
'--seed=[Seed of the draw\: the same seed and bank give the same questions, whatever was asked before]:N:_default' \
'--difficulty=[Draw only questions of this difficulty, where a kind has difficulties]:easy|medium|hard:_default' \
'*--topic=[Draw questions on these topics first, and others where there are too few]:TOPIC,…:_default' \
'*--question=[Ask your own question\: a file (.toml, .md, .txt) or a text, with \`KIND=\` before it to say for which slot]:[KIND=]FILE|TEXT:_default' \
'--speed=[Run the round'\''s clock this many times faster, for trying it out]:X:_default' \
'(--mic --keep-audio)--audio=[Play a recording into the round in place of a microphone, from the first slot on]:FILE:_files' \
'--mic=[Listen to the default microphone, to none, or to the one whose name or description holds this (default\: \`mic\` of the settings, auto)]:auto|off|NAME:_default' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'--show-questions[Show the questions before the round begins]' \
'--strict[No pauses, no checklist; questions and slots end when their time is up]' \
'--plain[Print one line an event instead of live lines (default where stderr is no terminal)]' \
'--keep-audio[Store what the microphone hears beside the session, as WAV]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(foundations)
_arguments "${_arguments_options[@]}" : \
'--count=[How many questions, 1 to 20]:N:_default' \
'--seed=[Seed of the draw\: the same seed and bank give the same questions, whatever was asked before]:N:_default' \
'--difficulty=[Draw only questions of this difficulty, where a kind has difficulties]:easy|medium|hard:_default' \
'*--topic=[Draw questions on these topics first, and others where there are too few]:TOPIC,…:_default' \
'*--question=[Ask your own question\: a file (.toml, .md, .txt) or a text, with \`KIND=\` before it to say for which slot]:[KIND=]FILE|TEXT:_default' \
'--speed=[Run the round'\''s clock this many times faster, for trying it out]:X:_default' \
'(--mic --keep-audio)--audio=[Play a recording into the round in place of a microphone, from the first slot on]:FILE:_files' \
'--mic=[Listen to the default microphone, to none, or to the one whose name or description holds this (default\: \`mic\` of the settings, auto)]:auto|off|NAME:_default' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'--show-questions[Show the questions before the round begins]' \
'--strict[No pauses, no checklist; questions and slots end when their time is up]' \
'--plain[Print one line an event instead of live lines (default where stderr is no terminal)]' \
'--keep-audio[Store what the microphone hears beside the session, as WAV]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(pitch)
_arguments "${_arguments_options[@]}" : \
'--count=[How many questions, 1 to 20]:N:_default' \
'--seed=[Seed of the draw\: the same seed and bank give the same questions, whatever was asked before]:N:_default' \
'--difficulty=[Draw only questions of this difficulty, where a kind has difficulties]:easy|medium|hard:_default' \
'*--topic=[Draw questions on these topics first, and others where there are too few]:TOPIC,…:_default' \
'*--question=[Ask your own question\: a file (.toml, .md, .txt) or a text, with \`KIND=\` before it to say for which slot]:[KIND=]FILE|TEXT:_default' \
'--speed=[Run the round'\''s clock this many times faster, for trying it out]:X:_default' \
'(--mic --keep-audio)--audio=[Play a recording into the round in place of a microphone, from the first slot on]:FILE:_files' \
'--mic=[Listen to the default microphone, to none, or to the one whose name or description holds this (default\: \`mic\` of the settings, auto)]:auto|off|NAME:_default' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'--show-questions[Show the questions before the round begins]' \
'--strict[No pauses, no checklist; questions and slots end when their time is up]' \
'--plain[Print one line an event instead of live lines (default where stderr is no terminal)]' \
'--keep-audio[Store what the microphone hears beside the session, as WAV]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(story)
_arguments "${_arguments_options[@]}" : \
'--speed=[Run the round'\''s clock this many times faster, for trying it out]:X:_default' \
'(--mic --keep-audio)--audio=[Play a recording into the round in place of a microphone, from the first slot on]:FILE:_files' \
'--mic=[Listen to the default microphone, to none, or to the one whose name or description holds this (default\: \`mic\` of the settings, auto)]:auto|off|NAME:_default' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'--strict[No pauses, no checklist; questions and slots end when their time is up]' \
'--plain[Print one line an event instead of live lines (default where stderr is no terminal)]' \
'--keep-audio[Store what the microphone hears beside the session, as WAV]' \
'-h[Print help]' \
'--help[Print help]' \
':id -- The story'\''s id, or the beginning of one:_default' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_mockround__subcmd__drill__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:mockround-drill-help-command-$line[1]:"
        case $line[1] in
            (coding)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(ml-design)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(behavioral)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(foundations)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(pitch)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(story)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(resume)
_arguments "${_arguments_options[@]}" : \
'--mic=[Listen to the default microphone, to none, or to the one whose name or description holds this (default\: \`mic\` of the settings, auto)]:auto|off|NAME:_default' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'--plain[Print one line an event instead of live lines (default where stderr is no terminal)]' \
'--keep-audio[Store what the microphone hears beside the session, as WAV]' \
'-h[Print help]' \
'--help[Print help]' \
'::session -- A session\: its id, the beginning of one, a path, or `latest`:_default' \
&& ret=0
;;
(mark)
_arguments "${_arguments_options[@]}" : \
'--session=[Which session, where several are running\: its id or the beginning of one]:SESSION:_default' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':word -- What happened\: answer (the answer is stated), phase (next phase), next (next question), pause, think, undo, end:((answer\:"The answer that the present phases lead to is stated"
phase\:"Next phase; between slots, start the next slot"
next\:"Next question"
pause\:"Pause, or go on"
think\:"Ask for time to think, or end it"
undo\:"Take the last mark back"
end\:"End the slot; between slots, leave the round"))' \
&& ret=0
;;
(status)
_arguments "${_arguments_options[@]}" : \
'--session=[Which session, where several are running\: its id or the beginning of one]:SESSION:_default' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(question)
_arguments "${_arguments_options[@]}" : \
'--session=[Which session, where several are running\: its id or the beginning of one]:SESSION:_default' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(report)
_arguments "${_arguments_options[@]}" : \
'--format=[How to print it]:FORMAT:((text\:"For a terminal"
markdown\:"For notes and pull requests"
html\:"One file with pictures, for a browser or a printer"
json\:"For programs"))' \
'-o+[Write it to a file instead]:FILE:_files' \
'--output=[Write it to a file instead]:FILE:_files' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'--force[Write over whatever that file holds]' \
'--open[Write it as HTML beside the session, or to --output, and open it in the browser]' \
'--no-pager[Print all of it at once, also where it is longer than the terminal]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::session -- A session\: its id, the beginning of one, a path, or `latest`:_default' \
&& ret=0
;;
(listen)
_arguments "${_arguments_options[@]}" : \
'--format=[How to print what was heard]:FORMAT:((text\:"For reading"
json\:"For programs"))' \
'--min=[Shortest silent stretch to print]:TIME:_default' \
'--session=[Add what was heard to this session, in place of what was heard of that time before]:SESSION:_default' \
'--offset=[How long after the session the recording began; below zero, before it]:TIME:_default' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':recording -- The recording\: WAV, FLAC, MP3, M4A, Ogg Vorbis, MKV or MP4:_files' \
&& ret=0
;;
(mic)
_arguments "${_arguments_options[@]}" : \
'--format=[How to print the list]:FORMAT:((text\:"For reading"
json\:"For programs"))' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'--list[Only list the microphones]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::name -- The microphone to try, by its name or description, or a part of one (default\: `mic` of the settings, auto):_default' \
&& ret=0
;;
(compare)
_arguments "${_arguments_options[@]}" : \
'--format=[How to print them]:FORMAT:((text\:"For a terminal"
markdown\:"For notes and pull requests"
json\:"For programs"))' \
'-o+[Write it to a file instead]:FILE:_files' \
'--output=[Write it to a file instead]:FILE:_files' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'--force[Write over whatever that file holds]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':a -- The session to hold the other against\: its id, the beginning of one, a path, or `latest`:_default' \
'::b -- The other session:_default' \
&& ret=0
;;
(trends)
_arguments "${_arguments_options[@]}" : \
'--last=[Only the newest rounds, so many]:N:_default' \
'--kind=[Only one kind of slot]:KIND:_default' \
'--format=[How to print them]:FORMAT:((text\:"For a terminal"
html\:"One file with pictures, for a browser or a printer"
json\:"For programs"))' \
'-o+[Write it to a file instead]:FILE:_files' \
'--output=[Write it to a file instead]:FILE:_files' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'--force[Write over whatever that file holds]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(export)
_arguments "${_arguments_options[@]}" : \
'--format=[How to write them]:FORMAT:((ndjson\:"A JSON object a line"
csv\:"Comma-separated values, with the columns'\'' names in the first line"))' \
'--rows=[What a row is]:ROWS:((questions\:"A question"
phases\:"A phase of a question"))' \
'-o+[Write it to a file instead]:FILE:_files' \
'--output=[Write it to a file instead]:FILE:_files' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'--force[Write over whatever that file holds]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(sessions)
_arguments "${_arguments_options[@]}" : \
'--format=[How to print them]:FORMAT:((text\:"For reading"
json\:"For programs"))' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_mockround__subcmd__sessions_commands" \
"*::: :->sessions" \
&& ret=0

    case $state in
    (sessions)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:mockround-sessions-command-$line[1]:"
        case $line[1] in
            (forget)
_arguments "${_arguments_options[@]}" : \
'--only=[Only this part; the session stays, and its reports are written anew]:ONLY:((sound\:"What the microphone heard, where it was stored"
words\:"The words in it"
code\:"Your code"
notes\:"What you typed below the questions, and your notes"))' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':session -- A session\: its id, the beginning of one, a path, or `latest`:_default' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_mockround__subcmd__sessions__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:mockround-sessions-help-command-$line[1]:"
        case $line[1] in
            (forget)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(questions)
_arguments "${_arguments_options[@]}" : \
'--kind=[Only of this kind]:KIND:_default' \
'--topic=[Only on this topic]:TOPIC:_default' \
'--format=[How to print them]:FORMAT:((text\:"For reading"
json\:"For programs"))' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_mockround__subcmd__questions_commands" \
"*::: :->questions" \
&& ret=0

    case $state in
    (questions)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:mockround-questions-command-$line[1]:"
        case $line[1] in
            (show)
_arguments "${_arguments_options[@]}" : \
'--format=[How to print them]:FORMAT:((text\:"For reading"
json\:"For programs"))' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':id -- Its id:_default' \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
'--format=[How to print them]:FORMAT:((text\:"For reading"
json\:"For programs"))' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::file -- The file (default\: every file of the workspace):_files' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_mockround__subcmd__questions__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:mockround-questions-help-command-$line[1]:"
        case $line[1] in
            (show)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(stories)
_arguments "${_arguments_options[@]}" : \
'--format=[How to print them]:FORMAT:((text\:"For reading"
json\:"For programs"))' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_mockround__subcmd__stories_commands" \
"*::: :->stories" \
&& ret=0

    case $state in
    (stories)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:mockround-stories-command-$line[1]:"
        case $line[1] in
            (new)
_arguments "${_arguments_options[@]}" : \
'*--theme=[The themes that it answers]:THEME,…:_default' \
'--format=[How to print them]:FORMAT:((text\:"For reading"
json\:"For programs"))' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::title -- Its title:_default' \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
'--format=[How to print them]:FORMAT:((text\:"For reading"
json\:"For programs"))' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':id -- Its id, or the beginning of one:_default' \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
'--format=[How to print them]:FORMAT:((text\:"For reading"
json\:"For programs"))' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(matrix)
_arguments "${_arguments_options[@]}" : \
'--format=[How to print them]:FORMAT:((text\:"For reading"
json\:"For programs"))' \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_mockround__subcmd__stories__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:mockround-stories-help-command-$line[1]:"
        case $line[1] in
            (new)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(matrix)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(init)
_arguments "${_arguments_options[@]}" : \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'--allow[Make nothing; allow the programs that a workspace'\''s mockround.toml names now (default\: the workspace that is used here)]' \
'-h[Print help]' \
'--help[Print help]' \
'::dir -- The folder, made if it isn'\''t there (default\: this one):_files' \
&& ret=0
;;
(shortcuts)
_arguments "${_arguments_options[@]}" : \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':tool -- For what:((tmux\:"tmux key bindings"
gnome\:"GNOME custom shortcuts"
kde\:"KDE Plasma custom shortcuts"
macos\:"macOS\: a Shortcuts action for each mark"
windows\:"Windows\: an AutoHotkey script"
sway\:"sway or i3 key bindings"
vscode\:"VS Code tasks and key bindings"
vim\:"Vim and Neovim mappings"
emacs\:"Emacs key bindings"))' \
&& ret=0
;;
(completions)
_arguments "${_arguments_options[@]}" : \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'-h[Print help]' \
'--help[Print help]' \
':shell -- The shell:(bash elvish fish powershell zsh)' \
&& ret=0
;;
(man)
_arguments "${_arguments_options[@]}" : \
'--workspace=[Use this folder'\''s settings, questions and sessions (default\: the nearest folder with a mockround.toml)]:DIR:_files -/' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_mockround__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:mockround-help-command-$line[1]:"
        case $line[1] in
            (plan)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(run)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(drill)
_arguments "${_arguments_options[@]}" : \
":: :_mockround__subcmd__help__subcmd__drill_commands" \
"*::: :->drill" \
&& ret=0

    case $state in
    (drill)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:mockround-help-drill-command-$line[1]:"
        case $line[1] in
            (coding)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(ml-design)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(behavioral)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(foundations)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(pitch)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(story)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(resume)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(mark)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(status)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(question)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(report)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(listen)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(mic)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(compare)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(trends)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(export)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(sessions)
_arguments "${_arguments_options[@]}" : \
":: :_mockround__subcmd__help__subcmd__sessions_commands" \
"*::: :->sessions" \
&& ret=0

    case $state in
    (sessions)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:mockround-help-sessions-command-$line[1]:"
        case $line[1] in
            (forget)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(questions)
_arguments "${_arguments_options[@]}" : \
":: :_mockround__subcmd__help__subcmd__questions_commands" \
"*::: :->questions" \
&& ret=0

    case $state in
    (questions)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:mockround-help-questions-command-$line[1]:"
        case $line[1] in
            (show)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(stories)
_arguments "${_arguments_options[@]}" : \
":: :_mockround__subcmd__help__subcmd__stories_commands" \
"*::: :->stories" \
&& ret=0

    case $state in
    (stories)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:mockround-help-stories-command-$line[1]:"
        case $line[1] in
            (new)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(matrix)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(init)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(shortcuts)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(completions)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(man)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
}

(( $+functions[_mockround_commands] )) ||
_mockround_commands() {
    local commands; commands=(
'plan:Build a round and print its slots, phases, budgets and clock times' \
'run:Run a round against the clock, then print its pacing report' \
'drill:Rehearse one kind of question, one phase, or one story' \
'resume:Go on with a round that was left or cut off' \
'mark:Mark something in the round that is running, from any terminal or shortcut' \
'status:Print one line on the round that is running, for a prompt or a status bar' \
'question:Print the question of the round that is running' \
'report:Print a session'\''s pacing report' \
'listen:Measure speech and silence in a recording, or in a session that a recording was made of' \
'mic:List microphones, and try one for five seconds' \
'compare:Show two sessions side by side, phase by phase' \
'trends:Show progress over all sessions, and whether it is more than noise' \
'export:Write all sessions as rows, for DuckDB, pandas, Spark or a spreadsheet' \
'sessions:List the sessions, or remove one' \
'questions:List, show or check the questions of the bank' \
'stories:List, write and check your stories for behavioral questions' \
'init:Make a workspace\: a folder with its own settings, questions and sessions' \
'shortcuts:Print desktop or editor shortcuts for \`mark\`, to paste' \
'completions:Print a completion script for a shell' \
'man:Print the manual page' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'mockround commands' commands "$@"
}
(( $+functions[_mockround__subcmd__compare_commands] )) ||
_mockround__subcmd__compare_commands() {
    local commands; commands=()
    _describe -t commands 'mockround compare commands' commands "$@"
}
(( $+functions[_mockround__subcmd__completions_commands] )) ||
_mockround__subcmd__completions_commands() {
    local commands; commands=()
    _describe -t commands 'mockround completions commands' commands "$@"
}
(( $+functions[_mockround__subcmd__drill_commands] )) ||
_mockround__subcmd__drill_commands() {
    local commands; commands=(
'coding:Two coding questions' \
'ml-design:One ML system design, or one phase of several' \
'behavioral:Behavioral questions, each answered with a story' \
'foundations:Questions on fundamentals; after each answer its key points are shown, to tick what you said' \
'pitch:"Tell me about yourself" and its relatives' \
'story:One story of yours in 3 minutes, then in 90, 60 and 30 seconds' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'mockround drill commands' commands "$@"
}
(( $+functions[_mockround__subcmd__drill__subcmd__behavioral_commands] )) ||
_mockround__subcmd__drill__subcmd__behavioral_commands() {
    local commands; commands=()
    _describe -t commands 'mockround drill behavioral commands' commands "$@"
}
(( $+functions[_mockround__subcmd__drill__subcmd__coding_commands] )) ||
_mockround__subcmd__drill__subcmd__coding_commands() {
    local commands; commands=()
    _describe -t commands 'mockround drill coding commands' commands "$@"
}
(( $+functions[_mockround__subcmd__drill__subcmd__foundations_commands] )) ||
_mockround__subcmd__drill__subcmd__foundations_commands() {
    local commands; commands=()
    _describe -t commands 'mockround drill foundations commands' commands "$@"
}
(( $+functions[_mockround__subcmd__drill__subcmd__help_commands] )) ||
_mockround__subcmd__drill__subcmd__help_commands() {
    local commands; commands=(
'coding:Two coding questions' \
'ml-design:One ML system design, or one phase of several' \
'behavioral:Behavioral questions, each answered with a story' \
'foundations:Questions on fundamentals; after each answer its key points are shown, to tick what you said' \
'pitch:"Tell me about yourself" and its relatives' \
'story:One story of yours in 3 minutes, then in 90, 60 and 30 seconds' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'mockround drill help commands' commands "$@"
}
(( $+functions[_mockround__subcmd__drill__subcmd__help__subcmd__behavioral_commands] )) ||
_mockround__subcmd__drill__subcmd__help__subcmd__behavioral_commands() {
    local commands; commands=()
    _describe -t commands 'mockround drill help behavioral commands' commands "$@"
}
(( $+functions[_mockround__subcmd__drill__subcmd__help__subcmd__coding_commands] )) ||
_mockround__subcmd__drill__subcmd__help__subcmd__coding_commands() {
    local commands; commands=()
    _describe -t commands 'mockround drill help coding commands' commands "$@"
}
(( $+functions[_mockround__subcmd__drill__subcmd__help__subcmd__foundations_commands] )) ||
_mockround__subcmd__drill__subcmd__help__subcmd__foundations_commands() {
    local commands; commands=()
    _describe -t commands 'mockround drill help foundations commands' commands "$@"
}
(( $+functions[_mockround__subcmd__drill__subcmd__help__subcmd__help_commands] )) ||
_mockround__subcmd__drill__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'mockround drill help help commands' commands "$@"
}
(( $+functions[_mockround__subcmd__drill__subcmd__help__subcmd__ml-design_commands] )) ||
_mockround__subcmd__drill__subcmd__help__subcmd__ml-design_commands() {
    local commands; commands=()
    _describe -t commands 'mockround drill help ml-design commands' commands "$@"
}
(( $+functions[_mockround__subcmd__drill__subcmd__help__subcmd__pitch_commands] )) ||
_mockround__subcmd__drill__subcmd__help__subcmd__pitch_commands() {
    local commands; commands=()
    _describe -t commands 'mockround drill help pitch commands' commands "$@"
}
(( $+functions[_mockround__subcmd__drill__subcmd__help__subcmd__story_commands] )) ||
_mockround__subcmd__drill__subcmd__help__subcmd__story_commands() {
    local commands; commands=()
    _describe -t commands 'mockround drill help story commands' commands "$@"
}
(( $+functions[_mockround__subcmd__drill__subcmd__ml-design_commands] )) ||
_mockround__subcmd__drill__subcmd__ml-design_commands() {
    local commands; commands=()
    _describe -t commands 'mockround drill ml-design commands' commands "$@"
}
(( $+functions[_mockround__subcmd__drill__subcmd__pitch_commands] )) ||
_mockround__subcmd__drill__subcmd__pitch_commands() {
    local commands; commands=()
    _describe -t commands 'mockround drill pitch commands' commands "$@"
}
(( $+functions[_mockround__subcmd__drill__subcmd__story_commands] )) ||
_mockround__subcmd__drill__subcmd__story_commands() {
    local commands; commands=()
    _describe -t commands 'mockround drill story commands' commands "$@"
}
(( $+functions[_mockround__subcmd__export_commands] )) ||
_mockround__subcmd__export_commands() {
    local commands; commands=()
    _describe -t commands 'mockround export commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help_commands] )) ||
_mockround__subcmd__help_commands() {
    local commands; commands=(
'plan:Build a round and print its slots, phases, budgets and clock times' \
'run:Run a round against the clock, then print its pacing report' \
'drill:Rehearse one kind of question, one phase, or one story' \
'resume:Go on with a round that was left or cut off' \
'mark:Mark something in the round that is running, from any terminal or shortcut' \
'status:Print one line on the round that is running, for a prompt or a status bar' \
'question:Print the question of the round that is running' \
'report:Print a session'\''s pacing report' \
'listen:Measure speech and silence in a recording, or in a session that a recording was made of' \
'mic:List microphones, and try one for five seconds' \
'compare:Show two sessions side by side, phase by phase' \
'trends:Show progress over all sessions, and whether it is more than noise' \
'export:Write all sessions as rows, for DuckDB, pandas, Spark or a spreadsheet' \
'sessions:List the sessions, or remove one' \
'questions:List, show or check the questions of the bank' \
'stories:List, write and check your stories for behavioral questions' \
'init:Make a workspace\: a folder with its own settings, questions and sessions' \
'shortcuts:Print desktop or editor shortcuts for \`mark\`, to paste' \
'completions:Print a completion script for a shell' \
'man:Print the manual page' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'mockround help commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__compare_commands] )) ||
_mockround__subcmd__help__subcmd__compare_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help compare commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__completions_commands] )) ||
_mockround__subcmd__help__subcmd__completions_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help completions commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__drill_commands] )) ||
_mockround__subcmd__help__subcmd__drill_commands() {
    local commands; commands=(
'coding:Two coding questions' \
'ml-design:One ML system design, or one phase of several' \
'behavioral:Behavioral questions, each answered with a story' \
'foundations:Questions on fundamentals; after each answer its key points are shown, to tick what you said' \
'pitch:"Tell me about yourself" and its relatives' \
'story:One story of yours in 3 minutes, then in 90, 60 and 30 seconds' \
    )
    _describe -t commands 'mockround help drill commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__drill__subcmd__behavioral_commands] )) ||
_mockround__subcmd__help__subcmd__drill__subcmd__behavioral_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help drill behavioral commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__drill__subcmd__coding_commands] )) ||
_mockround__subcmd__help__subcmd__drill__subcmd__coding_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help drill coding commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__drill__subcmd__foundations_commands] )) ||
_mockround__subcmd__help__subcmd__drill__subcmd__foundations_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help drill foundations commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__drill__subcmd__ml-design_commands] )) ||
_mockround__subcmd__help__subcmd__drill__subcmd__ml-design_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help drill ml-design commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__drill__subcmd__pitch_commands] )) ||
_mockround__subcmd__help__subcmd__drill__subcmd__pitch_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help drill pitch commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__drill__subcmd__story_commands] )) ||
_mockround__subcmd__help__subcmd__drill__subcmd__story_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help drill story commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__export_commands] )) ||
_mockround__subcmd__help__subcmd__export_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help export commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__help_commands] )) ||
_mockround__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help help commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__init_commands] )) ||
_mockround__subcmd__help__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help init commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__listen_commands] )) ||
_mockround__subcmd__help__subcmd__listen_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help listen commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__man_commands] )) ||
_mockround__subcmd__help__subcmd__man_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help man commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__mark_commands] )) ||
_mockround__subcmd__help__subcmd__mark_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help mark commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__mic_commands] )) ||
_mockround__subcmd__help__subcmd__mic_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help mic commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__plan_commands] )) ||
_mockround__subcmd__help__subcmd__plan_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help plan commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__question_commands] )) ||
_mockround__subcmd__help__subcmd__question_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help question commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__questions_commands] )) ||
_mockround__subcmd__help__subcmd__questions_commands() {
    local commands; commands=(
'show:Print one question whole, reference approaches included' \
'check:Check a file of questions, or the whole workspace'\''s, and name every problem' \
    )
    _describe -t commands 'mockround help questions commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__questions__subcmd__check_commands] )) ||
_mockround__subcmd__help__subcmd__questions__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help questions check commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__questions__subcmd__show_commands] )) ||
_mockround__subcmd__help__subcmd__questions__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help questions show commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__report_commands] )) ||
_mockround__subcmd__help__subcmd__report_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help report commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__resume_commands] )) ||
_mockround__subcmd__help__subcmd__resume_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help resume commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__run_commands] )) ||
_mockround__subcmd__help__subcmd__run_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help run commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__sessions_commands] )) ||
_mockround__subcmd__help__subcmd__sessions_commands() {
    local commands; commands=(
'forget:Remove a session and all that belongs to it, or a part of that; it asks first' \
    )
    _describe -t commands 'mockround help sessions commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__sessions__subcmd__forget_commands] )) ||
_mockround__subcmd__help__subcmd__sessions__subcmd__forget_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help sessions forget commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__shortcuts_commands] )) ||
_mockround__subcmd__help__subcmd__shortcuts_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help shortcuts commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__status_commands] )) ||
_mockround__subcmd__help__subcmd__status_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help status commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__stories_commands] )) ||
_mockround__subcmd__help__subcmd__stories_commands() {
    local commands; commands=(
'new:Add a story to fill in, and open it in your editor (\$VISUAL or \$EDITOR)' \
'show:Print one story whole, with its length and its I and we' \
'check:Name what each story lacks, with line and field' \
'matrix:Set the stories against the themes\: strength, last told, gaps, overuse' \
    )
    _describe -t commands 'mockround help stories commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__stories__subcmd__check_commands] )) ||
_mockround__subcmd__help__subcmd__stories__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help stories check commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__stories__subcmd__matrix_commands] )) ||
_mockround__subcmd__help__subcmd__stories__subcmd__matrix_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help stories matrix commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__stories__subcmd__new_commands] )) ||
_mockround__subcmd__help__subcmd__stories__subcmd__new_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help stories new commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__stories__subcmd__show_commands] )) ||
_mockround__subcmd__help__subcmd__stories__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help stories show commands' commands "$@"
}
(( $+functions[_mockround__subcmd__help__subcmd__trends_commands] )) ||
_mockround__subcmd__help__subcmd__trends_commands() {
    local commands; commands=()
    _describe -t commands 'mockround help trends commands' commands "$@"
}
(( $+functions[_mockround__subcmd__init_commands] )) ||
_mockround__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'mockround init commands' commands "$@"
}
(( $+functions[_mockround__subcmd__listen_commands] )) ||
_mockround__subcmd__listen_commands() {
    local commands; commands=()
    _describe -t commands 'mockround listen commands' commands "$@"
}
(( $+functions[_mockround__subcmd__man_commands] )) ||
_mockround__subcmd__man_commands() {
    local commands; commands=()
    _describe -t commands 'mockround man commands' commands "$@"
}
(( $+functions[_mockround__subcmd__mark_commands] )) ||
_mockround__subcmd__mark_commands() {
    local commands; commands=()
    _describe -t commands 'mockround mark commands' commands "$@"
}
(( $+functions[_mockround__subcmd__mic_commands] )) ||
_mockround__subcmd__mic_commands() {
    local commands; commands=()
    _describe -t commands 'mockround mic commands' commands "$@"
}
(( $+functions[_mockround__subcmd__plan_commands] )) ||
_mockround__subcmd__plan_commands() {
    local commands; commands=()
    _describe -t commands 'mockround plan commands' commands "$@"
}
(( $+functions[_mockround__subcmd__question_commands] )) ||
_mockround__subcmd__question_commands() {
    local commands; commands=()
    _describe -t commands 'mockround question commands' commands "$@"
}
(( $+functions[_mockround__subcmd__questions_commands] )) ||
_mockround__subcmd__questions_commands() {
    local commands; commands=(
'show:Print one question whole, reference approaches included' \
'check:Check a file of questions, or the whole workspace'\''s, and name every problem' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'mockround questions commands' commands "$@"
}
(( $+functions[_mockround__subcmd__questions__subcmd__check_commands] )) ||
_mockround__subcmd__questions__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'mockround questions check commands' commands "$@"
}
(( $+functions[_mockround__subcmd__questions__subcmd__help_commands] )) ||
_mockround__subcmd__questions__subcmd__help_commands() {
    local commands; commands=(
'show:Print one question whole, reference approaches included' \
'check:Check a file of questions, or the whole workspace'\''s, and name every problem' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'mockround questions help commands' commands "$@"
}
(( $+functions[_mockround__subcmd__questions__subcmd__help__subcmd__check_commands] )) ||
_mockround__subcmd__questions__subcmd__help__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'mockround questions help check commands' commands "$@"
}
(( $+functions[_mockround__subcmd__questions__subcmd__help__subcmd__help_commands] )) ||
_mockround__subcmd__questions__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'mockround questions help help commands' commands "$@"
}
(( $+functions[_mockround__subcmd__questions__subcmd__help__subcmd__show_commands] )) ||
_mockround__subcmd__questions__subcmd__help__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'mockround questions help show commands' commands "$@"
}
(( $+functions[_mockround__subcmd__questions__subcmd__show_commands] )) ||
_mockround__subcmd__questions__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'mockround questions show commands' commands "$@"
}
(( $+functions[_mockround__subcmd__report_commands] )) ||
_mockround__subcmd__report_commands() {
    local commands; commands=()
    _describe -t commands 'mockround report commands' commands "$@"
}
(( $+functions[_mockround__subcmd__resume_commands] )) ||
_mockround__subcmd__resume_commands() {
    local commands; commands=()
    _describe -t commands 'mockround resume commands' commands "$@"
}
(( $+functions[_mockround__subcmd__run_commands] )) ||
_mockround__subcmd__run_commands() {
    local commands; commands=()
    _describe -t commands 'mockround run commands' commands "$@"
}
(( $+functions[_mockround__subcmd__sessions_commands] )) ||
_mockround__subcmd__sessions_commands() {
    local commands; commands=(
'forget:Remove a session and all that belongs to it, or a part of that; it asks first' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'mockround sessions commands' commands "$@"
}
(( $+functions[_mockround__subcmd__sessions__subcmd__forget_commands] )) ||
_mockround__subcmd__sessions__subcmd__forget_commands() {
    local commands; commands=()
    _describe -t commands 'mockround sessions forget commands' commands "$@"
}
(( $+functions[_mockround__subcmd__sessions__subcmd__help_commands] )) ||
_mockround__subcmd__sessions__subcmd__help_commands() {
    local commands; commands=(
'forget:Remove a session and all that belongs to it, or a part of that; it asks first' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'mockround sessions help commands' commands "$@"
}
(( $+functions[_mockround__subcmd__sessions__subcmd__help__subcmd__forget_commands] )) ||
_mockround__subcmd__sessions__subcmd__help__subcmd__forget_commands() {
    local commands; commands=()
    _describe -t commands 'mockround sessions help forget commands' commands "$@"
}
(( $+functions[_mockround__subcmd__sessions__subcmd__help__subcmd__help_commands] )) ||
_mockround__subcmd__sessions__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'mockround sessions help help commands' commands "$@"
}
(( $+functions[_mockround__subcmd__shortcuts_commands] )) ||
_mockround__subcmd__shortcuts_commands() {
    local commands; commands=()
    _describe -t commands 'mockround shortcuts commands' commands "$@"
}
(( $+functions[_mockround__subcmd__status_commands] )) ||
_mockround__subcmd__status_commands() {
    local commands; commands=()
    _describe -t commands 'mockround status commands' commands "$@"
}
(( $+functions[_mockround__subcmd__stories_commands] )) ||
_mockround__subcmd__stories_commands() {
    local commands; commands=(
'new:Add a story to fill in, and open it in your editor (\$VISUAL or \$EDITOR)' \
'show:Print one story whole, with its length and its I and we' \
'check:Name what each story lacks, with line and field' \
'matrix:Set the stories against the themes\: strength, last told, gaps, overuse' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'mockround stories commands' commands "$@"
}
(( $+functions[_mockround__subcmd__stories__subcmd__check_commands] )) ||
_mockround__subcmd__stories__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'mockround stories check commands' commands "$@"
}
(( $+functions[_mockround__subcmd__stories__subcmd__help_commands] )) ||
_mockround__subcmd__stories__subcmd__help_commands() {
    local commands; commands=(
'new:Add a story to fill in, and open it in your editor (\$VISUAL or \$EDITOR)' \
'show:Print one story whole, with its length and its I and we' \
'check:Name what each story lacks, with line and field' \
'matrix:Set the stories against the themes\: strength, last told, gaps, overuse' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'mockround stories help commands' commands "$@"
}
(( $+functions[_mockround__subcmd__stories__subcmd__help__subcmd__check_commands] )) ||
_mockround__subcmd__stories__subcmd__help__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'mockround stories help check commands' commands "$@"
}
(( $+functions[_mockround__subcmd__stories__subcmd__help__subcmd__help_commands] )) ||
_mockround__subcmd__stories__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'mockround stories help help commands' commands "$@"
}
(( $+functions[_mockround__subcmd__stories__subcmd__help__subcmd__matrix_commands] )) ||
_mockround__subcmd__stories__subcmd__help__subcmd__matrix_commands() {
    local commands; commands=()
    _describe -t commands 'mockround stories help matrix commands' commands "$@"
}
(( $+functions[_mockround__subcmd__stories__subcmd__help__subcmd__new_commands] )) ||
_mockround__subcmd__stories__subcmd__help__subcmd__new_commands() {
    local commands; commands=()
    _describe -t commands 'mockround stories help new commands' commands "$@"
}
(( $+functions[_mockround__subcmd__stories__subcmd__help__subcmd__show_commands] )) ||
_mockround__subcmd__stories__subcmd__help__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'mockround stories help show commands' commands "$@"
}
(( $+functions[_mockround__subcmd__stories__subcmd__matrix_commands] )) ||
_mockround__subcmd__stories__subcmd__matrix_commands() {
    local commands; commands=()
    _describe -t commands 'mockround stories matrix commands' commands "$@"
}
(( $+functions[_mockround__subcmd__stories__subcmd__new_commands] )) ||
_mockround__subcmd__stories__subcmd__new_commands() {
    local commands; commands=()
    _describe -t commands 'mockround stories new commands' commands "$@"
}
(( $+functions[_mockround__subcmd__stories__subcmd__show_commands] )) ||
_mockround__subcmd__stories__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'mockround stories show commands' commands "$@"
}
(( $+functions[_mockround__subcmd__trends_commands] )) ||
_mockround__subcmd__trends_commands() {
    local commands; commands=()
    _describe -t commands 'mockround trends commands' commands "$@"
}

if [ "$funcstack[1]" = "_mockround" ]; then
    _mockround "$@"
else
    compdef _mockround mockround
fi
