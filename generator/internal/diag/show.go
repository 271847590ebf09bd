package diag

// (excerpts, terminal output, JSON and nearest words: being written)
