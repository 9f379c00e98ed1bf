import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { installPackage } from '../scripts/installPackage.ts'

/*
 * Prometheus itself reads the alert rules. Debian's package has its `promtool`; root installs it, as for PostgreSQL.
 */
const run = promisify(execFile)
const RULES = 'deploy/prometheus/alerts.yml'

beforeAll(async () => {
  const isThere = await run('promtool', ['--version']).then(
    () => true,
    () => false,
  )
  if (!isThere && process.getuid?.() === 0) expect(await installPackage({ name: 'prometheus' })).toBeNull()
})

test('behavior: promtool accepts the alert rules', async () => {
  const { stdout } = await run('promtool', ['check', 'rules', RULES])
  expect(stdout).toMatch(/SUCCESS: 11 rules found/)
})

test('refuses: rules that Prometheus cannot read', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'palisade-rules-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'alerts.yml')
  await writeFile(file, (await readFile(RULES, 'utf8')).replace('== 0', '== ('))
  await expect(run('promtool', ['check', 'rules', file])).rejects.toThrow()
})
