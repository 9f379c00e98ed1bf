import { expect, test } from 'vitest'
import { fake, override } from './fake.ts'

type Ports = {
  now: () => number
  limit: number
  jobs: { add: (key: string) => Promise<string>; claim: () => Promise<string> }
  gates: { list: () => Promise<string[]> }
}
const given = () => fake<Ports>({ now: () => 7, jobs: { add: async (key) => key } })

test('default', async () => {
  const ports = given()
  expect(ports.now()).toBe(7)
  expect(await ports.jobs.add('a')).toBe('a')
})

test('refuses: a verb, a port and a value that the test did not give', () => {
  const ports = given()
  expect(() => ports.jobs.claim()).toThrow('jobs.claim must not be called')
  expect(() => ports.gates.list()).toThrow('gates.list must not be called')
  expect(() => ports.limit + 1).toThrow('limit must not be called')
  expect(() => fake<Pick<Ports, 'now'>>({}).now()).toThrow('now must not be called')
})

test('behavior: a fake can be awaited', async () => {
  const ports = given()
  expect((await ports).now()).toBe(7)
  expect(await Promise.resolve(ports.gates)).toBeDefined()
})

test('behavior: override replaces single verbs and keeps the others; verbs that nobody gave still throw', async () => {
  const ports = override(given(), { jobs: { claim: async () => 'c' } })
  expect(ports.now()).toBe(7)
  expect(await ports.jobs.add('a')).toBe('a')
  expect(await ports.jobs.claim()).toBe('c')
  expect(() => ports.gates.list()).toThrow('gates.list must not be called')
})
