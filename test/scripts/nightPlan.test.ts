import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { FAULT_KINDS, FAULT_NAMES, kindOf } from '../e2e/night/faultKinds.ts'
import { parsePlan, planNight } from '../e2e/night/nightPlan.ts'
import { makeDice } from '../makeDice.ts'

const means = { root: true, faketime: true }
const parse = (plan: unknown, has = means) =>
  parsePlan({ text: typeof plan === 'string' ? plan : JSON.stringify(plan), means: has })
const kill = { at: 5, fault: 'server-killed' }

describe('a plan of a night', () => {
  test('default: faults by time, each with what it leaves out', () => {
    expect(
      parse({
        faults: [
          { at: 9.5, fault: 'chain-lying', for: 7 },
          { ...kill, server: 'b' },
        ],
      }),
    ).toEqual({
      database: 'postgresql',
      seconds: 26.5,
      isTimed: false,
      faults: [
        { at: 5, fault: 'server-killed', for: 1, server: 'b' },
        { at: 9.5, fault: 'chain-lying', for: 7, server: 'a' },
      ],
    })
    expect(parse({ database: 'embedded', minutes: 2, faults: [kill] }).seconds).toBe(120)
  })

  test.each([
    { plan: '{"faults": [', says: /^The plan is no JSON: / },
    { plan: '[]', says: 'The plan must be an object.' },
    { plan: {}, says: '"faults" of the plan must be a list with at least one fault.' },
    { plan: { faults: [] }, says: '"faults" of the plan must be a list with at least one fault.' },
    { plan: { fault: [kill] }, says: /^The plan has an unknown field "fault"\. Known are database, / },
    { plan: { database: 'mysql', faults: [kill] }, says: /^"database" of the plan must be/ },
    { plan: { minutes: -1, faults: [kill] }, says: /^"minutes" of the plan must be/ },
    { plan: { faults: [kill, 'chain-lying'] }, says: 'Fault 2 of the plan must be an object.' },
    {
      plan: { faults: [{ at: 1, fault: 'postgres-killd' }] },
      says: /^Fault 1 of the plan is unknown: "postgres-killd"\. Known are server-killed, .*webhooks-lost\.$/,
    },
    {
      plan: { faults: [{ at: 1, fault: 'toString' }] },
      says: /^Fault 1 of the plan is unknown: "toString"\./,
    },
    {
      plan: { faults: [{ fault: 'server-killed' }] },
      says: /^Fault 1 of the plan, server-killed, has no "at"/,
    },
    { plan: { faults: [{ ...kill, for: -2 }] }, says: /^"for" of fault 1, server-killed, must be seconds/ },
    { plan: { faults: [{ ...kill, server: 'c' }] }, says: /^"server" of fault 1, server-killed, must be/ },
    { plan: { faults: [{ ...kill, when: 5 }] }, says: /^Fault 1 of the plan has an unknown field "when"/ },
    {
      plan: { database: 'embedded', faults: [{ at: 1, fault: 'postgres-killed' }] },
      says: 'Fault 1 of the plan, postgres-killed, does not exist with the database embedded.',
    },
  ])('refuses: $plan, and says why', ({ plan, says }) => {
    expect(() => parse(plan)).toThrow(says)
  })

  test.each([
    { fault: 'disk-full', has: { root: false, faketime: true }, says: 'needs root' },
    { fault: 'clock-ahead', has: { root: true, faketime: false }, says: 'needs libfaketime' },
  ])('refuses: $fault on a machine that cannot do it', ({ fault, has, says }) => {
    expect(() => parse({ faults: [{ at: 1, fault }] }, has)).toThrow(says)
  })
})

describe('a night by a seed', () => {
  const plan = (seed: number, minutes = 5) => planNight({ dice: makeDice(seed), minutes, means })

  test('behavior: the same seed plans the same night, and another seed another one', () => {
    expect(plan(7)).toEqual(plan(7))
    expect(plan(7)).not.toEqual(plan(8))
  })

  test('behavior: a long night has every fault of its database, each as long as its kind allows', () => {
    const nights = Array.from({ length: 12 }, (_, seed) => plan(seed, 20))
    expect(new Set(nights.map(({ database }) => database))).toEqual(new Set(['postgresql', 'embedded']))
    for (const { database, faults, seconds } of nights) {
      const possible = FAULT_NAMES.filter((name) => kindOf(name).on.includes(database))
      expect(new Set(faults.map(({ fault }) => fault))).toEqual(new Set(possible))
      for (const { fault, at, for: lasts } of faults) {
        const [least, most] = kindOf(fault).seconds
        expect(lasts >= least && lasts <= most && at < seconds, fault).toBe(true)
      }
    }
  })

  test('behavior: a plan that was shown is read as the same plan', () => {
    const { database, seconds, faults } = plan(3)
    const shown = JSON.stringify({ database, minutes: seconds / 60, faults })
    expect(parse(shown).faults).toEqual(faults)
  })

  test('behavior: without root and libfaketime a night leaves out what needs them', () => {
    const poor = planNight({ dice: makeDice(1), minutes: 30, means: { root: false, faketime: false } })
    expect(poor.faults.map(({ fault }) => kindOf(fault).needs).filter(Boolean)).toEqual([])
  })
})

describe('docs/nights.md', () => {
  const text = readFileSync('docs/nights.md', 'utf8')

  test('behavior: it has a row for every fault, and for no other', () => {
    const rows = [...text.matchAll(/^\| `([a-z-]+)` \|.*\|.*\|.*\|$/gm)].map(([, name]) => name)
    expect([...new Set(rows)].sort()).toEqual([...FAULT_NAMES].sort())
    expect(rows).toHaveLength(Object.keys(FAULT_KINDS).length)
  })

  test('behavior: it has a row for every plan of the repository, and each can be run', () => {
    const folder = 'test/e2e/night/plans'
    const rows = [...text.matchAll(/^\| `([a-z]+-[a-z-]+)` \| [^|]+ \|$/gm)].map(([, name]) => `${name}.json`)
    expect(rows).toEqual(readdirSync(folder).sort())
    for (const file of rows)
      expect(parse(readFileSync(`${folder}/${file}`, 'utf8')).faults.length, file).toBeGreaterThan(5)
  })

  test('behavior: its plan can be run', () => {
    const [, plan = ''] = /```json\n([\s\S]*?)```/.exec(text) ?? []
    expect(parse(plan).faults.length).toBeGreaterThan(3)
  })
})
