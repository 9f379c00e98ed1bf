import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { printSchema } from 'graphql'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { TARGETS } from '../extensions/gate-discount/targets.ts'
import { listVectorInputs } from '../extensions/proof-check/listVectorInputs.ts'
import { loadSchema } from '../standin/shopify/schemas/loadSchema.ts'
import {
  BUILD,
  type CommandResult,
  type OpenedCli,
  openShopifyCli,
} from '../standin/shopifyCli/openShopifyCli.ts'

/*
 * Runs Shopify's own command line on a copy of this repository, without a network and a login.
 *
 * Shopify's own code are the command line with its checks of every toml, its theme check, its build steps and its options,
 * and wasm-opt, which it would download. Ours are the trampoline and the function runner, which have the arguments of
 * Shopify's programs (installShopifyCli.ts). deployedModules.long.test.ts judges what the build leaves.
 */
/** Theme check looks there for newer documents of Liquid, and takes its own without an answer. */
const THEME_DOCUMENTS = ['raw.githubusercontent.com']
let cli: OpenedCli
const VALIDATION = 'extensions/gate-validation'

let opened: OpenedCli | null
beforeAll(async () => {
  opened = await openShopifyCli()
}, 600_000)
afterAll(() => opened?.close())
beforeEach((context) => {
  if (!opened) return context.skip('npm’s registry cannot be reached, so Shopify’s command line is not here.')
  cli = opened
})

describe('shopify app build', () => {
  test('default: it checks the theme block, and builds the blocks of orders and buyers, and both Functions', async () => {
    const block = await cli.run(['run', 'build:block'], { program: ['npm'] })
    expect(block, block.text).toMatchObject({ code: 0, hosts: [] })
    const built = await cli.run(BUILD)
    expect(built, built.text).toMatchObject({ code: 0, hosts: THEME_DOCUMENTS })
    expect(built.text).toContain('Palisade built!')
    expect(built.text).toContain('Running theme check on your Theme app extension')
    // The build goes on after an error of theme check.
    expect(built.text).not.toContain('[error]')
    for (const handle of ['order-block', 'thank-you', 'customer-account'])
      expect(built.text).toContain(`${handle} successfully built`)
    for (const handle of ['gate-discount', 'gate-validation']) {
      const module = await readCopy(`extensions/${handle}/dist/${handle}.wasm`)
      expect(module.toString('latin1')).toContain('_shopify_function_input_get')
    }
  })

  test('behavior: the address of the app that `npm run deploy` gives it is in the blocks of buyers', async () => {
    const address = 'https://palisade.shop.example'
    const program = ['env', `SHOPIFY_APP_URL=${address}`, cli.node, cli.cli]
    const built = await cli.run(BUILD, { program })
    expect(built, built.text).toMatchObject({ code: 0 })
    for (const handle of ['thank-you', 'customer-account']) {
      const folder = path.join(cli.root, 'extensions', handle, 'dist')
      const scripts = (await readdir(folder)).filter((name) => name.endsWith('.js'))
      expect(scripts).not.toEqual([])
      for (const name of scripts) {
        const script = await readFile(path.join(folder, name))
        expect(script.toString()).toContain(address)
        expect(script.length).toBeLessThan(64_000)
      }
    }
  })

  test('behavior: without the block’s script it only prints an error, so `npm run deploy` looks first', async () => {
    await rm(path.join(cli.root, 'extensions/gate-block/assets/palisade-gate.js'), { force: true })
    const built = await cli.run(BUILD)
    expect(built.code).toBe(0)
    expect(built.text).toMatch(/\[error\]: AssetSizeAppBlockJavaScript\s/)
    expect((await cli.run(['run', 'build:block'], { program: ['npm'] })).code).toBe(0)
  })

  test.each([
    ['shopify.app.toml', 'embedded = true', 'embedded = "yes"', '[embedded]: Value must be Boolean'],
    ['shopify.app.toml', '"/webhooks/orders/create"', '"webhooks"', 'URI format isn’t correct'],
    [
      'shopify.app.toml',
      'subpath = "palisade"',
      'subpath = 5',
      '[app_proxy.subpath]: Value must be a string',
    ],
    [`${VALIDATION}/shopify.extension.toml`, 'api_version = "2026-07"', '', '[api_version]: Required'],
    [`${VALIDATION}/shopify.extension.toml`, 'target = ', 'aim = ', '[targeting.0.target]: Required'],
    [
      'extensions/thank-you/shopify.extension.toml',
      'module = "./src/index.ts"',
      '',
      '[targeting.0.module]: Required',
    ],
    [
      'extensions/gate-discount/shopify.extension.toml',
      'create = ',
      'make = ',
      '[ui.paths.create]: Required',
    ],
  ])('refuses: a wrong value in %s, instead of %s', async (file, right, wrong, sentence) => {
    const refused = await runWith({ file, right, wrong }, BUILD)
    expect(refused.code).toBe(1)
    expect(refused.text.replaceAll("'", '’')).toContain(sentence)
    expect(refused.text).not.toContain('Building function')
  })

  test('refuses: a Function that does not compile', async () => {
    const file = `${VALIDATION}/assembly/index.ts`
    const refused = await runWith({ file, right: 'export function', wrong: 'export functio' }, BUILD)
    expect(refused.code).toBe(1)
    expect(refused.text).toContain('gate-validation does not compile')
  })
})

