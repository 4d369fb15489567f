"""What we know: vocabulary, sources, technologies. Data files with typed readers."""
