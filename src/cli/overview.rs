//! What `mockround` alone and `mockround --help` print: the commands in groups, and where to begin.
//! Clap knows no groups; a test holds that each command is here, with the words of its own help.

/// The template of the help. Clap takes the styles out where no terminal shows them.
pub(super) const OVERVIEW: &str = "\
{about}

\x1b[1m\x1b[4mUsage:\x1b[0m {usage}

\x1b[1m\x1b[4mFirst step\x1b[0m, two minutes: mockround drill pitch --count 1
See a round first, in under a minute: mockround demo
A whole round of mock interviews: mockround run

\x1b[1m\x1b[4mPractise:\x1b[0m
  \x1b[1mdemo\x1b[0m         Watch a short round play itself in under a minute, then its
               report; nothing of yours is used
  \x1b[1mtoday\x1b[0m        Say what to practise next in the time that you have, and why
  \x1b[1mrun\x1b[0m          Run a round against the clock, then print its pacing report
  \x1b[1mdrill\x1b[0m        Rehearse one kind of question, one phase, or one story
  \x1b[1mresume\x1b[0m       Go on with a round that was left or cut off
  \x1b[1mmark\x1b[0m         Mark something in the round that is running, from any terminal or
               shortcut
  \x1b[1mstatus\x1b[0m       Print where the round that is running stands, for a prompt or a
               status bar
  \x1b[1mquestion\x1b[0m     Print the question of the round that is running
  \x1b[1mcheck\x1b[0m        Run your code against its question's examples, and outside a
               round against the cases kept back

\x1b[1m\x1b[4mLook back:\x1b[0m
  \x1b[1mreport\x1b[0m       Print a session's pacing report
  \x1b[1mreview\x1b[0m       Answer what a session's review left open, and correct its marks
  \x1b[1mrate\x1b[0m         Take down what somebody who interviewed you thinks of a session,
               beside your own rating
  \x1b[1mcompare\x1b[0m      Show two sessions side by side, phase by phase
  \x1b[1mtrends\x1b[0m       Show progress over all sessions, and whether it is more than
               noise
  \x1b[1msessions\x1b[0m     List the sessions, or remove one
  \x1b[1mlisten\x1b[0m       Measure speech and silence in a recording, or in a session that a
               recording was made of
  \x1b[1mwords\x1b[0m        Print what was said in a session, as a transcript or your own
               transcriber has it
  \x1b[1mreplay\x1b[0m       Play the sound of a session from a flag, a question or a time on
  \x1b[1mexport\x1b[0m       Write all sessions as rows, for DuckDB, pandas, Spark or a
               spreadsheet

\x1b[1m\x1b[4mPrepare:\x1b[0m
  \x1b[1mplan\x1b[0m         Build a round and print its slots, phases, budgets and clock
               times
  \x1b[1mquestions\x1b[0m    List, show or check the questions of the bank
  \x1b[1mstories\x1b[0m      List, write and check your stories for behavioral questions

\x1b[1m\x1b[4mSet up:\x1b[0m
  \x1b[1minit\x1b[0m         Make a workspace: a folder with its own settings, questions and
               sessions
  \x1b[1mmic\x1b[0m          List microphones, and try one for five seconds
  \x1b[1mdoctor\x1b[0m       Check all that a round needs, and say what to do where something
               is missing
  \x1b[1mshortcuts\x1b[0m    Print desktop or editor shortcuts for `mark`, to paste
  \x1b[1mcompletions\x1b[0m  Print what makes Tab complete commands, ids and names in a shell
  \x1b[1mman\x1b[0m          Print a manual page, or write all of them
  \x1b[1mhelp\x1b[0m         Print this, or the help of a command

\x1b[1m\x1b[4mOptions:\x1b[0m
{options}
";
