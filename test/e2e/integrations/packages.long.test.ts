import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installPeer } from '../../installPeer.ts'
import type { RunningDemo } from '../../standin/demo/startDemo.ts'
import { findFreePort } from '../../standin/processes/findPorts.ts'
import { openDemo } from '../openDemo.ts'
import { fillExample } from './fillExample.ts'
import { logIn, openShopper } from './openShopper.ts'
import { type PackedPackages, packPackages } from './packPackages.ts'
import { EXAMPLES, runExample } from './runExample.ts'
import { serveFiles } from './serveFiles.ts'

/*
 * The examples for Express, Next.js and a plain page, in projects that installed both packages from their tarballs. That
 * for Hydrogen is in hydrogen.test.ts.
 */
const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes, all').toString('base64')}`
let demo: RunningDemo
let packed: PackedPackages
const closers: (() => unknown)[] = []
beforeAll(async () => {
  demo = await openDemo()
  packed = await packPackages()
  closers.push(packed.close)
})
afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** A project with an example, its framework, and both packages as its page says. */
async function openProject(name: string, packages: readonly string[]): Promise<string> {
  const folder = await installPeer({ name: `example-${name}`, packages })
  await packed.install(folder)
  await cp(path.join(EXAMPLES, name), folder, { recursive: true })
  return folder
}

const contract = () => demo.facts.chains.ethereum.contracts.erc721
const say = (text: string | RegExp) => ({ hasText: text })

/** What a visitor and a sender of webhooks find at a site, whatever it is made with. */
async function visit(origin: string): Promise<void> {
  const members = (cookie = '') => fetch(`${origin}/members`, { headers: { cookie }, redirect: 'manual' })
  expect((await members()).status).not.toBe(200)
  const empty = await openShopper({ demo, url: origin })
  await logIn(empty, 'Empty wallet')
  await empty.getByText('Not in this wallet yet').waitFor()
  await empty.keyboard.press('Escape')
  await empty.getByRole('status').filter(say('does not hold the necessary tokens')).waitFor()
  const page = await openShopper({ demo, url: origin })
  await logIn(page, 'Holder wallet')
  await page
    .getByRole('status')
    .filter(say(/^Only members read this, 0x/))
    .waitFor()
  const [cookie] = (await page.context().cookies()).filter(({ name }) => name === 'token')
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  expect(await (await members(`token=${cookie?.value}`)).text()).toContain('Only members read this')
  expect((await members('token=a.b.c')).status).not.toBe(200)
}

