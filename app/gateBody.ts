import { z } from 'zod'
import type { CallForm, GateForm, GroupForm, NodeForm } from './core/gate/form.ts'
import type { GateEntry } from './core/gate/gatesFile.ts'
import { FLAG_KINDS, type FlagKind, PRICE_KINDS } from './core/gate/reactionKinds.ts'
import { type CallPresetName, callPresets } from './core/requirement/calls/presets.ts'
import { conditionFacts } from './core/requirement/kinds/facts.ts'
import type { ConditionKind } from './core/requirement/types.ts'

/*
 * A gate as JSON: in the admin's form, in a file of gates, and in the API. The API's description has the words and
 * titles from here. Maximum lengths only keep garbage out: `draftGate` validates each field.
 */

/** Deeper than any gate may be: so one level too many is an issue of its group, not a malformed form. */
const MOST_LEVELS = 12

const createText = (most: number, words: string) => z.string().max(most).describe(words)
const createFlag = (words: string) => z.boolean().describe(words)
const createIds = (words: string) => z.array(z.int().positive()).max(1000).describe(words)

const CallBody = z
  .strictObject({
    preset: z
      .enum(['', ...(Object.keys(callPresets) as CallPresetName[])])
      .describe('A question by its name; empty for one of your own.'),
    label: createText(500, 'What shoppers read.'),
    values: z.array(z.string().max(500)).max(2).describe('What the named question leaves to you.'),
    decimals: createText(20, 'Decimals of an amount; empty for whole numbers.'),
    method: createText(1_000, 'A function as contracts declare it, with its answer.'),
    args: createText(1_000, 'Its arguments, separated by commas: wallet, id, index or values.'),
    word: createText(20, 'Which of several answers counts, from 1; empty for the first.'),
    answer: z
      .enum(['true', 'amount', 'largest', 'equal', 'later', 'wallet'])
      .describe('How the answer counts.'),
    equals: createText(500, 'For "equal": the value.'),
    isRefusalNo: createFlag('Whether a refusal of the contract with a reason means no.'),
  })
  .meta({ title: 'GateCall' }) satisfies z.ZodType<CallForm>

const ConditionBody = z
  .strictObject({
    kind: z
      .enum(Object.keys(conditionFacts) as [ConditionKind, ...ConditionKind[]])
      .describe('What is counted.'),
    chain: createText(40, 'The chain’s slug. Empty for a list that counts on any chain.'),
    contract: createText(200, 'The contract’s address; empty if the kind has none.'),
    minimum: createText(200, 'At least so many, in whole tokens; empty for any.'),
    maximum: createText(200, 'At most so many, in whole tokens; empty for any.'),
    tokenIds: createText(
      10_000,
      'Ids that count, single or as ranges (100-199), separated by commas; empty for all.',
    ),
    perId: createFlag('Whether the amounts apply to each id by itself.'),
    listId: createText(100, 'The id of a list of the shop; empty if the kind has none.'),
    traits: z
      .array(z.strictObject({ trait: z.string().max(200), values: z.array(z.string().max(200)).max(500) }))
      .max(100)
      .optional()
      .describe('The traits of the kind "trait": one of the values of each.'),
    call: CallBody.optional().describe('The question of the kind "call".'),
  })
  .meta({ title: 'GateCondition' })

function createGroupSchema(levels: number): z.ZodType<GroupForm> {
  const node: z.ZodType<NodeForm> =
    levels > 1 ? z.union([ConditionBody, createGroupSchema(levels - 1)]) : ConditionBody
  return z
    .strictObject({
      kind: z.enum(['all', 'any', 'atLeast', 'none']).describe('How many of the parts must be met.'),
      count: createText(20, 'For "atLeast": how many. Otherwise empty.'),
      of: z
        .array(node)
        .max(200)
        .describe('The parts: conditions, or groups of them, up to five levels deep.'),
    })
    .meta({ title: 'GateGroup' })
}

const REACTION_FLAGS = Object.fromEntries(
  FLAG_KINDS.map((kind) => [kind, createFlag(`Whether the gate gives ${kind}.`)]),
) as { readonly [Kind in FlagKind]: z.ZodBoolean }

