import { execFile, spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { buildApp } from '../scripts/buildApp.ts'
import { installPackage } from '../scripts/installPackage.ts'
import { ALERT_CASES, type AlertCase, type Series } from './metrics/alertCases.ts'
import { openServer } from './openServer.ts'
import { startPostgres } from './standin/postgres/startPostgres.ts'
import { findFreePort } from './standin/processes/findPorts.ts'
import { watchChild } from './standin/processes/watchChild.ts'

/*
 * Prometheus itself reads deploy/prometheus: the rules on series that fire and that do not, and a real server that it
 * scrapes. Debian's package has its `promtool`; root installs it, as for PostgreSQL.
 */
const run = promisify(execFile)
const RULES = 'deploy/prometheus/alerts.yml'
const TOKEN = 'the token of this test'
/** Why promtool is missing; null if it is there. */
let missing: string | null = null

beforeAll(async () => {
  const isThere = await run('promtool', ['--version']).then(
    () => true,
    () => false,
  )
  if (isThere) return
  missing =
    process.getuid?.() === 0
      ? await installPackage({ name: 'prometheus' })
      : 'promtool is not installed, and only root can install it (Debian: apt-get install prometheus).'
})
beforeEach(({ skip }) => skip(missing !== null, missing ?? undefined))

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'palisade-prometheus-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

describe('the alert rules', () => {
  test('behavior: promtool accepts them, and the configuration beside them', async () => {
    const { stdout } = await run('promtool', ['check', 'rules', RULES])
    expect(stdout).toMatch(/SUCCESS: 12 rules found/)
    const folder = await makeFolder()
    await cp('deploy/prometheus', folder, { recursive: true })
    await writeFile(path.join(folder, 'metrics-token'), TOKEN)
    const checked = await run('promtool', ['check', 'config', path.join(folder, 'prometheus.yml')])
    expect(checked.stdout).toContain('SUCCESS: 12 rules found')
  })

  test('refuses: rules that Prometheus cannot read', async () => {
    const file = path.join(await makeFolder(), 'alerts.yml')
    await writeFile(file, (await readFile(RULES, 'utf8')).replace('== 0', '== ('))
    await expect(run('promtool', ['check', 'rules', file])).rejects.toThrow()
  })

  test('default: each has series here that fire, and series that do not', async () => {
    const names = [...(await readFile(RULES, 'utf8')).matchAll(/- alert: (\w+)/g)].map(([, name]) => name)
    expect(ALERT_CASES.map(({ alert }) => alert)).toEqual(names)
  })

  test.each(ALERT_CASES)('behavior: $alert fires with its sentence', async (one) => {
    await judge(one, one.fires, [{ exp_labels: one.labels, exp_annotations: { summary: one.summary } }])
  })

  const quiet = ALERT_CASES.flatMap((one) =>
    Object.entries(one.quiet).map(([name, series]) => ({ ...one, name, series })),
  )
  test.each(quiet)('refuses: $alert to fire for $name', async ({ series, ...one }) => {
    await judge(one, series, [])
  })
})

/** Let promtool compare the alerts of some series with what is expected. @throws Error with the difference */
async function judge({ alert, at }: AlertCase, series: Series, expected: readonly object[]): Promise<void> {
  const file = path.join(await makeFolder(), 'test.yml')
  const inputs = Object.entries(series).map(([name, values]) => ({ series: name, values }))
  const rule = { eval_time: `${at}m`, alertname: alert, exp_alerts: expected }
  const tests = [{ interval: '1m', input_series: inputs, alert_rule_test: [rule] }]
  // JSON is YAML.
  await writeFile(
    file,
    JSON.stringify({ rule_files: [path.resolve(RULES)], evaluation_interval: '1m', tests }),
  )
  const { stdout } = await run('promtool', ['test', 'rules', file])
  expect(stdout).toContain('SUCCESS')
}

type Alert = { readonly labels: { readonly alertname: string }; readonly state: 'pending' | 'firing' }
type Result = { readonly metric: Record<string, string>; readonly value: readonly [number, string] }

/** Start a Prometheus as deploy/prometheus/prometheus.yml says, but of another server, and more often. */
async function startPrometheus(target: string) {
  const folder = await makeFolder()
  await cp('deploy/prometheus', folder, { recursive: true })
  await writeFile(path.join(folder, 'metrics-token'), TOKEN)
  const config = path.join(folder, 'prometheus.yml')
  const text = (await readFile(config, 'utf8')).replace('127.0.0.1:3000', target).replace(/\b15s\b/g, '7s')
  // Its timeout is ten seconds, and may not be longer than the interval.
  await writeFile(config, text.replace('global:\n', 'global:\n  scrape_timeout: 7s\n'))
  const address = `127.0.0.1:${await findFreePort('127.0.0.1')}`
  const child = spawn(
    'prometheus',
    [`--config.file=${config}`, `--storage.tsdb.path=${folder}/data`, `--web.listen-address=${address}`],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const { output } = watchChild(child)
  await expect.poll(output, { timeout: 30_000 }).toContain('Server is ready to receive web requests')
  const read = async <Data>(route: string): Promise<Data> => {
    const answer = (await (await fetch(`http://${address}/api/v1/${route}`)).json()) as {
      status: string
      error?: string
      data: Data
    }
    if (answer.status !== 'success') throw new Error(answer.error)
    return answer.data
  }
  return {
    query: async (text: string) =>
      (await read<{ result: readonly Result[] }>(`query?query=${encodeURIComponent(text)}`)).result,
    listFiring: async () => {
      const { alerts } = await read<{ alerts: readonly Alert[] }>('alerts')
      return alerts.filter(({ state }) => state === 'firing').map(({ labels }) => labels.alertname)
    },
  }
}

describe('a Prometheus that scrapes a server', () => {
  test('behavior: an alert fires while the database is stopped or silent, ends when it is back, and no other fires', async () => {
    await buildApp()
    const postgres = await startPostgres()
    onTestFinished(() => postgres.close())
    const server = await openServer({ DATABASE_URL: postgres.url, METRICS_TOKEN: TOKEN })
    onTestFinished(() => server.close())
    const target = new URL(server.origin).host
    const { query, listFiring } = await startPrometheus(target)
    const readValue = async (text: string) => (await query(text))[0]?.value[1]
    const patience = { timeout: 180_000, interval: 1_000 }
    await expect.poll(() => readValue('palisade_database_up'), patience).toBe('1')
    expect(await listFiring()).toEqual([])
    await checkBoard({ query, target })
    await postgres.kill()
    await expect.poll(listFiring, patience).toEqual(['PalisadeDatabaseAway'])
    // The server answers its scrapes: it is the database that is away.
    expect([await readValue('up'), await readValue('palisade_database_up')]).toEqual(['1', '0'])
    await postgres.start()
    await expect.poll(listFiring, patience).toEqual([])
    postgres.freeze()
    await expect.poll(listFiring, patience).toEqual(['PalisadeDatabaseAway'])
    expect(await readValue('up')).toBe('1')
    postgres.thaw()
    await expect.poll(listFiring, patience).toEqual([])
  }, 900_000)
})

type Board = {
  readonly panels: readonly {
    readonly title: string
    readonly targets: readonly { readonly expr: string }[]
  }[]
}
type Asked = { readonly query: (text: string) => Promise<readonly Result[]>; readonly target: string }

/** Ask Prometheus each query of the Grafana board, as Grafana does. */
async function checkBoard({ query, target }: Asked): Promise<void> {
  const board = JSON.parse(await readFile('deploy/grafana/palisade.json', 'utf8')) as Board
  const answered = new Map<string, number>()
  for (const { title, targets } of board.panels)
    for (const { expr } of targets) {
      const text = expr.replaceAll('$instance', target).replaceAll('$__rate_interval', '1m')
      answered.set(title, (answered.get(title) ?? 0) + (await query(text)).length)
    }
  expect(answered.size).toBeGreaterThan(15)
  console.log(
    `Panels with series on an idle server: ${[...answered].filter(([, n]) => n > 0).map(([name]) => name)}`,
  )
  expect(answered.get('Event loop lag: 99 of 100')).toBe(1)
}
