// A question. Its state, in characters of printable ASCII, without its key:
//
//   fingerprint (2, data-fp) + mark (1) + answer
//
// The mark is "A" for an answer that was not checked, else a base64 digit of 1 + 60 x its part of the points.
// The answer, by type, and the worst case of the whole value (what `state_size` returns):
//
//   choice, truefalse  place in `ids`, one digit from "B" ("A": none)          4
//   rating             the same, by its number                                 4
//   multiple           one bit for each of `ids`, six to a digit               3 + ceil(choices / 6)
//   match              for each of `left` its place in `right`, from "B"       3 + pairs
//   order              the places of its parts in `order`, from "A"            3 + parts
//   gaps               each: length (1 digit), text of at most 16              3 + 17 x gaps
//   number             the same, at most 12                                    3 + 13
//   short              the same, at most 40                                    3 + 41
//   reflection         nothing: it stays on the device                         0
//
// A text is cut where its characters cost more than that: `;`, `^`, `~` and all beyond ASCII cost 4.
// Its mark was reckoned before, and stays until the field is touched again.
//
// An assessment: tries begun (1 digit), flag (1: "A" open, "B" submitted), seed (2), best score in tenths of a
// percent (2), and where `data-draw` has a number, the last 3 characters of the key of each question drawn:
// 6 + 3 x draw. Without draw: 6.
"use strict";