/** The schema of a form. */
export const GateFormBody = z
  .strictObject({
    name: createText(500, 'The gate’s name, for staff and shoppers.'),
    // Absent in files from before discounts had names.
    discountName: createText(
      500,
      'The name of its discount for shoppers; empty for the gate’s name.',
    ).default(''),
    state: z.enum(['active', 'paused']).describe('A paused gate opens for nobody.'),
    // Absent in files from before test mode.
    test: z
      .strictObject({
        isOn: createFlag('Whether only test wallets that meet the requirement pass.'),
        wallets: createText(4000, 'The test wallets, one a line: at most 20.'),
      })
      .default({ isOn: false, wallets: '' })
      .describe('Whether the gate is being tried, and by whom.'),
    subject: z
      .strictObject({
        kind: z.enum(['products', 'variants', 'collections', 'all']).describe('Which of the lists counts.'),
        productIds: createIds('Shopify’s ids of products.'),
        variants: z
          .array(z.strictObject({ productId: z.int().positive(), variantId: z.int().positive() }))
          .max(1000)
          .describe('Variants, each with its product.'),
        collectionIds: createIds('Shopify’s ids of collections.'),
      })
      .describe('What the gate is about.'),
    root: createGroupSchema(MOST_LEVELS).describe('What a wallet must hold.'),
    moment: z.enum(['now', 'held', 'snapshots']).describe('When it must hold that.'),
    heldFor: z
      .strictObject({
        amount: createText(40, 'How long.'),
        unit: z.enum(['days', 'hours', 'blocks']).describe('Of what.'),
      })
      .describe('For the moment "held". Otherwise the amount is empty.'),
    snapshots: z
      .array(z.strictObject({ chain: z.string().max(40), block: z.string().max(40) }))
      .max(50)
      .describe('For the moment "snapshots": a block of each chain, or "latest".'),
    reaction: z
      .strictObject({
        ...REACTION_FLAGS,
        price: z.enum(['none', ...PRICE_KINDS]).describe('The kind of discount.'),
        value: createText(100, 'A percentage, or an amount in the shop’s currency; empty without a price.'),
      })
      .describe('What holders get.'),
    cap: createText(40, 'Most units of the gate in one cart; empty for no cap.'),
    limits: z
      .strictObject({
        perWallet: createText(40, 'Most uses of a wallet.'),
        perToken: createText(40, 'Most uses of a single token.'),
        total: createText(40, 'Most uses of all together.'),
      })
      .describe('How often the gate may be used; empty for no limit.'),
    schedule: z
      .strictObject({
        startsAt: createText(40, 'YYYY-MM-DDTHH:MM in the shop’s time zone; empty for now.'),
        endsAt: createText(40, 'The same; empty for no end.'),
        afterEnd: z
          .enum(['public', 'closed'])
          .describe('Whether everybody may buy exclusive products after the end.'),
      })
      .describe('When the gate is open.'),
    guard: z
      .enum(['open', 'account', 'cart'])
      .describe('Who may use an unlock: anybody with it, the signed-in customer, or the one cart.'),
    combination: z
      .strictObject({
        orderDiscounts: createFlag('Whether it combines with order discounts.'),
        productDiscounts: createFlag('Whether it combines with product discounts.'),
        shippingDiscounts: createFlag('Whether it combines with shipping discounts.'),
        purchases: z.enum(['oneTime', 'subscription', 'both']).describe('Purchases that it is for.'),
      })
      .describe('With what the discount combines.'),
    recheck: createFlag('Whether the wallet is checked again when the order arrives.'),
    freshSignature: createFlag(
      'Whether a gate with a limit opens only within five minutes of the wallet’s signature.',
    ).default(false),
    showsUses: createFlag('Whether anybody may look up how often a single token was used.').default(false),
  })
  .meta({ title: 'GateForm' }) satisfies z.ZodType<GateForm>

/** The schema of a gate in a file, and in the API. */
export const GateEntryBody = z.strictObject({
  number: z.int().positive().optional().describe('The gate’s number, if it has one already.'),
  form: GateFormBody.describe('The gate. A file that “Export” wrote has the same.'),
}) satisfies z.ZodType<GateEntry>
