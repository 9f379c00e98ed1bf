import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { packPackage } from '../../../scripts/packPackage.ts'
import type { RunningDemo } from '../../standin/demo/startDemo.ts'
import { openDemo } from '../openDemo.ts'
import { openPicketVisit, type PicketVisit } from '../openPicketVisit.ts'
import { type ServedFiles, serveFiles } from './serveFiles.ts'

/* Every script of picket-js that pages loaded from a CDN, as published. picketModal.test.ts runs that of 0.0.92. */
let demo: RunningDemo
const closers: (() => Promise<void>)[] = []
beforeAll(async () => {
  demo = await openDemo()
})
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** The folder `dist/` of a version, which is all that a page loads. */
async function fetchScripts(version: string): Promise<ServedFiles> {
  await mkdir('.cache', { recursive: true })
  const scratch = await mkdtemp(path.resolve('.cache/scripts-'))
  try {
    const { files } = await packPackage({ name: `@picketapi/picket-js@${version}`, scratch })
    const type = 'text/javascript; charset=utf-8'
    return Object.fromEntries(
      [...files].flatMap(([name, body]) => {
        const [, script] = /^package\/(dist\/[\w.]+\.js)$/.exec(name) ?? []
        return script ? [[`/${script}`, { type, body }]] : []
      }),
    )
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function visit(version: string): Promise<PicketVisit> {
  const body = '<!doctype html><title>Site</title><body><script src="/dist/global.js"></script>'
  const site = await serveFiles({ ...(await fetchScripts(version)), '/': { type: 'text/html', body } })
  closers.push(site.close)
  const { api, keys, chains } = demo.facts
  const { privateKey } = chains.ethereum.wallets.holder
  return openPicketVisit({ url: site.origin, privateKey, key: keys.publishable, api })
}

describe('the script of picket-js', () => {
  test.each(['0.0.45', '0.0.49', '0.0.80'])(
    'default: the modal of its script signs a holder in: %s',
    async (version) => {
      const { page, start, finish } = await visit(version)
      const { erc20 } = demo.facts.chains.ethereum.contracts
      await start('login', { contractAddress: erc20, minTokenBalance: 1 })
      await page.getByText('MetaMask', { exact: true }).first().click()
      const { address: walletAddress } = demo.facts.chains.ethereum.wallets.holder
      expect(await finish()).toMatchObject({ value: { user: { walletAddress } } })
    },
  )

  test.each(['0.0.97', '0.0.98', '0.0.102'])(
    'behavior: the script of %s shows no wallet on EVM chains',
    async (version) => {
      const { page, start } = await visit(version)
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(String(error)))
      await start('login')
      await page.locator('#_picket_connect_modal').waitFor({ state: 'attached' })
      await expect.poll(() => faults.join()).toMatch(/is not a function/)
      expect(await page.getByRole('button', { name: 'MetaMask' }).count()).toBe(0)
    },
  )
})
