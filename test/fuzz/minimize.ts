type Judge = (value: unknown) => boolean | Promise<boolean>

/** The items of a longer list may all become alike. */
const FEW = 4

/**
 * Make a JSON value smaller while it still fails: remove items and fields, shorten texts, replace parts by null, and
 * make the items of a long list alike. It ends after `seconds`, whatever it has reached.
 */
export async function minimize(value: unknown, isFailing: Judge, seconds = 30): Promise<unknown> {
  const endsAt = performance.now() + seconds * 1000
  const check: Judge = (one) => performance.now() < endsAt && isFailing(one)
  // Texts come last: they take most of the tries, and each try is faster when lists are short.
  const parts = await repeat(value, (best) => shrink(best, check, (text) => text))
  return repeat(parts, (best) => shrink(best, check, shrinkText))

  async function repeat(first: unknown, step: (best: unknown) => Promise<unknown>): Promise<unknown> {
    for (let before = first; ; ) {
      const best = await step(before)
      if (performance.now() >= endsAt || JSON.stringify(best) === JSON.stringify(before)) return best
      before = best
    }
  }
}

type ShrinkText = (text: string, isFailing: Judge) => string | Promise<string>

async function shrink(value: unknown, isFailing: Judge, shrinkIt: ShrinkText): Promise<unknown> {
  if (value === null) return value
  if (await isFailing(null)) return null
  if (typeof value === 'string') return shrinkIt(value, isFailing)
  if (Array.isArray(value)) return shrinkList(value, isFailing, shrinkIt)
  if (typeof value !== 'object') return value
  return shrinkFields(value as Record<string, unknown>, isFailing, shrinkIt)
}

async function shrinkText(text: string, isFailing: Judge): Promise<string> {
  return (await shrinkParts([...text], (letters) => isFailing(letters.join('')))).join('')
}

async function shrinkList(
  items: readonly unknown[],
  isFailing: Judge,
  shrinkIt: ShrinkText,
): Promise<unknown[]> {
  const alike = items.map(() => items[0])
  if (items.length > FEW && (await isFailing(alike))) {
    const { length } = await shrinkParts(alike, isFailing)
    const repeat = (item: unknown) => Array.from({ length }, () => item)
    return repeat(await shrink(items[0], (item) => isFailing(repeat(item)), shrinkIt))
  }
  const best = await shrinkParts(items, isFailing)
  for (const at of best.keys())
    best[at] = await shrink(best[at], (item) => isFailing(best.with(at, item)), shrinkIt)
  return best
}

/** Remove parts of a list, many at once as long as that goes. */
async function shrinkParts<T>(parts: readonly T[], isFailing: (parts: T[]) => boolean | Promise<boolean>) {
  let best = [...parts]
  for (let size = Math.ceil(best.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < best.length; ) {
      const fewer = [...best.slice(0, at), ...best.slice(at + size)]
      if (await isFailing(fewer)) best = fewer
      else at += size
    }
  }
  return best
}

async function shrinkFields(
  fields: Record<string, unknown>,
  isFailing: Judge,
  shrinkIt: ShrinkText,
): Promise<unknown> {
  let best = fields
  for (const name of Object.keys(fields)) {
    const { [name]: item, ...rest } = best
    if (await isFailing(rest)) best = rest
    else {
      const known = best
      best = {
        ...known,
        [name]: await shrink(item, (smaller) => isFailing({ ...known, [name]: smaller }), shrinkIt),
      }
    }
  }
  return best
}
