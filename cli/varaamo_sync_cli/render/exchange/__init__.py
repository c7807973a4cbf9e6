"""What came of workbooks and of files of translators."""
