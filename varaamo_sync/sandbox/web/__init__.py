"""The sandbox over HTTP: paths, cookies, tokens, and the administration beside the API."""
