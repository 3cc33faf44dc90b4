// Two replicas: what the LMS holds, and what this device holds. At each launch one of them may be missing,
// old, or of another attempt; here is decided what to do with each copy. Pure: nothing is read or written.
"use strict";
{
  const spread = (globalThis.spread ??= {});
  const codec = spread.state;

  /** A copy's word says whether its attempt was finished. */
  const isFinished = (state) => codec.rank(state.word) >= codec.rank("completed");

  /**
   * Whether a state has all that another has, or something newer. A counter alone does not tell: two
   * devices, or two tabs, may have counted the same number of different things.
   */
  const holds = (state, other) => {
    const hasValue = ([key, value]) => {
      const own = state.values.get(key);
      return own !== undefined && (own.text === value.text || own.n > value.n);
    };
    const hasResult = ([key, result]) => {
      const own = state.best.get(key);
      return own !== undefined && own.points * result.max >= result.points * own.max;
    };
    return (
      [...other.seen].every((key) => state.seen.has(key)) &&
      [...other.best].every(hasResult) &&
      [...other.values].every(hasValue)
    );
  };

  /** Nobody misses it: the page was only opened. */
  const isEmpty = ({ seen, best, values }) => !seen.size && !best.size && !values.size;

  // The newest first; of two that are as old that which was made at this place, then that with more work.
  const byNews = (place) => (a, b) => {
    const news = (b.when ?? 0) - (a.when ?? 0);
    const here = Number(b.place === place) - Number(a.place === place);
    return news || here || b.state.n - a.state.n;
  };

  /**
   * What a launch does with the copies of its learner.
   *
   * held: the LMS's state, or null where the LMS holds none. copies: [{state, queue, read, place, when, asked,
   * blind}], where `read` tells that this attempt was once read back from the LMS (or that the LMS was seen to
   * store it). Gives {pending, gone, offers, quiet}: a copy that is this attempt's and newer; copies that are proved or
   * of an attempt that was reset; copies that the learner must decide on; copies that were asked about.
   */
  const judge = (held, copies, place) => {
    const found = { pending: [], gone: [], offers: [], quiet: [] };
    for (const copy of copies) found[whereTo(held, copy, place)]?.push(copy);
    found.offers.sort(byNews(place));
    found.quiet.sort(byNews(place));
    return found;
  };

  const whereTo = (held, copy, place) => {
    const { attempt, n } = copy.state;
    if (held && attempt && attempt === held.attempt) {
      const proved = n <= held.n && !copy.blind && holds(held, copy.state);
      return proved ? "gone" : "pending";
    }
    if (isEmpty(copy.state)) return "gone";
    if (!attempt) return "offers";
    if (copy.read) return !held && copy.place === place ? "gone" : "left";
    if (!held || !held.attempt) return "offers";
    return copy.asked ? "quiet" : "left";
  };

  /** What was done before the LMS could be read goes on top of what it holds. */
  const onTop = (base, work) => {
    const state = codec.merge(base, codec.after(work, base.n));
    state.attempt = base.attempt || work.attempt;
    state.at = work.at || base.at;
    state.language = work.language || base.language;
    state.more = base.more || work.more;
    return state;
  };

  /** A copy that the learner takes over comes below what was done since. Its interactions are not in this attempt. */
  const takeOver = (state, copy) => {
    const merged = onTop(copy, state);
    merged.attempt = state.attempt;
    merged.sent = state.sent;
    return merged;
  };

  spread.replicas = { judge, onTop, takeOver, isFinished };
}
