"""What is sent to Respa, read as it reads it."""