describe('shopify app function', () => {
  test('behavior: `build` builds one Function', async () => {
    const built = await cli.run(['app', 'function', 'build', '--path', VALIDATION])
    expect(built, built.text).toMatchObject({ code: 0, hosts: [] })
    expect(built.text).toContain('Function built successfully.')
  })

  test('behavior: `run` passes a vector to the built module, with the query and the schema of its target', async () => {
    const inputs = await listVectorInputs()
    const { judge, exportName, schema } = TARGETS.lines
    const input = inputs.find((one) => JSON.stringify(judge(one)) !== '{"operations":[]}')
    await writeFile(path.join(cli.root, 'input.json'), JSON.stringify(input))
    // Without a schema the command asks Shopify for one, which needs a login.
    const text = printSchema(await loadSchema(`${schema}_2026-07`))
    await writeFile(
      path.join(cli.root, 'extensions/gate-discount/schema.graphql'),
      `# api_version: 2026-07\n\n${text}`,
    )
    expect((await cli.run(['app', 'function', 'build', '--path', 'extensions/gate-discount'])).code).toBe(0)
    const words = ['--path', 'extensions/gate-discount', '--input', path.join(cli.root, 'input.json')]
    const ran = await cli.run(['app', 'function', 'run', ...words, '--export', exportName, '--json'])
    expect(ran, ran.text).toMatchObject({ code: 0, hosts: [] })
    expect(JSON.parse(ran.text.slice(ran.text.indexOf('{"output"')))).toEqual({ output: judge(input) })
  })

  test('refuses: a Function of another API version than its schema', async () => {
    const file = `${VALIDATION}/schema.graphql`
    await writeFile(path.join(cli.root, file), '# api_version: 2025-07\n')
    const refused = await cli.run(['app', 'function', 'build', '--path', VALIDATION])
    await rm(path.join(cli.root, file))
    expect(refused.code).toBe(1)
    expect(refused.text).toContain('was generated for api_version 2025-07')
  })
})

describe('shopify theme check', () => {
  const words = ['theme', 'check', '--path', 'extensions/gate-block', '--output', 'json']

  test('default: it finds nothing in the theme block, with the block’s own configuration', async () => {
    const checked = await cli.run(words)
    expect(checked, checked.text).toMatchObject({ code: 0, hosts: THEME_DOCUMENTS })
    expect(JSON.parse(checked.text)).toEqual([])
  })

  test('refuses: a translation that is missing', async () => {
    const file = 'extensions/gate-block/blocks/gate.liquid'
    const refused = await runWith(
      { file, right: '{% schema %}', wrong: "{{ 'no.key' | t }}{% schema %}" },
      words,
    )
    expect(refused.code).toBe(1)
    expect(refused.text).toContain('TranslationKeyExists')
  })
})

test.each([[['config', 'validate']], [['dev']], [['deploy', '--allow-updates']]])(
  'refuses: `shopify app` with %j needs a login, and asks accounts.shopify.com alone',
  async (words) => {
    const change = {
      file: 'shopify.app.toml',
      right: 'client_id = ""',
      wrong: 'client_id = "0123456789abcdef"',
    }
    const refused = await runWith(change, ['app', ...words])
    expect(refused, refused.text).toMatchObject({ code: 1, hosts: ['accounts.shopify.com'] })
  },
)

type Change = { readonly file: string; readonly right: string; readonly wrong: string }

/** Run a command while a file of the copy has another text. */
async function runWith({ file, right, wrong }: Change, words: readonly string[]): Promise<CommandResult> {
  const whole = await readCopy(file)
  const changed = whole.toString().replace(right, wrong)
  expect(changed).not.toBe(whole.toString())
  await writeFile(path.join(cli.root, file), changed)
  const result = await cli.run(words)
  await writeFile(path.join(cli.root, file), whole)
  return result
}

function readCopy(file: string): Promise<Buffer> {
  return readFile(path.join(cli.root, file))
}
