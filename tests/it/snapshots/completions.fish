complete --keep-order --exclusive --command mockround --arguments "(COMPLETE=fish mockround -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token))"
