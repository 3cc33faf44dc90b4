"""What authors write between ``::: question`` and ``:::``: tokens in, a Question out."""
