import type { GateAnswer, ProvenGates } from '../../core/gate/answer.ts'
import { formatGives, formatNeeds } from '../../core/gate/formatGateCard.ts'
import { platformOf } from '../../core/gate/platform.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { standingOf } from '../../core/gate/standing.ts'
import type { Gate } from '../../core/gate/types.ts'
import { formatGate } from '../../proxy/format.ts'
import { composeCartWrites } from './composeCartWrites.ts'
import { composeClaim } from './composeClaim.ts'
import { composeMessages } from './composeMessages.ts'
import type { UnlockForAgentInput } from './wire.ts'
import { describeGives, describeNeeds, describeTerms } from './words/describeOffer.ts'
import { describeRefusal } from './words/describeRefusal.ts'

type Checked = GateAnswer | { readonly id: number; readonly kind: 'met' | 'unproven' }
type Known = { readonly shop: Shop; readonly gates: readonly Gate[] }

/** Format the answer to `why`. */
export function formatWhy({
  shop,
  gates,
  answers,
  usedUp,
  now,
}: Known & {
  readonly answers: readonly Checked[]
  readonly usedUp: readonly number[]
  readonly now: number
}) {
  return {
    gates: answers.map((answer) => {
      const gate = gates.find(({ number }) => number === answer.id)
      return formatChecked({ shop, gate, answer, usedUp, now })
    }),
  }
}

/** Format the answer to `unlock`: every gate, the proofs, and what puts them into the cart. */
export function formatUnlocked({
  shop,
  gates,
  unlocked,
  asked,
  now,
}: Known & {
  readonly unlocked: ProvenGates
  readonly asked: Pick<UnlockForAgentInput, 'lines' | 'cart'>
  readonly now: number
}) {
  const { proof, lineProofs } = unlocked
  const codes = unlocked.codes.map(({ code }) => code)
  const checked = unlocked.gates.map((answer) => {
    const gate = gates.find(({ number }) => number === answer.id)
    return formatChecked({ shop, gate, answer, usedUp: [], now })
  })
  const isShopify = platformOf(shop.myshopifyDomain) === 'shopify'
  const ends = unlocked.gates.flatMap((gate) => (gate.kind === 'open' ? [gate.endsAt] : []))
  return {
    gates: checked,
    ...{ proof, lineProofs, codes },
    ...(unlocked.hasPass ? { pass: true } : {}),
    endsAt: ends.length > 0 ? Math.min(...ends) : null,
    // They are of Shopify’s Storefront API. A store of BigCommerce takes the codes as coupons.
    cartWrites: isShopify ? composeCartWrites({ proof, lineProofs, codes, ...asked }) : [],
    context: { eligibility: checked.map(({ claim }) => claim) },
    messages: composeMessages(
      checked.map(({ kind, name, words }) => ({
        isOpen: kind === 'open',
        content: `${name}: ${words.map((line) => line.trim()).join(' ')}`,
      })),
    ),
  }
}

function formatChecked({
  shop,
  gate,
  answer,
  usedUp,
  now,
}: {
  readonly shop: Shop
  readonly gate: Gate | undefined
  readonly answer: Checked
  readonly usedUp: readonly number[]
  readonly now: number
}) {
  const told = 'because' in answer || 'endsAt' in answer || 'code' in answer ? formatGate(answer) : answer
  const { id: number, kind, ...rest } = told as { id: number; kind: Checked['kind'] }
  return {
    ...{ number, name: gate?.name ?? '', kind, ...rest },
    words: gate ? describeChecked({ shop, gate, answer, usedUp, now }) : [],
    claim: composeClaim({ ...shop, number: number as Gate['number'] }),
  }
}

function describeChecked({
  shop: { currencyCode },
  gate,
  answer,
  usedUp,
  now,
}: Pick<Parameters<typeof formatChecked>[0], 'shop' | 'answer' | 'usedUp' | 'now'> & {
  readonly gate: Gate
}): string[] {
  const gives = formatGives({ gate, currencyCode, isUsedUp: usedUp.includes(gate.number) })
  switch (answer.kind) {
    case 'open':
      return [`Unlocked: ${describeGives(gives).join(', ')}.`]
    case 'met':
      return ['The wallet meets the requirement. Unlock takes a use of a limit, if the gate has one.']
    case 'unchecked':
      return ['It could not be checked just now. Try again in a moment.']
    case 'closed':
      return describeRefusal(answer)
    case 'unproven':
      return [
        'A wallet must sign a challenge first. It opens for a wallet with:',
        ...describeNeeds(formatNeeds(gate.requirement)),
        ...describeTerms({ gives, state: standingOf({ gate, now }) }),
      ]
  }
}
