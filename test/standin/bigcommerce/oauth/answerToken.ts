import { tokenAnswer, tokenRequest } from '../contract/callbacks.ts'
import { createSecret } from '../createStore.ts'
import type { StandinStore, StandinUser } from '../state.ts'

/** Answers `POST https://login.bigcommerce.com/oauth2/token`: a code, once, for the token of a store. */
export async function answerToken(store: StandinStore, request: Request): Promise<Response> {
  const read = tokenRequest.safeParse(await request.json().catch(() => null))
  if (!read.success) return refuse(400, 'invalid_request')
  const asked = read.data
  const { app } = store
  if (asked.client_id !== app.clientId || asked.client_secret !== app.clientSecret)
    return refuse(401, 'invalid_client')
  const code = store.codes.get(asked.code)
  const isSame =
    asked.context === `stores/${store.hash}` && asked.redirect_uri === app.origin + app.callbacks.auth
  if (!code || code.isUsed || !isSame || code.scope !== asked.scope) return refuse(400, 'invalid_grant')
  code.isUsed = true
  // A new grant ends the token of the one before.
  store.installation = { token: createSecret(), scope: code.scope, userId: code.userId }
  const answer = tokenAnswer.parse({
    access_token: store.installation.token,
    scope: code.scope,
    user: toAccount(findUser(store, code.userId)),
    owner: toAccount(store.owner),
    context: asked.context,
    account_uuid: app.accountUuid,
  })
  return Response.json(answer)
}

/** Starts an installation as a merchant's consent does. @returns the address that the control panel opens in its frame. */
export function composeInstallUrl(store: StandinStore, user: StandinUser = store.owner): string {
  const code = createSecret(12)
  const scope = store.app.scopes.join(' ')
  store.codes.set(code, { scope, userId: user.id, isUsed: false })
  const query = new URLSearchParams({
    account_uuid: store.app.accountUuid,
    code,
    context: `stores/${store.hash}`,
    scope,
  })
  return `${store.app.origin}${store.app.callbacks.auth}?${query}`
}

export function findUser(store: StandinStore, id: number): StandinUser {
  return store.users.get(id) ?? store.owner
}

function toAccount({ id, email }: StandinUser) {
  return { id, username: email, email }
}

function refuse(status: number, error: string): Response {
  return Response.json({ error }, { status })
}
