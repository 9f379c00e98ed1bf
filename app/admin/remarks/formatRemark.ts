import type { Remark } from '../../core/gate/remarks/types.ts'
import { formatAmount } from '../formatAmount.ts'
import type { RemarkView } from './views.ts'

type Of<Kind extends Remark['kind']> = Extract<Remark, { kind: Kind }>

/** Format a remark as one sentence, or two, for the merchant. */
export function formatRemark(remark: Remark): RemarkView {
  return { path: remark.path, text: formatText(remark) }
}

function formatText(remark: Remark): string {
  switch (remark.kind) {
    case 'list-empty':
      return remark.isDenied
        ? 'This list is empty, so it keeps nobody out.'
        : 'This list is empty, so no wallet is on it.'
    case 'met-by-nothing':
      return 'A wallet that holds nothing meets these conditions, so nearly everyone passes. Add a condition that a wallet must meet.'
    case 'unlisted-counts':
      return 'Nearly every wallet is not on this list, so nearly everyone meets this part of the group.'
    case 'not-a-token':
      return NO_TOKENS[remark.reason]
    case 'no-supply':
      return `${nameOf(remark.name)} has a supply of 0, so nobody holds it yet.`
    case 'nobody-holds':
      return `None of the last ${remark.read} wallets that signed in at your shop holds ${nameOf(remark.name)}.`
    case 'above-supply':
      return `Only ${formatAmount(remark.supply)} of ${nameOf(remark.name)} exist, so no wallet can hold as many as the gate asks for.`
    case 'above-usual':
      return `Hardly any wallet holds as many of ${nameOf(remark.name)}, which does not say how many exist. Check the number.`
    case 'flow-wallet':
      return `A wallet for Flow can’t connect on your store’s pages, so nobody ${remark.isExclusive ? 'can buy these products' : 'gets this'} there. Such a gate opens on a page of your own.`
    case 'overlap':
      return formatOverlap(remark)
    case 'more-overlaps':
      return `${remark.count === 1 ? 'One more gate applies' : `${remark.count} more gates apply`} to the same products.`
    case 'same-title':
      return `Your shop has another discount called “${remark.title}”. Shoppers cannot tell the two apart, and neither can Palisade when it looks for orders that were not unlocked. Give this one another name.`
    case 'total-taken-by-one': {
      const [short, long] = remark.hasSingleTokens ? [' or NFT', ' or an NFT'] : ['', '']
      return `Without a limit per wallet${short}, one holder can take all uses, one order after another. At any time, a wallet${long} can reserve only one use.`
    }
    case 'place-by-sending':
      return 'While a cart reserves a use, its holder can send coins or items of a multi-token contract to another wallet. That wallet can then reserve another use.'
    case 'wallet-by-sending-coins':
      return `Coins and items of a multi-token contract cannot be told apart. A holder can send them to another wallet and use the gate again.${remark.hasTotal ? '' : ' Set a total limit too.'}`
    case 'wallet-by-sending-token':
      return 'A holder can send an NFT to another wallet and use the gate again. A limit per NFT prevents this.'
    default:
      return formatProductText(remark)
  }
}

const NO_TOKENS = {
  'no-code': 'There is no contract at this address on this chain. The token may be on another chain.',
  wallet: 'This is the address of a wallet, not of a token.',
  'not-a-token': 'The contract at this address is not a token that can be checked.',
} as const satisfies Record<Of<'not-a-token'>['reason'], string>

function nameOf(name: string): string {
  return name.trim() || 'This token'
}

function formatProductText({ kind, product, count }: Extract<Remark, { readonly product: string }>): string {
  const isOne = count === 1
  const name = isOne ? `“${product}”` : `“${product}” and ${count - 1} more`
  switch (kind) {
    case 'not-online':
      return `${name} ${isOne ? 'is' : 'are'} not in your online store, which has the gate block. Shoppers cannot unlock the gate elsewhere.`
    case 'bundle':
      return `${name} ${isOne ? 'is a bundle' : 'are bundles'}. Where another app replaces a bundle by its parts, the checkout sees only the parts, so add them to the gate too.`
    case 'gift-card':
      return `${name} ${isOne ? 'is a gift card' : 'are gift cards'}, which an order discount leaves out.`
    case 'never-one-time':
      return `${name} ${isOne ? 'is' : 'are'} sold only in a subscription, and the discount is for one-time purchases.`
    case 'never-subscription':
      return `${name} ${isOne ? 'is' : 'are'} not sold in a subscription, and the discount is for subscriptions.`
  }
}

function formatOverlap({ gate, price, exclusive }: Of<'overlap'>): string {
  const about = gate.product ? `“${gate.product}”` : 'the same products'
  const parts = [EXCLUSIVE[exclusive], price && PRICES[price]].filter((part) => part)
  return [`The gate “${gate.name}” also applies to ${about}.`, ...parts].join(' ')
}

const EXCLUSIVE = {
  both: 'Both are exclusive, and an unlock of either is enough.',
  this: 'This gate is exclusive, so an unlock of that one alone is not enough.',
  other: 'That gate is exclusive, so an unlock of this one alone is not enough.',
  none: '',
} as const satisfies Record<Of<'overlap'>['exclusive'], string>

const PRICES = {
  this: 'Shoppers who unlock both get this gate’s discount, because it is larger.',
  other: 'Shoppers who unlock both get that gate’s discount, because it is larger.',
  equal: 'Both give the same discount, and nobody gets it twice.',
  larger: 'Shoppers who unlock both get the larger discount.',
} as const satisfies Record<NonNullable<Of<'overlap'>['price']>, string>
