"""A stranger's drawing comes in, markup that is safe in a page goes out."""
