import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { DemoFacts } from '../standin/demo/composeFacts.ts'
import { areFree, findPort, listen, runDemo } from './runDemo.ts'
import { groupOf, waitFor } from './runScript.ts'

/*
 * The command itself, as a newcomer runs it. It writes .data/ of this checkout, as it always does. demo.long.test.ts has
 * the purchase of `--check`, which .ci/run makes too.
 */
const FACTS = '.data/demo.json'

/** Both keys work from the pages that the demo's project allows, and from no other. */
async function checkApi({ api, keys, storefront }: DemoFacts): Promise<void> {
  // Chain records answer every site; a nonce does not.
  const body = JSON.stringify({ chain: 'ethereum', walletAddress: `0x${'ab'.repeat(20)}` })
  const ask = (key: string, headers: Record<string, string> = {}) =>
    fetch(`${api}/auth/nonce`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(key)}`, 'content-type': 'application/json', ...headers },
      body,
    })
  expect((await ask(keys.secret)).status).toBe(200)
  for (const origin of [storefront, new URL(api).origin, 'http://localhost', 'http://localhost:5173']) {
    expect([origin, (await ask(keys.publishable, { origin })).status]).toEqual([origin, 200])
  }
  expect((await ask(keys.publishable, { origin: 'https://elsewhere.example' })).status).toBe(403)
}

describe('npm run demo', { timeout: 600_000 }, () => {
  test('default: everything starts, the facts are written, and Ctrl-C leaves no process and no facts', async () => {
    const port = await findPort()
    const run = runDemo({ PORT: String(port) })
    await waitFor(() => run.output().includes('Everything is up'), run)
    // What it does, and no warning of a library.
    const [before = ''] = run.output().split('Everything is up')
    expect(before.split('\n').filter((line) => !/^(|> .*|[A-Z].* …)$/.test(line))).toEqual([])
    const facts = JSON.parse(readFileSync(FACTS, 'utf8')) as DemoFacts
    expect(facts).toMatchObject({
      storefront: `http://127.0.0.1:${port + 1}`,
      proxy: `http://127.0.0.1:${port + 1}/apps/palisade`,
      admin: expect.stringContaining(`http://127.0.0.1:${port + 2}/`),
      shop: expect.stringMatching(/\.myshopify\.com$/),
      chains: { ethereum: { chainId: 1 }, polygon: { chainId: 137 } },
      api: `http://127.0.0.1:${port}/api/v1`,
      keys: {
        publishable: expect.stringMatching(/^pk_[0-9a-f]{32}$/),
        secret: expect.stringMatching(/^sk_[0-9a-f]{32}$/),
      },
    })
    expect(run.output()).toContain(`The API       ${facts.api}`)
    await checkApi(facts)
    expect(facts.gates).toHaveLength(3)
    for (const address of [facts.storefront, facts.admin, `http://127.0.0.1:${port}/`]) {
      expect((await fetch(address)).status).toBeLessThan(500)
    }
    process.kill(-(run.child.pid ?? 0), 'SIGINT')
    await run.exit
    await waitFor(() => groupOf(run.child).length === 0, { ...run, exit: new Promise(() => {}) })
    expect(run.output()).toContain('\nStopping everything …\n')
    expect(existsSync(FACTS)).toBe(false)
    expect(await areFree(port)).toBe(true)
  })

  test.each([1, 3])(
    'refuses: the port %i after PORT in use, with one sentence that names it and exit code 1',
    async (offset) => {
      const port = await findPort()
      const taken = await listen(port + offset)
      const run = runDemo({ PORT: String(port) })
      expect(await run.exit).toBe(1)
      taken.close()
      expect(run.output()).toContain(`Port ${port + offset} is in use.`)
      expect(run.output()).toContain('the demo takes that port and the next three')
      expect(run.output()).not.toMatch(/\n\s+at /)
    },
  )

  test('refuses: a word that it does not know', async () => {
    const run = runDemo({}, '--chek')
    expect([await run.exit, run.output()]).toEqual([
      1,
      expect.stringContaining('The demo does not know "--chek". It knows --check and --watch.'),
    ])
  })

  test('refuses: an invalid PORT', async () => {
    const run = runDemo({ PORT: 'eighty' })
    expect([await run.exit, run.output()]).toEqual([1, expect.stringContaining('PORT is "eighty"')])
  })
})
