"""What stands between ``::: question`` and ``:::``: tokens in, a Question out.

rules        what the parser knows: lines of answers, gaps, ids of choices
kinds        the containers that authors write
question     a whole question: which type it has (shapes), then its parts by
             answers, choices, pairs, steps or gaps
problems     collects what is wrong with one question
"""
