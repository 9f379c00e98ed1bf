import { expect, onTestFinished, test } from 'vitest'
import type { Database } from '../../../app/db/database.ts'
import { findMigrations } from '../../../app/db/migrations/findMigrations.ts'
import { openPostgres } from '../../../app/db/openPostgres.ts'
import { startPostgres } from '../../standin/postgres/startPostgres.ts'
import { engines } from '../engines.ts'
import { openLogin } from '../known/openLogin.ts'
import { runLong } from '../runLong.ts'
import { readPlans, WATCH } from './readPlans.ts'

const ROWS = 20_000
/** PostgreSQL decides about the plan that it keeps after five runs of a statement. */
const RUNS = 8
/** A table of fewer rows is read whole by any plan. */
const FEW_ROWS = 100
/** What a copied row has of its own, by table. */
const OWN: Readonly<Record<string, string>> = {
  grant: `'id', 'g' || n, 'open_scope', 's' || n`,
  visit: `'id', 'v' || n, 'token_hash', 't' || n`,
  nonce: `'value', 'n' || n`,
  rate_limit: `'key', 'k' || n`,
}
const isThere = engines.some(({ name }) => name === 'PostgreSQL')

/** Copy a row of each table so often, as a drop fills them before PostgreSQL analyses them again. */
async function grow(db: Database): Promise<void> {
  for (const [table, own] of Object.entries(OWN))
    await runLong(
      db,
      `INSERT INTO "${table}" SELECT (jsonb_populate_record(NULL::"${table}", to_jsonb(one) || jsonb_build_object(${own}))).*
        FROM (SELECT * FROM "${table}" LIMIT 1) AS one, generate_series(1, ${ROWS}) AS n`,
      [],
    )
}

test.runIf(isThere)(
  'behavior: a login that was planned in an empty database reads no table whole once it has grown',
  async () => {
    const server = await startPostgres({ settings: ['autovacuum=off'] })
    onTestFinished(server.close)
    const settings = { url: server.url, migrations: findMigrations() }
    const other = await openPostgres(settings)
    onTestFinished(other.close)
    for (const [i, sql] of WATCH.entries()) await other.hot.query(`watch_${i}`, sql, [])
    // One connection, so that each statement runs where it was planned.
    const db = await openPostgres({ ...settings, poolSize: 1 })
    onTestFinished(db.close)
    const world = await openLogin({ db })
    const login = async () => world.unlock(await world.nonce())
    for (let i = 0; i < RUNS; i++) await login()
    await other.hot.query('analyze', 'VACUUM (ANALYZE)', [])
    for (let i = 0; i < RUNS; i++) await login()
    // Its row is copied.
    await world.nonce()
    await grow(other)
    const plans = await readPlans(server, login)
    const whole = plans.flatMap(({ text, nodes }) =>
      nodes
        .filter(({ kind, read }) => kind === 'Seq Scan' && read >= FEW_ROWS)
        .map(({ table }) => `${table}: ${text.replace(/\s+/g, ' ').slice(0, 160)}`),
    )
    const read = plans.flatMap(({ nodes }) => nodes.filter(({ table }) => table !== null && table in OWN))
    expect(plans.length).toBeGreaterThan(2)
    expect(whole).toEqual([])
    expect(read.filter((node) => node.read >= FEW_ROWS)).toEqual([])
  },
)
