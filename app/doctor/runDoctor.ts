import { PalisadeError, SetupError } from '../core/errors/base.ts'
import { formatError } from '../core/errors/formatError.ts'
import { readDatabaseSettings } from '../db/readDatabaseSettings.ts'
import { checkBlock, checkFunctions, checkServer } from './checkBuild.ts'
import { checkChains } from './checkChains.ts'
import { checkDatabase, type Obstacle } from './checkDatabase.ts'
import { checkChoices, checkDisk, checkNode, checkReady, checkSame, formatCode } from './checkHost.ts'
import { checkStored } from './checkStored.ts'
import type { Environment, Finding } from './types.ts'

/** Check everything that this server needs, with its own environment. Changes nothing. */
export async function runDoctor(env: Environment): Promise<readonly Finding[]> {
  const configuration = await checkConfiguration()
  const begun = [checkNode(), ...configuration, ...checkChoices(env)]
  // The other checks would only repeat what is wrong with the variables.
  if (configuration.some(({ outcome }) => outcome === 'fail')) return begun
  const settings = readDatabaseSettings({ env })
  const disk = settings.kind === 'pglite' ? [await checkDisk({ folder: settings.dataDir })] : []
  const database = await checkDatabase(settings)
  const outside = await checkServers(env)
  const root = process.cwd()
  const built = env.SHOPIFY_API_KEY ? [await checkFunctions(), ...checkBlock({ root })] : []
  const chains = await checkChains(env)
  const hasShops = Boolean(env.SHOPIFY_API_KEY || env.BIGCOMMERCE_CLIENT_ID)
  const stored = await readStored(database.obstacle, hasShops)
  return [
    ...begun,
    ...disk,
    ...database.findings,
    ...checkServer({ root }),
    ...built,
    ...outside,
    ...chains,
    ...stored,
  ]
}

/** Reading the variables throws what is wrong with them when the module is loaded. */
async function checkConfiguration(): Promise<Finding[]> {
  const check = 'configuration'
  try {
    await import('../env.server.ts')
    return [{ check, outcome: 'ok', found: 'Every variable is valid.', next: null }]
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    const lines = error.message.split('\n').filter((line) => line.startsWith('- '))
    // What to do is the same for all, so it follows the last.
    return lines.map((line, at) => ({
      check,
      outcome: 'fail',
      found: line.slice(2),
      next: at === lines.length - 1 ? (error.hint ?? null) : null,
    }))
  }
}

/** Ask the server on this machine and the one at the public URL, and whether both are one installation. */
async function checkServers(env: Environment): Promise<Finding[]> {
  const own = `http://${formatHost(env.HOST)}:${env.PORT || 3000}`
  const publicOrigin = new URL(env.SHOPIFY_APP_URL || env.PALISADE_URL || '').origin
  const server = await checkReady({ check: 'server', origin: own })
  const outside = await checkReady({ check: 'public URL', origin: publicOrigin })
  if (![server, outside].every(({ outcome }) => ['ok', 'warn'].includes(outcome))) return [server, outside]
  return [server, await checkSame({ own, publicOrigin })]
}

async function readStored(obstacle: Obstacle | null, hasShops: boolean): Promise<Finding[]> {
  if (obstacle === null) return checkStored({ hasShops }).catch(describeFailure)
  if (!hasShops) return []
  const next = {
    locked: 'Run the self-test under Settings in each shop’s admin, or stop the server and run this again.',
    away: 'Repair the database, then run this again.',
    old: 'Start the server once, then run this again.',
    newer: 'Run the doctor of the newer version.',
  }[obstacle]
  return [{ check: 'shops', outcome: 'unknown', found: 'The shops were not checked.', next }]
}

/** What keeps the server's own modules from loading, such as a database that has become read-only. */
function describeFailure(error: unknown): Finding[] {
  const found =
    error instanceof PalisadeError ? formatError(error) : `The check failed: ${formatCode(error)}.`
  const next = 'Start the server: its log says what to do. Then run this again.'
  return [{ check: 'shops', outcome: 'fail', found, next }]
}

function formatHost(host: string | undefined): string {
  if (!host || host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
