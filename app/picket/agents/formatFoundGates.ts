import { formatGateCard, formatGives, formatNeeds } from '../../core/gate/formatGateCard.ts'
import { platformOf } from '../../core/gate/platform.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate, GateNumber, Subject } from '../../core/gate/types.ts'
import { composeClaim } from './composeClaim.ts'
import { describeGives, describeNeeds, describeTerms } from './words/describeOffer.ts'

/** Gates in one answer. */
const MOST_GATES = 50

export type FormatGateParameters = {
  readonly shop: Pick<Shop, 'myshopifyDomain' | 'currencyCode'>
  readonly gate: Gate
  readonly usedUp: readonly number[]
  readonly now: number
}

/** Format gates for an agent: the public card of each as data and as sentences, and what it is about. */
export function formatFoundGates({
  shop,
  gates,
  after,
  ...known
}: Omit<FormatGateParameters, 'gate'> & {
  readonly gates: readonly Gate[]
  /** The number after which the answer goes on; null from the first one. */
  readonly after: number | null
}) {
  const rest = [...gates].sort((a, b) => a.number - b.number).filter(({ number }) => number > (after ?? 0))
  const page = rest.slice(0, MOST_GATES)
  const last = page.at(-1)
  return {
    shop: shop.myshopifyDomain,
    gates: page.map((gate) => formatFoundGate({ shop, gate, ...known })),
    next: rest.length > page.length && last ? last.number : null,
  }
}

function formatFoundGate({ shop, gate, usedUp, now }: FormatGateParameters) {
  const { currencyCode } = shop
  const isUsedUp = usedUp.includes(gate.number)
  const { name, state, kind } = formatGateCard({ gate, currencyCode, isUsedUp, now })
  const needs = formatNeeds(gate.requirement)
  const gives = formatGives({ gate, currencyCode, isUsedUp })
  return {
    number: gate.number,
    name,
    state,
    kind,
    about: formatSubject(gate.subject, shop),
    needs,
    gives,
    words: {
      gives: describeGives(gives),
      needs: describeNeeds(needs),
      terms: describeTerms({ gives, state: state as Parameters<typeof describeTerms>[0]['state'] }),
    },
    claim: composeClaim({ ...shop, number: gate.number as GateNumber }),
  }
}

/** Format what a gate is about, as ids of the Storefront API; as numbers of a store of BigCommerce. */
function formatSubject(subject: Subject, { myshopifyDomain }: Pick<Shop, 'myshopifyDomain'>) {
  const isShopify = platformOf(myshopifyDomain) === 'shopify'
  const toIds = (type: string, ids: readonly number[]) =>
    ids.map((id) => (isShopify ? `gid://shopify/${type}/${id}` : `${id}`))
  switch (subject.kind) {
    case 'all':
      return { kind: subject.kind, ids: [] }
    case 'products':
      return { kind: subject.kind, ids: toIds('Product', subject.ids) }
    case 'collections':
      return { kind: subject.kind, ids: toIds('Collection', subject.ids) }
    case 'variants': {
      const ids = subject.variants.map(({ variantId }) => variantId)
      return { kind: subject.kind, ids: toIds('ProductVariant', ids) }
    }
  }
}
