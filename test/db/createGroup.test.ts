import { expect, onTestFinished, test, vi } from 'vitest'
import { createGroup } from '../../app/db/createGroup.ts'

/** A group whose statements end when they are told to. */
function openGroup(keyOf?: (item: string) => string) {
  const sent: { items: readonly string[]; end: (fault?: Error) => void }[] = []
  const send = createGroup<string, string>({
    run: (items) =>
      new Promise((resolve, reject) => {
        const end = (fault?: Error) => (fault ? reject(fault) : resolve(items.map((item) => `${item}!`)))
        sent.push({ items, end })
      }),
    ...(keyOf && { keyOf }),
  })
  return { send, sent, list: () => sent.map(({ items }) => items.join('')) }
}
const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
const fault = (code?: string) => Object.assign(new Error('Refused.'), { code })

test('default: a single item is sent at once, and each call gets its own answer', async () => {
  const { send, sent, list } = openGroup()
  const [a, b] = [send('a'), send('b')]
  await turn()
  expect(list()).toEqual(['ab'])
  sent[0]?.end()
  expect(await Promise.all([a, b])).toEqual(['a!', 'b!'])
  const c = send('c')
  await turn()
  sent[1]?.end()
  expect([await c, list()]).toEqual(['c!', ['ab', 'c']])
})

test('behavior: what comes while two statements run is sent together in the next, at most 64 at a time', async () => {
  const { send, sent, list } = openGroup()
  const answers: Promise<string>[] = []
  for (const item of ['a', 'b']) {
    answers.push(send(item))
    await turn()
  }
  for (let i = 0; i < 70; i++) answers.push(send('x'))
  await turn()
  expect(list()).toEqual(['a', 'b'])
  sent[1]?.end()
  await turn()
  expect(list()).toEqual(['a', 'b', 'x'.repeat(64)])
  sent[0]?.end()
  await turn()
  expect(list().at(-1)).toBe('xxxxxx')
  for (const { end } of sent.slice(2)) end()
  expect(await Promise.all(answers)).toHaveLength(72)
})

test('behavior: items with one key go in turns, and the others with the first', async () => {
  const { send, sent, list } = openGroup((item) => item)
  const answers = ['a', 'a', 'b', 'a'].map(send)
  await turn()
  expect(list()).toEqual(['ab'])
  for (let i = 0; i < 3; i++) {
    sent[i]?.end()
    await turn()
  }
  expect(list()).toEqual(['ab', 'a', 'a'])
  expect(await Promise.all(answers)).toEqual(['a!', 'a!', 'b!', 'a!'])
})

test('behavior: who waits for an item fails with it if the database is away, and goes on if it is refused', async () => {
  const { send, sent, list } = openGroup((item) => item)
  const first = Promise.allSettled(['a', 'a', 'b'].map(send))
  await turn()
  sent[0]?.end(fault('57014'))
  expect((await first).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(list()).toEqual(['ab'])
  const second = Promise.allSettled(['a', 'a'].map(send))
  await turn()
  sent[1]?.end(fault('23505'))
  await turn()
  sent[2]?.end()
  expect((await second).map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
})

test('behavior: statements that wait for a lock keep no others back', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const { send, sent, list } = openGroup()
  const answers: Promise<string>[] = []
  for (const item of ['a', 'b', 'c']) {
    answers.push(send(item))
    await turn()
  }
  expect(list()).toEqual(['a', 'b'])
  vi.advanceTimersByTime(1_000)
  await turn()
  expect(list()).toEqual(['a', 'b', 'c'])
  for (const statement of sent) statement.end()
  expect(await Promise.all(answers)).toEqual(['a!', 'b!', 'c!'])
  // Again two at a time.
  for (const item of ['d', 'e', 'f']) {
    answers.push(send(item))
    await turn()
  }
  expect(list().slice(3)).toEqual(['d', 'e'])
  for (const statement of sent) statement.end()
  await turn()
  for (const statement of sent) statement.end()
  expect((await Promise.all(answers)).slice(3)).toEqual(['d!', 'e!', 'f!'])
})

test.each(['21000', '22021', '23505', '40P01'])(
  'behavior: after an error of one item (%s) each is sent by itself',
  async (code) => {
    const { send, sent, list } = openGroup()
    const answers = Promise.allSettled(['a', 'b', 'c'].map(send))
    await turn()
    sent[0]?.end(fault(code))
    await turn()
    sent[1]?.end()
    await turn()
    sent[2]?.end(fault(code))
    await turn()
    sent[3]?.end()
    expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(list()).toEqual(['abc', 'a', 'b', 'c'])
  },
)

test.each(['57P01', undefined])('refuses: all items of a connection that was lost (%s)', async (code) => {
  const { send, sent, list } = openGroup()
  const answers = Promise.allSettled(['a', 'b'].map(send))
  await turn()
  sent[0]?.end(fault(code))
  expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(list()).toEqual(['ab'])
})
