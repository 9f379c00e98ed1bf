import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openServers, type RunningServers } from './openServers.ts'
import { runScript } from './runScript.ts'

/* `npm run live-check` as an operator runs it: beside the server, on its environment and its database. */
let servers: RunningServers
let folder: string
let env: Record<string, string>
beforeAll(async () => {
  servers = await openServers()
  folder = await mkdtemp(path.join(tmpdir(), 'palisade-live-'))
  const text = await readFile(`/proc/${servers.a.pid}/environ`, 'utf8')
  const own = text.split('\0').flatMap((line): [string, string][] => {
    const at = line.indexOf('=')
    return at > 0 ? [[line.slice(0, at), line.slice(at + 1)]] : []
  })
  const reroute = new URL('../standin/shopify/reroute.mjs', import.meta.url).href
  env = { ...Object.fromEntries(own), DATA_DIR: folder, NODE_OPTIONS: `--import ${reroute}` }
})
afterAll(async () => {
  await servers?.close()
  await rm(folder, { recursive: true, force: true })
})

const run = (...words: string[]) => runScript({ script: 'live-check', words, env })

describe('npm run live-check', () => {
  test('default: it prints and writes what it finds with the replies of a file', async () => {
    const { facts } = servers.demo
    const replies = path.join(folder, 'replies.json')
    await writeFile(replies, '{"write.metafields":"y","write.cart":"y"}')
    const { exit, output } = run(facts.shop, '--answers', replies, '--storefront', facts.storefront)
    expect(await exit, output()).toBe(0)
    expect(output()).toContain('expected  jsonMetafields: as-written')
    expect(output()).toMatch(/unknown {3}cartToken: -\n.*\n.*This part was left out\./)
    const file = JSON.parse(await readFile(path.join(folder, 'live-answers', `${facts.shop}.json`), 'utf8'))
    expect(file).toMatchObject({
      shop: facts.shop,
      answers: {
        functionQueryCost: { answer: 'accepted', apiVersion: '2026-10' },
        metaobjectsInBlocks: { answer: 'found' },
        propertyLength: { answer: 'whole', at: expect.stringMatching(/^20/) },
        callWithoutTo: { answer: 'answered' },
        cartToken: { answer: null },
      },
    })
    const kept = [...servers.demo.shop.metafields.values()].map(({ key }) => key)
    expect(kept.filter((key) => key.startsWith('live_check'))).toEqual([])
  })

  test.each([
    [[], 'Name one shop'],
    [['not a shop'], 'Name one shop'],
    [['a.myshopify.com', '--answers', '/nowhere.json'], 'Cannot use /nowhere.json'],
    [['a.myshopify.com', '--storefront', 'example'], 'example is not an address'],
    [['a.myshopify.com', '--unknown'], "Unknown option '--unknown'"],
  ])('refuses: %j (exit code 2)', async (words, sentence) => {
    const { exit, output } = run(...words)
    expect(await exit).toBe(2)
    expect(output()).toContain(sentence)
  })

  test('refuses: a shop that has not installed the app (exit code 1)', async () => {
    const { exit, output } = run('never-seen.myshopify.com')
    expect(await exit).toBe(1)
    expect(output()).toContain('This shop does not have the app installed. Open the app once')
    expect(output()).not.toContain('    at ')
  })
})
