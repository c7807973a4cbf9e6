"""To and from people: workbooks and translations."""
