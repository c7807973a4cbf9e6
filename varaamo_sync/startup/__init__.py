"""What makes a start quick: doors, patterns and classes that cost little before they are used.

A person waits for each start, and a program has many names that it does not use. What is here is
measured by ``make bench`` (*felt*), and a figure stands beside each.
"""
