"""Reports: the document as Markdown, its other forms by name, and what is said of writing one."""
