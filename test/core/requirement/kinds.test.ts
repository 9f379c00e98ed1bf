import { describe, expect, test } from 'vitest'
import { draftCondition } from '../../../app/core/gate/draftCondition.ts'
import { listHolders } from '../../../app/core/requirement/holders.ts'
import { conditionFacts, isConditionKind } from '../../../app/core/requirement/kinds/facts.ts'
import { conditionKinds, entryOf } from '../../../app/core/requirement/kinds/table.ts'
import { listConditions } from '../../../app/core/requirement/listConditions.ts'
import { parseRequirement } from '../../../app/core/requirement/parseRequirement.ts'
import type { Condition, ConditionKind } from '../../../app/core/requirement/types.ts'
import { KIND_SAMPLES, SAMPLE_TRAITS, sampleForm } from './kindSamples.ts'
import { flowAccount, judge, LIST, require, solana, solanaAddress, wallet } from './samples.ts'

const KINDS = Object.keys(conditionFacts).filter(isConditionKind)

function sampleOf(kind: ConditionKind): Condition {
  const [condition] = listConditions(parseRequirement({ v: 1, root: KIND_SAMPLES[kind].json }).root)
  if (!condition) throw new Error(`The sample of ${kind} has no condition.`)
  return condition
}

describe.each(KINDS)('%s', (kind) => {
  const { json, description, asked } = KIND_SAMPLES[kind]

  test('default: the stored condition is read and formatted back the same', () => {
    const condition = sampleOf(kind)
    expect(condition.kind).toBe(kind)
    expect(entryOf(condition).format(condition)).toEqual(json)
  })

  test('behavior: the chain tells the kind exactly if the entry says what it told', () => {
    expect(conditionKinds[kind].isRecognized).toBe(conditionKinds[kind].contractOf !== null)
  })

  test('behavior: the merchant’s form becomes the stored condition', () => {
    const issues: string[] = []
    const condition = draftCondition({
      form: sampleForm(kind),
      description: asked ?? description ?? undefined,
      lists: new Map([[LIST, 'Friends']]),
      isChecksummed: () => true,
      isReadable: () => true,
      hashName: () => null,
      traitTable: SAMPLE_TRAITS,
      report: (field, issue) => issues.push(`${field}: ${issue}`),
    })
    expect(issues).toEqual([])
    expect(condition && entryOf(condition).format(condition)).toEqual(json)
  })

  test('behavior: its contract is described as the chain described it', () => {
    const condition = sampleOf(kind)
    expect(entryOf(condition).contractOf?.(condition) ?? null).toEqual(description)
  })

  test('behavior: it reads each wallet on its chains, and the readings decide it', () => {
    const condition = sampleOf(kind)
    const requirement = require(condition)
    const wallets = [
      wallet('1'),
      { chain: solana, address: solanaAddress('E'), kind: 'key' } as const,
      flowAccount,
    ]
    const decide = (amount: bigint) =>
      judge({ requirement, wallets, answer: () => ({ kind: 'read', amount, block: 7n }) })
    const { family } = entryOf(condition)
    const unit = KIND_SAMPLES[kind].unit ?? 1n
    const held = decide('minimum' in condition ? condition.minimum * unit : 1n)
    expect(listHolders({ wallets })).toHaveLength(3)
    expect(held.reads.length).toBeGreaterThan(0)
    expect(
      new Set(held.reads.map((read) => ('owner' in read ? read.owner : 'address' in read && read.address)))
        .size,
    ).toBe(family === 'any' ? 3 : 1)
    expect([held.verdict.kind, decide(0n).verdict.kind].sort()).toEqual(['met', 'unmet'])
  })
})

test('behavior: a value of a trait may have a sign of two halves anywhere, and no line break', () => {
  const parse = (value: string) =>
    conditionKinds.trait.parse({ ...KIND_SAMPLES.trait.json, picks: [{ trait: 'Fur', values: [value] }] })
  for (const length of [62, 63, 64, 98]) {
    const value = `${'x'.repeat(length)}🦉`
    expect(parse(value).picks).toEqual([{ trait: 'Fur', values: [value] }])
  }
  expect(() => parse(`${'x'.repeat(80)}\n`)).toThrowError(
    expect.objectContaining({ code: 'ERR_REQUIREMENT_INVALID' }),
  )
})
