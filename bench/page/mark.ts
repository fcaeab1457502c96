/** Stands before a subject's script in one graph of modules: runs right before it does. */
bench.begin();
