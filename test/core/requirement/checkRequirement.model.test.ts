import { describe, expect, test } from 'vitest'
import { formatRequirement } from '../../../app/core/requirement/formatRequirement.ts'
import { listConditions } from '../../../app/core/requirement/listConditions.ts'
import { parseRequirement } from '../../../app/core/requirement/parseRequirement.ts'
import type { Read } from '../../../app/core/requirement/reads.ts'
import type { Condition, RequirementNode } from '../../../app/core/requirement/types.ts'
import { fc } from '../../random.ts'
import { address, ethereum, judge, LIST, owls, read, require, unread, wallet } from './samples.ts'

/*
 * Compares the evaluator with a plain model. A world says what each wallet holds. What could not be read may be
 * anything, so a verdict is certain only if every such world agrees.
 */
const DIGITS = ['a', 'b', 'c'] as const
const OWNERS = ['1', '2', '3'] as const
const MOST = 3n

const amounts = fc.tuple(fc.bigInt({ min: 1n, max: MOST }), fc.option(fc.bigInt({ min: 0n, max: 2n })))
const token = fc
  .tuple(fc.constantFrom(...DIGITS), amounts)
  .map(
    ([digit, [minimum, more]]): Condition =>
      owls({ contract: address(digit), minimum, maximum: more === null ? null : minimum + more }),
  )
const list = fc
  .constantFrom('allowlist' as const, 'denylist' as const)
  .map((kind): Condition => ({ kind, chain: null, listId: LIST, listName: 'Friends' }))
const leaf = fc.oneof({ weight: 4, arbitrary: token }, { weight: 1, arbitrary: list })

