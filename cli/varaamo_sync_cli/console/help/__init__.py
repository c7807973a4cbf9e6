"""Help and errors of use, in the language of the run; read without importing the library."""
