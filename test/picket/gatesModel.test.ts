import { afterAll, beforeAll, expect, test } from 'vitest'
import type { GateForm } from '../../app/core/gate/form.ts'
import { formatGateForm } from '../../app/core/gate/formatGateForm.ts'
import { listGatePage } from '../../app/flows/gates/listGatePage.ts'
import { fc, IS_LONG } from '../random.ts'
import type { ApiAnswer } from './openApi.ts'
import { type GateApi, openGateApi } from './openGateApi.ts'

/*
 * Random sequences of calls, some of whose answers are lost, so that the caller sends them again. A model says what each
 * answers, and in the end the admin lists what the model has.
 */
let opened: GateApi
beforeAll(async () => {
  opened = await openGateApi()
})
afterAll(() => opened?.api.close())

type Step = {
  readonly kind: 'create' | 'update' | 'pause' | 'resume' | 'delete'
  readonly key: number
  readonly form: number
  readonly gate: number
  /** Which version the caller says that it knows. */
  readonly tag: 'now' | 'before' | 'none'
  /** Whether the first answer is lost, so that the same request is sent again. */
  readonly isLost: boolean
}
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('create', 'create', 'update', 'update', 'pause', 'resume', 'delete'),
    key: fc.nat(3),
    form: fc.nat(3),
    gate: fc.nat(4),
    tag: fc.constantFrom('now', 'now', 'before', 'none'),
    isLost: fc.boolean(),
  }),
  { minLength: 5, maxLength: 18 },
)

/** A gate as the model has it; `tags` are those of all its versions, the present one last. */
type Known = { readonly number: number; form: GateForm; tags: string[]; isDeleted: boolean }
type Model = { readonly gates: Known[]; readonly keys: Map<number, { form: number; gate: Known }> }

let run = 0
const forms = (name: string): readonly GateForm[] => [
  { ...opened.form, name },
  { ...opened.form, name, state: 'paused' },
  { ...opened.form, name: `${name} again`, cap: '3' },
  { ...opened.form, name, reaction: { ...opened.form.reaction, exclusive: true, value: '5' } },
]
const tagOf = ({ headers }: ApiAnswer) => headers.get('etag') ?? ''

async function create(model: Model, step: Step, prefix: string): Promise<void> {
  const form = forms(prefix)[step.form] as GateForm
  const answer = await opened.create(form, `"${prefix} ${step.key}"`)
  const known = model.keys.get(step.key)
  if (!known) {
    expect([answer.status, answer.json.form]).toEqual([201, form])
    const gate = { number: Number(answer.json.number), form, tags: [tagOf(answer)], isDeleted: false }
    expect(model.gates.map(({ number }) => number)).not.toContain(gate.number)
    model.gates.push(gate)
    model.keys.set(step.key, { form: step.form, gate })
  } else if (known.form !== step.form) expect(answer.json.error).toBe('ERR_IDEMPOTENCY_BODY')
  else if (known.gate.isDeleted) expect(answer.json.error).toBe('ERR_GATE_NOT_FOUND')
  else {
    const { number, form: now, tags } = known.gate
    expect([answer.status, answer.json.number, answer.json.form]).toEqual([201, number, now])
    expect(tagOf(answer)).toBe(tags.at(-1))
  }
}

async function change(model: Model, step: Step, prefix: string): Promise<void> {
  const gate = model.gates[step.gate]
  const tag = step.tag === 'none' ? null : gate?.tags.at(step.tag === 'now' ? -1 : -2)
  const headers: Record<string, string> = tag === null ? {} : { 'if-match': tag ?? '"0-0"' }
  const form = forms(prefix)[step.form] as GateForm
  const path = `/gates/${gate?.number ?? 99_999}`
  const { kind } = step
  const answer =
    kind === 'update'
      ? await opened.ask('PUT', path, { body: { form }, headers })
      : await opened.ask(
          kind === 'delete' ? 'DELETE' : 'POST',
          kind === 'delete' ? path : `${path}/${kind}`,
          {
            headers,
          },
        )
  const error = expectedError({ gate, step, tag })
  if (error !== null || !gate) return expect(answer.json.error).toBe(error)
  expect(answer.status).toBe(200)
  if (kind === 'delete') {
    gate.isDeleted = true
    return
  }
  const after = kind === 'update' ? form : { ...gate.form, state: kind === 'pause' ? 'paused' : 'active' }
  expect(answer.json.form).toEqual(after)
  const isSame = kind !== 'update' && after.state === gate.form.state
  if (isSame) expect(tagOf(answer)).toBe(gate.tags.at(-1))
  else expect(gate.tags).not.toContain(tagOf(answer))
  gate.form = after as GateForm
  if (!isSame) gate.tags.push(tagOf(answer))
}

function expectedError(parameters: {
  gate: Known | undefined
  step: Step
  tag: string | null | undefined
}): string | null {
  const { gate, step, tag } = parameters
  if (step.kind === 'update' && tag === null) return 'ERR_IF_MATCH_NEEDED'
  if (!gate || gate.isDeleted) return 'ERR_GATE_NOT_FOUND'
  return tag === null || tag === gate.tags.at(-1) ? null : 'ERR_IF_MATCH_STALE'
}

test(
  'behavior: any sequence of calls leaves the gates that a model says, and the admin lists them',
  async () => {
    const { api, myshopifyDomain } = opened
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const prefix = `run ${++run}`
        const model: Model = { gates: [], keys: new Map() }
        for (const step of sequence) {
          const take = step.kind === 'create' ? create : change
          await take(model, step, prefix)
          if (step.isLost)
            await take(model, { ...step, tag: step.tag === 'now' ? 'before' : step.tag }, prefix)
        }
        const filter = { words: prefix.split(' ') }
        const { shop, gates } = await listGatePage(api.ctx, { myshopifyDomain, filter, sort: 'newest' })
        const own = gates.filter(({ name }) => name === prefix || name === `${prefix} again`)
        const listed = own.map((gate) => [gate.number, formatGateForm({ gate, timeZone: shop.ianaTimezone })])
        const standing = model.gates.filter(({ isDeleted }) => !isDeleted).reverse()
        expect(listed).toEqual(standing.map(({ number, form }) => [number, form]))
        for (const { number } of standing) await opened.ask('DELETE', `/gates/${number}`)
      }),
      { numRuns: IS_LONG ? 150 : 4 },
    )
  },
  IS_LONG ? 300_000 : 30_000,
)
