"""What stands between ``::: question`` and ``:::``: tokens in, a Question out."""
