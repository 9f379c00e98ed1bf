import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parse } from 'smol-toml'
import { expect, onTestFinished, test } from 'vitest'
import { FLOW_ACTIONS } from '../../app/hooks/flowActions.ts'
import { writeFlowAddresses } from '../../scripts/writeFlowAddresses.ts'

const FILE = 'extensions/flow/shopify.extension.toml'

test('default: the actions get the server’s address, and keep their paths; a second time nothing changes', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'palisade-flow-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  mkdirSync(path.join(root, 'extensions/flow'), { recursive: true })
  cpSync(FILE, path.join(root, FILE))
  const toml = 'application_url = "https://gates.shop.test/"'
  expect(await writeFlowAddresses({ root, toml })).toBe(true)
  expect(await listAddresses(path.join(root, FILE))).toEqual(
    Object.keys(FLOW_ACTIONS).map((handle) => `https://gates.shop.test/flow/${handle}`),
  )
  expect(await writeFlowAddresses({ root, toml })).toBe(false)
})

async function listAddresses(file: string): Promise<string[]> {
  const { extensions } = parse(await readFile(file, 'utf8')) as unknown as {
    extensions: { type: string; runtime_url?: string }[]
  }
  return extensions.flatMap(({ type, runtime_url: url }) => (type === 'flow_action' && url ? [url] : []))
}
