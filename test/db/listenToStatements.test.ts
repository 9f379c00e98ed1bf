import { AsyncLocalStorage } from 'node:async_hooks'
import { expect, onTestFinished, test } from 'vitest'
import type { EndedStatement } from '../../app/db/listenToStatements.ts'
import { openDatabase } from '../../app/db/openDatabase.ts'
import { startPostgres } from '../standin/postgres/startPostgres.ts'

test('behavior: each statement is reported to its own caller, also when callers wait for a connection', async () => {
  const postgres = await startPostgres()
  onTestFinished(() => postgres.close())
  const caller = new AsyncLocalStorage<number>()
  const seen: (EndedStatement & { by: number | undefined })[] = []
  const db = await openDatabase({
    kind: 'postgresql',
    url: postgres.url,
    poolSize: 2,
    report: (statement) => void seen.push({ ...statement, by: caller.getStore() }),
  })
  onTestFinished(() => db.close())
  const work = async (i: number) => {
    await db.hot.query(`q${i}`, 'SELECT pg_sleep(0.02), $1::int AS n', [i])
    await db.prisma.$transaction(async (tx) => tx.job.count())
  }
  const callers = Array.from({ length: 8 }, (_, i) => i)
  await Promise.all(callers.map((i) => caller.run(i, () => work(i))))
  for (const i of callers)
    expect(seen.filter(({ by }) => by === i).map(({ name }) => name)).toEqual([
      `q${i}`,
      'BEGIN',
      'SELECT',
      'COMMIT',
    ])
  expect(seen.find(({ name }) => name === 'q0')).toMatchObject({
    text: 'SELECT pg_sleep(0.02), $1::int AS n',
    isFailed: false,
  })
  await expect(db.hot.query('bad', 'SELECT nonsense', [])).rejects.toThrow()
  expect(seen.at(-1)).toMatchObject({ name: 'bad', isFailed: true })
})
