import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildAll } from './buildAll.ts'
import { checkBuilt, checkConfig, type DeployProblem, findAppUrl } from './checkDeploy.ts'
import { explainNode, runShopify } from './shopify.ts'
import { writeFlowAddresses } from './writeFlowAddresses.ts'

/*
 * npm run deploy [-- <arguments of "shopify app deploy">]: check the configuration, build everything, check what was
 * built, and let Shopify's command line upload it. After a failed check nothing is uploaded. With --check the command
 * stops before the upload.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url))
process.chdir(ROOT)
if (existsSync('.env')) process.loadEnvFile('.env')
const words = process.argv.slice(2)
const isCheck = words.includes('--check')

const nodeFault = explainNode(process.versions.node)
if (nodeFault && !isCheck) refuse([nodeFault])
const file = findConfigFile(words)
const toml = await readFile(file, 'utf8').catch(() =>
  refuse([`ERR_DEPLOY_CONFIG: There is no file ${file}. Run "npm run config:link".`]),
)
requireNone(checkConfig({ file, toml, env: process.env }))
if (!isCheck && (await writeFlowAddresses({ root: ROOT, toml })))
  console.log('Wrote your server’s address into extensions/flow.')
console.log('Building everything that is older than its sources …')
await buildAll()
requireNone(await checkBuilt(ROOT))
if (isCheck) console.log('Everything is ready to deploy. Nothing was uploaded.')
else {
  // Shopify's build writes it into the blocks of buyers' pages, which ask the app there.
  process.env.SHOPIFY_APP_URL = findAppUrl(toml)
  process.exitCode = runShopify(['app', 'deploy', ...words])
}

/** The configuration file that Shopify's command line takes for these arguments. */
function findConfigFile(given: readonly string[]): string {
  const at = given.findIndex((word) => word === '--config' || word === '-c')
  const name = at < 0 ? given.find((word) => word.startsWith('--config='))?.slice(9) : given[at + 1]
  if (!name) return 'shopify.app.toml'
  return name.endsWith('.toml') ? path.basename(name) : `shopify.app.${name}.toml`
}

function requireNone(problems: readonly DeployProblem[]): void {
  if (problems.length > 0) refuse(problems.map(({ code, sentence }) => `${code}: ${sentence}`))
}

function refuse(sentences: readonly string[]): never {
  for (const sentence of sentences) console.error(sentence)
  console.error('Nothing was deployed.')
  process.exit(1)
}
