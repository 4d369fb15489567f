"""The MCP server: the table of verbs for agents, over standard input and output."""
