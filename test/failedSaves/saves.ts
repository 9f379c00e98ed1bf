import { randomUUID } from 'node:crypto'
import type { GateForm } from '../../app/core/gate/form.ts'
import type { Answer, Stage } from './openStage.ts'

/** A save of a merchant, or of a program with a secret key. */
export type Save = {
  readonly name: string
  /** Make what the save needs; returns how to send it. Sending again is the same request. */
  readonly prepare: (stage: Stage, shop: string) => Promise<() => Promise<Answer>>
  /** What an undisturbed repetition of the request answers after a failed one: `done` unless said otherwise. */
  readonly repeated?: RegExp
}

const CONDITION = {
  kind: 'native',
  chain: 'ethereum',
  contract: '',
  minimum: '1',
  maximum: '',
  tokenIds: '',
} as const

/** A gate that needs everything at Shopify: the validation, a discount, a card, and marks of a product. */
export const FORM: GateForm = {
  ...{ name: 'Holders', discountName: '', state: 'active', test: { isOn: false, wallets: '' } },
  subject: { kind: 'products', productIds: [8101], variants: [], collectionIds: [] },
  root: { kind: 'all', count: '', of: [{ ...CONDITION, perId: false, listId: '' }] },
  ...{ moment: 'now', heldFor: { amount: '', unit: 'days' }, snapshots: [] },
  reaction: { exclusive: true, price: 'percentage', value: '20', freeShipping: false },
  ...{ cap: '', limits: { perWallet: '', perToken: '', total: '' } },
  schedule: { startsAt: '', endsAt: '', afterEnd: 'closed' },
  guard: 'open',
  combination: {
    ...{ orderDiscounts: true, productDiscounts: false, shippingDiscounts: true },
    purchases: 'oneTime',
  },
  recheck: false,
  freshSignature: false,
  showsUses: false,
}
/** Another product, price and combination: so also another discount. */
const CHANGED: GateForm = {
  ...FORM,
  name: 'Keepers',
  subject: { ...FORM.subject, productIds: [8102] },
  reaction: { ...FORM.reaction, value: '25' },
  combination: { ...FORM.combination, productDiscounts: true },
}

const SAVE = '/app/gates/save'

async function createGate({ ask }: Stage, shop: string): Promise<{ number: number; openedAt: number }> {
  const { text } = await ask(shop, SAVE, { form: FORM, draftId: randomUUID(), gate: null })
  const { result } = JSON.parse(text)
  if (result?.status.kind !== 'active') throw new Error(`The gate was not prepared: ${text}`)
  return result
}

/** A save of the admin about a gate that stands. */
function changing(
  name: string,
  toRequest: (gate: { number: number; openedAt: number }) => [string, unknown],
): Save {
  return {
    name,
    prepare: async (stage, shop) => {
      const [path, body] = toRequest(await createGate(stage, shop))
      return () => stage.ask(shop, path, body)
    },
  }
}

/** A save of the admin that needs nothing before. */
function saving(name: string, path: string, toBody: () => unknown): Save {
  return {
    name,
    prepare: async ({ ask }, shop) => {
      const body = toBody()
      return () => ask(shop, path, body)
    },
  }
}

/** A save of a program. */
function calling(
  name: string,
  toRequest: (gate: { number: number }) => { method: string; path: string; body?: unknown },
): Save {
  return {
    name,
    prepare: async (stage, shop) => {
      const secret = await createSecretKey(stage, shop)
      const { method, path, body } = toRequest(await createGate(stage, shop))
      const address = `${stage.server.origin}/api/v1${path}`
      const authorization = `Basic ${btoa(`${secret}:`)}`
      const known = (await fetch(address, { headers: { authorization } })).headers.get('etag')
      const headers = {
        ...{ authorization, 'idempotency-key': randomUUID() },
        // Only a change must name the version that it knows.
        ...(method === 'PUT' && { 'if-match': known ?? '' }),
      }
      return async () => {
        const answer = await fetch(address, {
          ...{ method, headers },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        })
        return { status: answer.status, text: await answer.text() }
      }
    },
  }
}

