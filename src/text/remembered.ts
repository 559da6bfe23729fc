/** Answers about objects that are found out once. */

/**
 * A function that answers each object once and forgets the answer with the object. An answer should not lead back to its object:
 * V8 keeps such a pair for long.
 */
export function remembered<Asked extends object, Answer extends NonNullable<unknown>>(
  answer: (asked: Asked) => Answer,
): (asked: Asked) => Answer {
  return rememberedBy((asked) => asked, answer);
}

/** The same where what is asked about stands for an object that it holds. */
export function rememberedBy<Asked, Answer extends NonNullable<unknown>>(
  keyOf: (asked: Asked) => object,
  answer: (asked: Asked) => Answer,
): (asked: Asked) => Answer {
  const known = new WeakMap<object, Answer>();
  return (asked) => {
    const key = keyOf(asked);
    let found = known.get(key);
    if (found === undefined) {
      found = answer(asked);
      known.set(key, found);
    }
    return found;
  };
}
