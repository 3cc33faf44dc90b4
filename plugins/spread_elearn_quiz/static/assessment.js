// An assessment: tries, draw, submission, result. What its script looks for inside <spread-assessment>:
//
//   .submit [data-answered] progress [data-submit]        the block before the result; the script fills them
//   dialog.ask [data-ask-title] [data-ask-text] [data-back] [data-confirm]    empty texts; the buttons' words by JS
//   section[data-result] hidden
//     h2[data-verdict][tabindex=-1]  p.score [data-score] [data-best]
//     .goal[data-at] progress  span (server: "70 needed")
//     [data-outcomes] hidden: h3, ul.bars > li[data-outcome="K1"]: .code, span, span.mark[data-mark], progress
//     [data-reread] hidden: h3, ul > li[data-outcome="K1"][data-lesson="roles"] hidden: a, span.mute[data-for]
//     .acts button[data-again] button[data-print]
"use strict";