/** A project of the shop. */
export const PROJECT = {
  ...{
    name: 'Robot',
    allowedDomains: [],
    redirectUris: [],
    format: 'siwe',
    statement: '',
    requirement: null,
    isStorefront: false,
  },
}

async function createSecretKey({ ask }: Stage, shop: string): Promise<string> {
  const made = JSON.parse(
    (await ask(shop, '/app/developers/new', { ...PROJECT, draftId: randomUUID() })).text,
  )
  const path = `/app/developers/${made.result.id}`
  const key = JSON.parse(
    (
      await ask(shop, `${path}/keys`, {
        ...{ kind: 'secret', name: 'Robot' },
        draftId: randomUUID(),
      })
    ).text,
  )
  await ask(shop, `${path}/gates`, { mayChangeGates: true })
  return /sk_[0-9a-f]{32}/.exec(JSON.stringify(key))?.[0] ?? ''
}

/** The first gate of a shop. */
export const CREATE = saving('create', SAVE, () => ({ form: FORM, draftId: randomUUID(), gate: null }))

/** Shopify has taken the app's token back, so the first request is refused and the app logs in again. */
const CREATE_AFTER_LOGIN: Save = {
  name: 'create another without a login',
  prepare: async (stage, shop) => {
    await createGate(stage, shop)
    const send = await CREATE.prepare(stage, shop)
    stage.findShop(shop).installation?.accessTokens.clear()
    return send
  },
}

/** Every save that asks Shopify for something. */
export const SAVES: readonly Save[] = [
  CREATE,
  CREATE_AFTER_LOGIN,
  changing('change', (gate) => [SAVE, { form: CHANGED, draftId: randomUUID(), gate: pick(gate) }]),
  changing('pause', ({ number }) => ['/app/gates/state', { numbers: [number], state: 'paused' }]),
  changing('open', ({ number }) => ['/app/gates/state', { numbers: [number], state: 'public' }]),
  { ...changing('delete', ({ number }) => [`/app/gates/${number}/delete`, {}]), repeated: /no such gate/ },
  changing('close products', () => ['/app/settings/products', { kind: 'close', ids: [8101] }]),
  calling('API: create another', () => ({ method: 'POST', path: '/gates', body: { form: FORM } })),
  {
    ...calling('API: change', ({ number }) => ({
      method: 'PUT',
      path: `/gates/${number}`,
      body: { form: CHANGED },
    })),
    repeated: /ERR_IF_MATCH_STALE/,
  },
  calling('API: pause', ({ number }) => ({ method: 'POST', path: `/gates/${number}/pause` })),
  {
    ...calling('API: delete', ({ number }) => ({ method: 'DELETE', path: `/gates/${number}` })),
    repeated: /ERR_GATE_NOT_FOUND/,
  },
]

/** Saves that store something here alone, so no answer of Shopify can make them fail. */
export const OWN_SAVES: readonly Save[] = [
  saving('list', '/app/lists/new', () => ({ name: 'Friends' })),
  saving('project', '/app/developers/new', () => ({ ...PROJECT, draftId: randomUUID() })),
  saving('settings', '/app/settings.data', () => ({
    ...{ onViolation: 'tag', showsWallet: true, usesCartMetafield: false, holdsSuspects: true },
    tagsCustomers: true,
    writesReceipts: true,
  })),
  saving('key', '/app/settings/keys', () => ({ kind: 'rotate' })),
  changing('pass', ({ number }) => [
    `/app/gates/${number}/passes.data`,
    { draftId: randomUUID(), wallet: '', units: '1', hours: '24', note: '' },
  ]),
  changing('tag of customers', ({ number }) => [
    `/app/customers/tags/${number}`,
    { tag: 'holder', isOn: true, removesWhenPaused: true },
  ]),
]

function pick({ number, openedAt }: { number: number; openedAt: number }) {
  return { number, openedAt }
}
