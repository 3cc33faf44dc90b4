"""What authors write: ``glossary.md`` in, a Document whose data are Terms out."""