function node(levels: number): fc.Arbitrary<RequirementNode> {
  if (levels === 0) return leaf
  const parts = fc.array(node(levels - 1), { minLength: 1, maxLength: 3 })
  return fc.oneof(
    { weight: 2, arbitrary: leaf as fc.Arbitrary<RequirementNode> },
    { weight: 1, arbitrary: parts.map((of): RequirementNode => ({ kind: 'all', of })) },
    { weight: 1, arbitrary: parts.map((of): RequirementNode => ({ kind: 'any', of })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(parts, fc.nat())
        .map(([of, n]): RequirementNode => ({ kind: 'atLeast', count: (n % of.length) + 1, of })),
    },
    { weight: 1, arbitrary: node(levels - 1).map((of): RequirementNode => ({ kind: 'not', of })) },
  )
}
const tree = node(4).map((root): RequirementNode => ({ kind: 'all', of: [root] }))

/** What each owner holds of each contract and whether it is listed; null if it could not be read. */
type World = Readonly<Record<string, bigint | null>>
const world: fc.Arbitrary<World> = fc.record(
  Object.fromEntries(
    OWNERS.flatMap((owner) => [
      ...DIGITS.map((digit) => [
        `${owner} ${digit}`,
        fc.option(fc.bigInt({ min: 0n, max: MOST + 2n }), { freq: 8 }),
      ]),
      [`${owner} listed`, fc.constantFrom(0n, 1n)],
    ]),
  ),
)
const keyOf = (asked: Read): string => {
  if (asked.kind === 'list') return `${asked.address.slice(2, 3)} listed`
  return 'contract' in asked ? `${asked.owner.slice(2, 3)} ${asked.contract.slice(2, 3)}` : ''
}

/** The plain model, for a world in which everything is known. */
function isTrue(
  part: RequirementNode,
  owners: readonly string[],
  known: Readonly<Record<string, bigint>>,
): boolean {
  const held = (owner: string, what: string) => known[`${owner} ${what}`] ?? 0n
  switch (part.kind) {
    case 'all':
      return part.of.every((one) => isTrue(one, owners, known))
    case 'any':
      return part.of.some((one) => isTrue(one, owners, known))
    case 'atLeast':
      return part.of.filter((one) => isTrue(one, owners, known)).length >= part.count
    case 'not':
      return owners.every((owner) => !isTrue(part.of, [owner], known))
    case 'allowlist':
      return owners.some((owner) => held(owner, 'listed') > 0n)
    case 'denylist':
      return owners.every((owner) => held(owner, 'listed') === 0n)
    case 'erc721': {
      const each = owners.map((owner) => held(owner, part.contract.slice(2, 3)))
      const sum = each.reduce((a, b) => a + b, 0n)
      const { maximum } = part
      return sum >= part.minimum && (maximum === null || each.every((amount) => amount <= maximum))
    }
    default:
      throw new Error(`The model has no ${part.kind}.`)
  }
}

/** Fill the unknown amounts with none, few and many, in all mixtures that stay few. */
function possibleWorlds(partial: World): Readonly<Record<string, bigint>>[] {
  const open = Object.keys(partial).filter((key) => partial[key] === null)
  const fillings = open.length <= 3 ? 4 ** open.length : 64
  return Array.from({ length: fillings }, (_, i) =>
    Object.fromEntries(
      Object.entries(partial).map(([key, amount]) => {
        const digit = Math.floor(i / 4 ** (open.indexOf(key) % 3)) % 4
        return [key, amount ?? ([0n, 1n, MOST, 99n][digit] as bigint)]
      }),
    ),
  )
}

const answerFrom = (partial: World) => (asked: Read) => {
  const amount = partial[keyOf(asked)]
  return amount === null || amount === undefined ? unread : read(amount)
}

describe('checkRequirement against a brute-force model', () => {
  test('behavior: if everything is known, the verdict is the model’s', () => {
    fc.assert(
      fc.property(tree, world, fc.integer({ min: 1, max: 3 }), (root, partial, count) => {
        const owners = OWNERS.slice(0, count)
        const known = Object.fromEntries(Object.entries(partial).map(([key, amount]) => [key, amount ?? 0n]))
        const { verdict } = judge({
          requirement: require(root),
          wallets: owners.map((owner) => wallet(owner)),
          answer: answerFrom(known),
        })
        expect(verdict.kind).toBe(isTrue(root, owners, known) ? 'met' : 'unmet')
        if (verdict.kind === 'unmet') expect(verdict.unmet.length).toBeGreaterThan(0)
      }),
      { numRuns: 2_000 },
    )
  })

  test('behavior: if parts are unknown, "met" and "unmet" are true in every possible world', () => {
    fc.assert(
      fc.property(tree, world, fc.integer({ min: 1, max: 3 }), (root, partial, count) => {
        const owners = OWNERS.slice(0, count)
        const { verdict } = judge({
          requirement: require(root),
          wallets: owners.map((owner) => wallet(owner)),
          answer: answerFrom(partial),
        })
        if (verdict.kind === 'unchecked') return
        for (const known of possibleWorlds(partial)) {
          expect(isTrue(root, owners, known)).toBe(verdict.kind === 'met')
        }
      }),
      { numRuns: 1_000 },
    )
  })

  test('behavior: a stored requirement is read back as it was', () => {
    fc.assert(
      fc.property(tree, fc.nat(8_760), fc.boolean(), (root, held, isHours) => {
        const requirement = require(root, isHours ? { heldForHours: held } : { heldForBlocks: held })
        expect(parseRequirement(JSON.parse(JSON.stringify(formatRequirement(requirement))))).toEqual(
          requirement,
        )
      }),
    )
  })

  test('behavior: every condition is read, and each contract and list once', () => {
    fc.assert(
      fc.property(tree, (root) => {
        const { reads } = judge({
          requirement: require(root),
          wallets: [wallet('1')],
          answer: () => read(1n),
        })
        const named = new Set(listConditions(root).map((one) => ('contract' in one ? one.contract : LIST)))
        expect(reads).toHaveLength(named.size)
      }),
    )
  })

  test('behavior: a condition is read at the snapshot of its chain', () => {
    const snapshots = [{ chain: ethereum, block: 1n }]
    const { reads } = judge({
      requirement: require(owls(), { snapshots }),
      wallets: [wallet('1')],
      answer: () => read(1n),
    })
    expect(reads).toMatchObject([{ at: { block: 1n } }])
  })
})
