"""Read books: accounting files and invoices, from bytes to what customers paid."""

from binnenuit.chain.read.files import book_files, read_books

__all__ = ["book_files", "read_books"]
