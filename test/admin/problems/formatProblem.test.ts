import { expect, onTestFinished, test, vi } from 'vitest'
import { formatProblem } from '../../../app/admin/problems/formatProblem.ts'
import { formatProblems } from '../../../app/admin/problems/formatProblems.ts'
import { NO_PROBLEMS } from '../../../app/admin/problems/views.ts'
import { createError } from '../../../app/core/errors/base.ts'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import type { ShopProblem } from '../../../app/core/settlement/problems.ts'

const discountId = 'gid://shopify/DiscountAutomaticNode/1'
const PROBLEMS: readonly ShopProblem[] = [
  { kind: 'function-missing', handle: 'gate-validation' },
  { kind: 'discount-gone', profile: 0 },
  { kind: 'discounts-full' },
  { kind: 'discount-off', profile: 0, discountId },
  { kind: 'discount-changed', profile: 0, discountId },
  { kind: 'discount-failing', profile: 0, errors: ['InstructionCountLimitExceeded.'] },
  { kind: 'validation-gone' },
  { kind: 'validation-blank' },
  { kind: 'validation-foreign', count: 2 },
  { kind: 'data-requests-open', count: 1, dueAt: 1_796_000_000 },
  { kind: 'tags-not-allowed' },
  { kind: 'validation-off' },
  { kind: 'validation-failing', errors: ['InstructionCountLimitExceeded.'] },
  { kind: 'holds-not-allowed', gates: [], orders: 2 },
  { kind: 'holds-not-allowed', gates: [82 as GateNumber], orders: 0 },
  { kind: 'routing-unheard' },
  { kind: 'customer-data-not-approved', level: 'functions' },
  { kind: 'orders-pending', orders: 1 },
  { kind: 'orders-waiting', count: 12, seconds: 1800, lastError: null },
  { kind: 'orders-unmatched', orders: ['#1001', '#1002'] },
  { kind: 'timezone-unknown', said: 'Mars/Olympus_Mons', kept: 'Europe/Berlin' },
  { kind: 'domain-unusable', said: 'harbor.example?', kept: 'harbor.example' },
  { kind: 'block-missing', title: 'Varsity Jacket' },
  { kind: 'block-missing', title: null },
  { kind: 'block-unknown', title: 'Varsity Jacket' },
  { kind: 'block-unknown', title: null },
  { kind: 'block-blind' },
  { kind: 'work-failing', kinds: ['order'], lastError: 'Shopify did not answer.' },
]

test.each(PROBLEMS)('behavior: $kind is a whole sentence', (problem) => {
  expect(formatProblem(problem)).toMatch(/^([A-Z]|[0-9]+ order).+\.$/)
})

test('default', () => {
  expect(formatProblem({ kind: 'orders-unmatched', orders: ['#1001'] })).toContain('1 order came')
})

test('behavior: the day by which a customer waits for an answer is written as everywhere else', () => {
  const problem = { kind: 'data-requests-open', count: 1, dueAt: 1_798_500_000 } as const
  expect(formatProblem(problem)).toContain('Answer by 28 Dec 2026.')
})

test('behavior: if problems cannot be looked up, the page shows none', async () => {
  const warned: string[] = []
  const warn = (sentence: string) => void warned.push(sentence)
  expect(
    (
      await formatProblems({
        find: async () => ({ problems: [{ kind: 'validation-gone' }], page: { kind: 'none' } }),
        warn,
      })
    ).sentences,
  ).toHaveLength(1)
  expect(warned).toEqual([])
  const fail = (error: unknown) => formatProblems({ find: () => Promise.reject(error), warn })
  expect(await fail(createError('ERR_SHOPIFY_REQUEST', 'Shopify did not answer.'))).toEqual(NO_PROBLEMS)
  expect(await fail(new Response(null, { status: 302 }))).toEqual(NO_PROBLEMS)
  expect(warned).toEqual([
    'Could not load the problems of a shop: Shopify did not answer.',
    'Could not load the problems of a shop: Palisade must log in to Shopify again.',
  ])
})

test('behavior: the log names an unknown fault without its message, which may quote a customer', async () => {
  const lines: string[] = []
  const write = (line: unknown) => lines.push(String(line)) > 0
  for (const stream of [process.stdout, process.stderr]) {
    const spy = vi.spyOn(stream, 'write').mockImplementation(write)
    onTestFinished(() => spy.mockRestore())
  }
  const find = () => Promise.reject(new RangeError('key (email)=(ana@shop.test) exists'))
  expect(await formatProblems({ find, warn: () => undefined })).toEqual(NO_PROBLEMS)
  expect(lines.join('')).toContain('Could not load the problems of a shop: RangeError')
  expect(lines.join('')).not.toContain('ana@shop.test')
})

test('behavior: the gates that are not held are listed besides the sentences', async () => {
  const gates = [82 as GateNumber]
  const found = await formatProblems({
    find: async () => ({
      problems: [{ kind: 'holds-not-allowed', gates, orders: 3 }],
      page: { kind: 'shown' },
    }),
    warn: () => undefined,
  })
  expect(found).toMatchObject({ asksForHolding: true, notHeldGates: [82], page: { kind: 'shown' } })
  expect(found.sentences[0]).toMatch(/cannot hold orders .* Affected so far: 3 orders\.$/)
})