async function sendHook(
  origin: string,
  change: { body?: string; at?: number } = {},
): Promise<[number, string]> {
  const { body = '{"type":"gate.unlocked","data":{}}', at = Math.floor(Date.now() / 1000) } = change
  const key = Buffer.from(SECRET.replace('whsec_', ''), 'base64')
  const signed = `msg_1.${at}.{"type":"gate.unlocked","data":{}}`
  const answer = await fetch(`${origin}/hooks`, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', 'webhook-id': 'msg_1', 'webhook-timestamp': String(at) },
      'webhook-signature': `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
    },
    body,
  })
  const text = await answer.text()
  return [answer.status, text && (JSON.parse(text) as { code: string }).code]
}

async function checkHooks(origin: string): Promise<void> {
  expect(await sendHook(origin)).toEqual([204, ''])
  expect(await sendHook(origin, { body: '{"type": "gate.unlocked","data":{}}' })).toEqual([
    400,
    'ERR_CLIENT_WEBHOOK_SIGNATURE',
  ])
  expect(await sendHook(origin, { at: 1_700_000_000 })).toEqual([400, 'ERR_CLIENT_WEBHOOK_TIME'])
}

describe('Express', () => {
  test('default: a holder reads what is for members, and webhooks are verified', async () => {
    const folder = await openProject('express', ['express@5.3.0'])
    const { origin, close } = await runExample({
      file: path.join(folder, 'server.mjs'),
      env: {
        ...{ PALISADE_API: demo.facts.api, PALISADE_PUBLISHABLE_KEY: demo.facts.keys.publishable },
        ...{ PALISADE_SECRET_KEY: demo.facts.keys.secret, PALISADE_WEBHOOK_SECRET: SECRET },
        CONTRACT: contract(),
      },
    })
    closers.push(close)
    await visit(origin)
    await checkHooks(origin)
  })
})

describe('Next.js', () => {
  test('default: a holder reads what is for members, and webhooks are verified', async () => {
    const folder = await openProject('nextjs', ['next@16.4.6', 'react@19.2.8', 'react-dom@19.2.8'])
    const env = {
      ...process.env,
      NODE_ENV: 'production' as const,
      ...{ NEXT_TELEMETRY_DISABLED: '1', NEXT_PUBLIC_CONTRACT: contract() },
      NEXT_PUBLIC_PALISADE_API: demo.facts.api,
      NEXT_PUBLIC_PALISADE_KEY: demo.facts.keys.publishable,
      ...{ PALISADE_SECRET_KEY: demo.facts.keys.secret, PALISADE_WEBHOOK_SECRET: SECRET },
    }
    const next = path.join(folder, 'node_modules/next/dist/bin/next')
    await promisify(execFile)(process.execPath, [next, 'build'], { cwd: folder, env }).catch((error) => {
      throw new Error(`${error.stdout}\n${error.stderr}`)
    })
    const port = await findFreePort('localhost')
    const child = spawn(process.execPath, [next, 'start', '-p', String(port)], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    closers.push(() => closeChild(child))
    const origin = `http://localhost:${port}`
    await expect
      .poll(() =>
        fetch(origin).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200)
    await visit(origin)
    await checkHooks(origin)
    const pages = path.join(folder, '.next/static')
    const scripts = (await readdir(pages, { recursive: true })).filter((name) => name.endsWith('.js'))
    const texts = await Promise.all(scripts.map((name) => readFile(path.join(pages, name), 'utf8')))
    expect(texts.some((text) => text.includes(demo.facts.keys.publishable))).toBe(true)
    expect(texts.some((text) => text.includes(demo.facts.keys.secret))).toBe(false)
  })
})

describe('a plain page', () => {
  const SCRIPT = 'text/javascript; charset=utf-8'

  test.each([
    ['palisade.js', 'script-tag/palisade.html'],
    ['palisade.mjs', 'script-tag/package.html'],
  ])(
    'default: with %s of the package, served by itself, a holder logs in and an empty wallet does not',
    async (name, file) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'palisade-page-'))
      closers.push(() => rm(folder, { recursive: true, force: true }))
      await writeFile(path.join(folder, 'package.json'), '{ "private": true }')
      await packed.install(folder)
      const script = await readFile(path.join(folder, 'node_modules/@palisade/client/dist', name))
      const own = `${new URL(demo.facts.api).origin}/${name}`
      const body = fillExample({ file, facts: demo.facts }).replace(own, `/${name}`)
      const site = await serveFiles({
        '/': { type: 'text/html; charset=utf-8', body },
        [`/${name}`]: { type: SCRIPT, body: script },
      })
      closers.push(site.close)
      const page = await openShopper({ demo, url: site.origin })
      await logIn(page, 'Holder wallet')
      const { address } = demo.facts.chains.ethereum.wallets.holder
      await page
        .getByRole('status')
        .filter(say(`Hello ${address}.`))
        .waitFor()
      await page.reload()
      await page
        .getByRole('status')
        .filter(say(`Hello ${address}.`))
        .waitFor()
      const loaded = await page.evaluate(() =>
        performance.getEntriesByType('resource').map((one) => one.name),
      )
      expect(loaded).toContain(`${site.origin}/${name}`)
      expect(loaded).not.toContain(own)
      const empty = await openShopper({ demo, url: site.origin })
      await logIn(empty, 'Empty wallet')
      await empty.getByText('Not in this wallet yet').waitFor()
      await empty.keyboard.press('Escape')
      await empty.getByRole('status').filter(say('does not hold the necessary tokens')).waitFor()
    },
  )
})

async function closeChild(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  await ended
}
