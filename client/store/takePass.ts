import { readClock } from '../../extensions/gate-block/src/session/readClock.ts'
import { writeStored } from '../../extensions/gate-block/src/session/stored.ts'
import { loadKey, writeKey } from '../../extensions/gate-block/src/session/visitKey.ts'

/** The longest pass in seconds. The server ends it; this is how long the browser remembers it, and its key. */
const REMEMBERED = 7 * 24 * 3600
/** `#palisade-pass=<gate>.<token>`: no server gets the fragment of a link. */
const LINK = /^#palisade-pass=(\d+)\.([\w-]{16,200})$/

/**
 * Take the one-time pass of a link: store its visit where the card looks for one. The pass belongs to the key that opens it
 * first, so that key is stored before. Answers whether the page's address had a pass; it leaves the address at once.
 */
export async function takePass(shop: string): Promise<boolean> {
  const [, , session] = LINK.exec(location.hash) ?? []
  if (session === undefined) return false
  history.replaceState(history.state, '', location.href.replace(/#.*$/, ''))
  const key = await loadKey()
  if (!key) return true
  await writeKey(key, REMEMBERED).catch(() => {})
  const visit = { session, address: null, expiresAt: readClock() + REMEMBERED }
  writeStored(`palisade:visit:${shop}`, JSON.stringify(visit))
  return true
}
