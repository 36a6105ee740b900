"""Documents are issued: frozen under a number, stored file by file, and read again years later."""
