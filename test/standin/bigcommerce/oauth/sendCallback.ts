import type { StandinStore, StandinUser } from '../state.ts'
import { signPayload } from './signJwt.ts'

/** Takes the app off the store, and tells it so. The platform deletes the webhooks, and scripts with `auto_uninstall`. */
export async function uninstallApp(
  store: StandinStore,
  { user = store.owner, losesCallback = false }: { user?: StandinUser; losesCallback?: boolean } = {},
): Promise<number | null> {
  const { tokenOutlives } = store.knobs
  if (tokenOutlives === 0 || !store.installation) store.installation = null
  else store.installation.endsAt = store.now() + tokenOutlives
  store.hooks.clear()
  for (const [uuid, { fields }] of store.scripts) if (fields.auto_uninstall) store.scripts.delete(uuid)
  return losesCallback ? null : callApp(store, store.app.callbacks.uninstall, user)
}

/** Takes a user's access away, and tells the app so. */
export async function removeUser(store: StandinStore, user: StandinUser): Promise<number | null> {
  store.users.delete(user.id)
  return callApp(store, store.app.callbacks.removeUser, user)
}

/** @returns the app's status; null if it did not answer. */
async function callApp(store: StandinStore, path: string, user: StandinUser): Promise<number | null> {
  const query = new URLSearchParams({ signed_payload_jwt: signPayload({ store, user }) })
  try {
    const answer = await fetch(`${store.app.origin}${path}?${query}`, {
      headers: { accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(store.knobs.callbackTimeout),
    })
    await answer.body?.cancel()
    return answer.status
  } catch {
    return null
  }
}
