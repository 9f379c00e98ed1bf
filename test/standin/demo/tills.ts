import { randomUUID } from 'node:crypto'
import { makeCounterCode } from '../../counterPhone.ts'
import { makeVisitKey } from '../../visitKey.ts'
import type { DemoFacts } from './composeFacts.ts'
import { requestAdmin } from './requestAdmin.ts'
import { type Json, post } from './shopper.ts'
import type { Login } from './signLogin.ts'

type Issued = { readonly visitId: string; readonly last: number; readonly key: string }
type Facts = Pick<DemoFacts, 'merchant' | 'proxy'>

/** A till as a device at the counter has it. */
export type OpenTill = { readonly link: string; readonly origin: string; readonly token: string }

/** Make a till as a manager does. */
export async function openTill({ merchant }: Pick<Facts, 'merchant'>, name: string): Promise<OpenTill> {
  const before = await readCounter({ merchant })
  const body = { draftId: randomUUID(), name, hours: '4' }
  await requestAdmin(merchant, { path: '/app/counter.data', body })
  const secrets = (await readCounter({ merchant })).match(/\/till#[0-9a-f]+/g) ?? []
  const secret = secrets.find((one) => !before.includes(one))
  if (!secret) throw new Error(`The app made no till "${name}".`)
  const origin = merchant.appOrigin
  return { link: `${origin}${secret}`, origin, token: secret.slice('/till#'.length) }
}

/** Ask what a till's page asks. */
export async function askTill(
  { origin, token }: OpenTill,
  asked: 'check' | 'charge',
  body: Json,
): Promise<Json> {
  const answer = await fetch(`${origin}/till/${asked}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as Json
}

/** Read the data of the counter's page in the admin, as text. */
export async function readCounter({ merchant }: Pick<Facts, 'merchant'>): Promise<string> {
  return (await requestAdmin(merchant, { path: '/app/counter.data' })).text()
}

/**
 * Sign in on the phone's page with a wallet and get the key of the visit's codes; returns what shows the next code. Each
 * is of a later step than the one before.
 */
export async function openPhone({ proxy }: Pick<Facts, 'proxy'>, wallet: Login): Promise<() => string> {
  const browser = makeVisitKey()
  const { chain, walletAddress, sign } = wallet
  const { nonce, message } = await post(`${proxy}/nonce`, browser.toWire('nonce', { chain, walletAddress }))
  const login = { nonce, walletAddress, signature: await sign(String(message)), gates: [], lines: [] }
  const { session } = await post(`${proxy}/unlock`, browser.toWire('unlock', login))
  const { issued } = (await post(`${proxy}/counter`, { ...browser.compose('/counter', { session }) })) as {
    issued: Issued
  }
  let shown = 0
  return () => {
    // A till takes the codes of a minute and a half, so this phone need not wait 20 seconds for each.
    shown = Math.max(shown + 1, Math.floor(Date.now() / 20_000) - 2)
    return makeCounterCode(issued, shown)
  }
}
