import {
  cpSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DemoFacts } from '../standin/demo/composeFacts.ts'
import { fillCart, openCheckout } from '../standin/demo/shopper.ts'
import { openPerson } from './openPerson.ts'
import { groupOf, type Run, runScript, waitFor } from './runScript.ts'

/* `npm run dev` in a copy of this checkout, whose files are edited while it runs. */
const LEFT_OUT = ['.cache/vite', '.data', '.git', 'node_modules']
const OWNERSHIP = 'app/flows/api/checkTokenOwnership.ts'
const GATE_LIST = 'app/admin/list/GateListPage.tsx'
const SENTENCES = 'extensions/gate-block/locales/en.default.json'
const GATE_BLOCK = 'extensions/gate-block/blocks/gate.liquid'
const BLOCK_SCRIPT = 'extensions/gate-block/src/main.ts'
const REFUSALS = 'extensions/gate-validation/assembly/defaults.ts'

let copy: string
let run: Run
let facts: DemoFacts

beforeAll(async () => {
  copy = mkdtempSync(path.join(realpathSync(tmpdir()), 'palisade-dev-'))
  const kept = (file: string) => !LEFT_OUT.includes(path.relative('.', file))
  cpSync('.', copy, { recursive: true, preserveTimestamps: true, filter: kept })
  symlinkSync(path.resolve('node_modules'), path.join(copy, 'node_modules'))
  run = runScript({ script: 'dev', cwd: copy, env: { PORT: '0' } })
  await waitFor(() => run.output().includes('Everything is up'), run)
  facts = JSON.parse(readFileSync(path.join(copy, '.data/demo.json'), 'utf8')) as DemoFacts
}, 600_000)
afterAll(async () => {
  if (run.child.exitCode === null && run.child.signalCode === null)
    process.kill(-(run.child.pid ?? 0), 'SIGINT')
  await run.exit
  rmSync(copy, { recursive: true, force: true })
})

/** Edit a file of the copy as many editors do: a new file takes the old one's place. */
function edit(file: string, change: (text: string) => string): void {
  const target = path.join(copy, file)
  const before = readFileSync(target, 'utf8')
  const after = change(before)
  expect(after, `nothing to change in ${file}`).not.toBe(before)
  writeFileSync(`${target}~`, after)
  renameSync(`${target}~`, target)
}

/** What is printed from now on. */
function listen(): () => string {
  const start = run.output().length
  return () => run.output().slice(start)
}

/** Ask a hot URL of the API a question that the flow refuses with a sentence. */
async function askFlow(): Promise<string> {
  const response = await fetch(`${facts.api}/chains/ethereum/wallets/0x${'00'.repeat(20)}/tokenOwnership`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(facts.keys.secret)}`, 'content-type': 'application/json' },
    body: '{}',
  })
  return ((await response.json()) as { msg: string }).msg
}

async function readStore(url: string): Promise<string> {
  return (await fetch(`${facts.storefront}${url}`)).text()
}
const readProduct = () => readStore(`/products/${facts.gates[0]?.handle}`)
const readScript = () => readStore('/extensions/gate-block/assets/palisade-gate.js')

/** What the checkout says to a shopper without a token. */
async function readRefusal(): Promise<string | undefined> {
  const [, gate] = facts.gates
  if (!gate) throw new Error('The demo has no exclusive gate.')
  const store = { storefront: facts.storefront, gate }
  return (await openCheckout(store, await fillCart(store, null))).errors[0]?.message
}

describe('npm run dev', { timeout: 300_000 }, () => {
  test('default: a page of the admin shows an edited text without a reload', async () => {
    const page = await (await openPerson()).newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(`${facts.admin}/app/gates`)
    const app = page.frameLocator('iframe')
    await app.getByRole('heading', { name: 'Gates', exact: true }).waitFor()
    await app.locator('[inert]').waitFor({ state: 'detached' })
    edit(GATE_LIST, (text) => text.replaceAll('Create gate', 'Make a gate'))
    await app.getByText('Make a gate').first().waitFor()
    expect(faults).toEqual([])
  })

  test('default: an edited flow answers the next request, also at a hot URL', async () => {
    const refusal = "throw new InputError('ERR_REQUIREMENT_INVALID', 'An edited flow.')"
    edit(OWNERSHIP, (text) => text.replace(/^ {2}if \(!flat\) \{$/m, `$&\n    ${refusal}`))
    await expect.poll(askFlow).toBe('An edited flow.')
    await expect.poll(run.output).toMatch(/app reloaded in \d+ ms/)
  })

  test('default: edited sentences, Liquid and script of the block are in the store', async () => {
    edit(SENTENCES, (text) => text.replace('"{{ first }} ', '"edited {{ first }} '))
    await expect.poll(readProduct).toContain('edited Night Owls')
    edit(GATE_BLOCK, (text) => text.replace('{% schema %}', '<i>edited block</i>\n{% schema %}'))
    await expect.poll(readProduct).toContain('<i>edited block</i>')
    edit(BLOCK_SCRIPT, (text) => `${text}\nconsole.log('edited script')\n`)
    await expect.poll(readScript).toContain('edited script')
    expect(run.output()).toMatch(/block rebuilt in \d+ ms/)
  })

  test('default: an edited Function judges the next checkout', async () => {
    edit(REFUSALS, (text) => text.replace(/(\/\/ en\n[^"]*")[^"]+/, '$1An edited Function.'))
    await expect.poll(readRefusal, { timeout: 120_000 }).toBe('An edited Function.')
    expect(run.output()).toMatch(/gate-validation rebuilt in \d+ ms/)
  })

  test.each([
    ['a flow', OWNERSHIP, 'app', askFlow],
    ['a page of the admin', GATE_LIST, 'app', askFlow],
    ['the block’s script', BLOCK_SCRIPT, 'block', readScript],
    ['the block’s Liquid', GATE_BLOCK, 'block', readProduct],
    ['the block’s sentences', SENTENCES, 'block', readProduct],
    ['a Function', REFUSALS, 'gate-validation', readRefusal],
  ])('refuses: what does not parse in %s; the old one goes on until it is mended', async (...row) => {
    const [, file, part, read] = row
    const [good, old] = [readFileSync(path.join(copy, file), 'utf8'), await read()]
    const broken = listen()
    edit(file, (text) => `${text}\n{% const = `)
    const say = part === 'app' ? 'reloaded' : 'rebuilt'
    await expect.poll(broken, { timeout: 120_000 }).toContain(`${part} not ${say}; the old one goes on.`)
    await expect.poll(broken).toContain(path.basename(file))
    expect(await read()).toBe(old)
    const mended = listen()
    edit(file, () => good)
    await expect.poll(mended, { timeout: 120_000 }).toMatch(new RegExp(`^${part} ${say} in \\d+ ms`, 'm'))
    expect(await read()).toBe(old)
  })

  test('behavior: Ctrl-C ends everything', async () => {
    process.kill(-(run.child.pid ?? 0), 'SIGINT')
    await run.exit
    await expect.poll(() => groupOf(run.child)).toEqual([])
  })
})
