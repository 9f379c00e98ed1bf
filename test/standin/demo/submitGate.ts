import { randomUUID } from 'node:crypto'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import { type Merchant, requestAdmin } from './requestAdmin.ts'

/** Declared here again, because the admin's own types would hide what its endpoint accepts. */
type ConditionForm = {
  kind: string
  chain: string
  contract: string
  minimum: string
  maximum: string
  tokenIds: string
  perId: boolean
  listId: string
}
type Terms = {
  state: 'active'
  moment: 'now'
  heldFor: { amount: string; unit: 'days' }
  snapshots: never[]
  cap: string
  limits: { perWallet: string; perToken: string; total: string }
  schedule: { startsAt: string; endsAt: string; afterEnd: 'public' | 'closed' }
  guard: 'open' | 'account' | 'cart'
  combination: {
    orderDiscounts: boolean
    productDiscounts: boolean
    shippingDiscounts: boolean
    purchases: 'oneTime' | 'subscription' | 'both'
  }
  recheck: boolean
  freshSignature: boolean
  showsUses: boolean
}
type Reaction = {
  exclusive: boolean
  price: 'none' | 'percentage' | 'fixedAmount'
  value: string
  freeShipping: boolean
}

/** A gate form as the merchant fills it in; omitted fields keep the page's initial values. */
export type GateForm = Partial<Terms> & {
  name: string
  discountName?: string
  /** Single variants of products; absent: the whole product. */
  variants?: readonly { productId: number; variantId: number }[]
  root: {
    kind: 'all' | 'any'
    of: (Pick<ConditionForm, 'kind' | 'chain' | 'contract' | 'minimum'> & Partial<ConditionForm>)[]
  }
  reaction: Partial<Reaction>
}

const TERMS: Terms = {
  state: 'active',
  moment: 'now',
  heldFor: { amount: '', unit: 'days' },
  snapshots: [],
  cap: '',
  limits: { perWallet: '', perToken: '', total: '' },
  schedule: { startsAt: '', endsAt: '', afterEnd: 'closed' },
  guard: 'open',
  combination: {
    orderDiscounts: true,
    productDiscounts: false,
    shippingDiscounts: true,
    purchases: 'oneTime',
  },
  recheck: false,
  freshSignature: false,
  showsUses: false,
}
const REACTION: Reaction = { ...NO_FLAGS, price: 'percentage', value: '' }

type About = { readonly productId: number } | { readonly collectionId: number }

/** Fill in the whole form of the page. */
function toFilledForm({ variants = [], ...terms }: GateForm, about: About) {
  const kind = 'collectionId' in about ? 'collections' : variants.length > 0 ? 'variants' : 'products'
  const productIds = 'productId' in about && variants.length === 0 ? [about.productId] : []
  const collectionIds = 'collectionId' in about ? [about.collectionId] : []
  return {
    ...TERMS,
    ...terms,
    subject: { kind, productIds, variants, collectionIds },
    root: {
      kind: terms.root.kind,
      count: '',
      of: terms.root.of.map((one) => ({ maximum: '', tokenIds: '', perId: false, listId: '', ...one })),
    },
    reaction: { ...REACTION, ...terms.reaction },
  }
}

/**
 * Create a gate for a product or a collection through the app's admin endpoint, as its merchant would; returns its
 * number.
 */
export async function submitGate({
  merchant,
  form,
  ...about
}: { merchant: Merchant; form: GateForm } & About): Promise<number> {
  const body = { form: toFilledForm(form, about), draftId: randomUUID() }
  const response = await requestAdmin(merchant, { path: '/app/gates/new.data', body })
  const text = await response.text()
  // Remix encodes the answer as one flat list: a name comes right before its value.
  const id = /"number",([0-9]+)/.exec(text)?.[1]
  const isLive = /"(active|scheduled|ended)"/.test(text)
  if (!id || !isLive)
    throw new Error(`The gate "${form.name}" was not created: ${response.status} ${text.slice(0, 500)}`)
  return Number(id)
}

/** Save a gate's form again, as its merchant would after opening its page. */
export async function submitEdit({
  merchant,
  number,
  form,
  ...about
}: { merchant: Merchant; number: number; form: GateForm } & About): Promise<void> {
  const path = `/app/gates/${number}.data`
  const page = await (await requestAdmin(merchant, { path })).text()
  const openedAt = Number(/"openedAt",([0-9]+)/.exec(page)?.[1])
  const response = await requestAdmin(merchant, {
    path,
    body: { form: toFilledForm(form, about), openedAt },
  })
  const text = await response.text()
  if (!response.ok || !text.includes('"done"'))
    throw new Error(`Gate ${number} was not saved: ${response.status} ${text.slice(0, 500)}`)
}
