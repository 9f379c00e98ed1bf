import { describe, expect, test } from 'vitest'
import type { ChainSlug, EvmAddress } from '../../../app/core/chain/types.ts'
import type { ProvenWallet } from '../../../app/core/login/types.ts'
import { listConditions } from '../../../app/core/requirement/listConditions.ts'
import type { Read } from '../../../app/core/requirement/reads.ts'
import type { Condition, RequirementNode } from '../../../app/core/requirement/types.ts'
import { fc } from '../../random.ts'
import { address, judge, LIST, owls, read, require } from './samples.ts'

/*
 * Who counts where: keys, contract wallets on the chain they signed on, and a vault that delegated to one of them.
 * Compares the evaluator with a plain model in worlds where everything is known.
 */
const CHAINS = ['ethereum', 'polygon'] as ChainSlug[]
const PEOPLE = ['1', '2', 'e'] as const

const token = fc
  .tuple(fc.constantFrom(...CHAINS), fc.bigInt({ min: 1n, max: 3n }))
  .map(([chain, minimum]): Condition => owls({ chain, minimum }))
const list = fc
  .tuple(fc.constantFrom('allowlist' as const, 'denylist' as const), fc.option(fc.constantFrom(...CHAINS)))
  .map(([kind, chain]): Condition => ({ kind, chain, listId: LIST, listName: 'Friends' }))
const leaf = fc.oneof({ weight: 3, arbitrary: token }, { weight: 2, arbitrary: list })
const { tree } = fc.letrec<{ tree: RequirementNode }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    leaf as fc.Arbitrary<RequirementNode>,
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((of): RequirementNode => ({ kind: 'all', of })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((of): RequirementNode => ({ kind: 'any', of })),
    tie('tree').map((of): RequirementNode => ({ kind: 'not', of })),
  ),
}))

const signer = fc.record({
  who: fc.constantFrom(...PEOPLE),
  kind: fc.constantFrom('key' as const, 'contract' as const),
  chain: fc.constantFrom(...CHAINS),
})
const world = fc.record({
  signers: fc.array(signer, { minLength: 1, maxLength: 4 }),
  vault: fc.option(fc.record({ who: fc.constantFrom(...PEOPLE), delegate: fc.constantFrom(...PEOPLE) })),
  /** What each owner holds on each chain, and what the vault delegated there. */
  held: fc.dictionary(
    fc.constantFrom(...PEOPLE.flatMap((who) => CHAINS.map((chain) => `${who} ${chain}`))),
    fc.bigInt({ min: 0n, max: 3n }),
  ),
  lent: fc.dictionary(fc.constantFrom(...CHAINS), fc.constantFrom(0n, 1n << 255n)),
  listed: fc.subarray([...PEOPLE]),
})
type World = typeof world extends fc.Arbitrary<infer W> ? W : never
/** One wallet of the visit: the chains on which it counts, and whether it is a vault. */
type Person = { readonly who: string; readonly on: 'all' | readonly string[]; readonly isVault: boolean }

function listPeople({ signers, vault, lent }: World, asked: RequirementNode): Person[] {
  const people = [...new Set(signers.map(({ who }) => who))].map((who): Person => {
    const own = signers.filter((one) => one.who === who)
    const on = own.some(({ kind }) => kind === 'key') ? 'all' : own.map(({ chain }) => chain)
    return { who, on, isVault: false }
  })
  const speaker = people.find(({ who }) => who === vault?.delegate)
  if (!vault || !speaker || people.some(({ who }) => who === vault.who)) return people
  const asksLent = listConditions(asked).some(
    (one) => one.kind === 'erc721' && isOn(speaker, one.chain) && (lent[one.chain] ?? 0n) > 0n,
  )
  return asksLent ? [...people, { who: vault.who, on: speaker.on, isVault: true }] : people
}

function isOn({ on }: Person, chain: string): boolean {
  return on === 'all' || on.includes(chain)
}

function isTrue(part: RequirementNode, people: readonly Person[], known: World, isNegated = false): boolean {
  switch (part.kind) {
    case 'all':
      return part.of.every((one) => isTrue(one, people, known, isNegated))
    case 'any':
      return part.of.some((one) => isTrue(one, people, known, isNegated))
    case 'not':
      return people.every((one) => !isTrue(part.of, [one], known, !isNegated))
    case 'allowlist':
    case 'denylist': {
      const isStrict = (part.kind === 'allowlist') !== isNegated
      const counts = (one: Person) =>
        !isStrict ||
        (!one.isVault && (one.on === 'all' || (part.chain !== null && one.on.includes(part.chain))))
      const isListed = people.some((one) => counts(one) && known.listed.includes(one.who as never))
      return (part.kind === 'allowlist') === isListed
    }
    case 'erc721': {
      const each = people.map((one) => {
        if (!isOn(one, part.chain)) return 0n
        return one.isVault && !known.lent[part.chain] ? 0n : (known.held[`${one.who} ${part.chain}`] ?? 0n)
      })
      return each.reduce((a, b) => a + b, 0n) >= part.minimum
    }
    default:
      throw new Error(`The model has no ${part.kind}.`)
  }
}

function answerFrom({ held, lent, listed }: World) {
  const nameOf = (one: EvmAddress | string) => one.slice(2, 3)
  return (asked: Read) => {
    if (asked.kind === 'list') return read(listed.includes(nameOf(asked.address) as never) ? 1n : 0n)
    if (asked.kind === 'delegation') return read(lent[asked.chain] ?? 0n)
    return read(held[`${nameOf(asked.owner)} ${asked.chain}`] ?? 0n)
  }
}

describe('identities against a brute-force model', () => {
  test('behavior: keys, contract wallets and vaults count exactly where the model says, each once', () => {
    fc.assert(
      fc.property(tree, world, (root, known) => {
        const wallets = known.signers.map(
          ({ who, kind, chain }): ProvenWallet => ({ address: address(who), kind, chain }),
        )
        const vaults = known.vault
          ? [{ address: address(known.vault.who), delegates: [address(known.vault.delegate)], tokens: [] }]
          : []
        const { verdict } = judge({ requirement: require(root), wallets, vaults, answer: answerFrom(known) })
        expect(verdict.kind).toBe(isTrue(root, listPeople(known, root), known) ? 'met' : 'unmet')
      }),
      { numRuns: 3_000 },
    )
  })
})
