import { existsSync } from 'node:fs'
import { rm, statfs, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { formatFolderFault } from '../db/createFolder.ts'
import { isSupportedNode } from './nodeVersion.ts'
import type { Environment, Finding } from './types.ts'

const MEGABYTE = 1024 * 1024
const FAIL_BYTES = 50 * MEGABYTE
const WARN_BYTES = 500 * MEGABYTE
const LEAST_INODES = 1000
const ASK_MS = 10_000

/** Check the version of Node. */
export function checkNode(version: string = process.versions.node): Finding {
  const isSupported = isSupportedNode(version)
  return {
    check: 'node',
    outcome: isSupported ? 'ok' : 'fail',
    found: `Node ${version}.`,
    next: isSupported ? null : 'Install Node 24, or 22.12 or 20.19 or a later version of these.',
  }
}

/**
 * Check that a folder can be written, and that its disk has space and inodes left. If it does not exist, the folder in
 * which the server would make it is checked: made by another user, it would keep the server out.
 */
export async function checkDisk({ folder: wanted }: { folder: string }): Promise<Finding> {
  const check = 'disk'
  const folder = findExisting(wanted)
  try {
    const file = path.join(folder, `.doctor-${process.pid}`)
    try {
      await writeFile(file, Buffer.alloc(64 * 1024))
    } finally {
      await rm(file, { force: true })
    }
    const { bavail, bsize, ffree, files } = await statfs(folder)
    const free = bavail * bsize
    const found = `${folder} can be written. ${Math.floor(free / MEGABYTE)} MB are free.`
    const next = `Free space on the disk of ${folder}, or move DATA_DIR. On a full disk nothing is saved.`
    // Some filesystems have no fixed number of inodes, and report 0.
    const lacksInodes = files > 0 && ffree < LEAST_INODES
    if (free < FAIL_BYTES) return { check, outcome: 'fail', found, next }
    if (lacksInodes) return { check, outcome: 'fail', found: `${folder} has ${ffree} inodes left.`, next }
    if (free < WARN_BYTES) return { check, outcome: 'warn', found, next }
    return { check, outcome: 'ok', found, next: null }
  } catch (error) {
    return {
      check,
      outcome: 'fail',
      found: formatFolderFault({ folder, code: formatCode(error) }),
      next: 'Let the user of the server write DATA_DIR, free space on its disk, or set DATA_DIR to another folder.',
    }
  }
}

function findExisting(folder: string): string {
  const parent = path.dirname(folder)
  return existsSync(folder) || parent === folder ? folder : findExisting(parent)
}

/** Warn of a configuration that starts but is probably not meant. */
export function checkChoices(env: Environment): Finding[] {
  const findings: Finding[] = []
  const files = path.join(env.DATA_DIR || '.data', 'pg')
  if (env.DATABASE_URL && existsSync(files))
    findings.push({
      check: 'configuration',
      outcome: 'warn',
      found: `DATABASE_URL is set, so the embedded database in ${files} is not used.`,
      next: 'Remove the folder if you do not need it, or remove DATABASE_URL to use it.',
    })
  if (!Object.entries(env).some(([name, value]) => name.startsWith('RPC_URL_') && value))
    findings.push({
      check: 'configuration',
      outcome: 'warn',
      found: 'No chain has an endpoint, so no condition can be checked.',
      next: 'Set RPC_URL_<CHAIN> for each chain that your gates name.',
    })
  return findings
}

/** What to do about a server that does not answer. */
const UNREACHABLE = {
  server: 'Start the server, or correct PORT and HOST: the doctor needs the variables of the server.',
  'public URL': 'Check the DNS name, the certificate and the proxy in front of the server.',
} as const

/** What to do about each check of `/readyz` that fails. */
const UNREADY: Readonly<Record<string, string>> = {
  database: 'Check that PostgreSQL runs, and its disk.',
  chains: 'Set an endpoint that answers: see the lines of the chains.',
}

type CheckReadyParameters = { readonly check: keyof typeof UNREACHABLE; readonly origin: string }

/** Ask a server at a URL whether it is ready. */
export async function checkReady({ check, origin }: CheckReadyParameters): Promise<Finding> {
  try {
    const answer = await fetch(`${origin}/readyz`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(ASK_MS),
    })
    const text = (await answer.text()).slice(0, 200).replaceAll(/\s+/g, ' ')
    if (answer.status === 200 && text.includes('"load":"failing"')) return describeBusy({ check, origin })
    if (answer.status === 200 && text.startsWith('{"status":"ready"'))
      return { check, outcome: 'ok', found: `The server at ${origin} is ready.`, next: null }
    if (answer.status === 503)
      return {
        check,
        outcome: 'fail',
        found: `The server at ${origin} is not ready: ${text}`,
        next: describeUnready(text),
      }
    return {
      check,
      outcome: 'unknown',
      found: `What answers at ${origin}/readyz with ${answer.status} is not this version of Palisade.`,
      next: 'Check that the URL leads to this server, and that it runs this version.',
    }
  } catch (error) {
    return {
      check,
      outcome: 'fail',
      found: `Nothing answers at ${origin}: ${formatCode(error)}.`,
      next: UNREACHABLE[check],
    }
  }
}

/** Say that a server is ready, and that its ceiling has turned people away. */
function describeBusy({ check, origin }: CheckReadyParameters): Finding {
  return {
    check,
    outcome: 'warn',
    found: `The server at ${origin} is ready. Within the last minute it told people to come back later, because it answers no more than REQUESTS_AT_ONCE at once.`,
    next: 'Nothing, if it passes. If it stays, add a process, or give PostgreSQL more cores.',
  }
}

/** Say what to do about the answer of a server that is not ready. */
function describeUnready(text: string): string {
  const steps = Object.keys(UNREADY).filter((name) => text.includes(`"${name}":"failing"`))
  return steps.map((name) => UNREADY[name]).join(' ') || 'Look into its log.'
}

type CheckSameParameters = { readonly own: string; readonly publicOrigin: string }

/**
 * Check that the public URL leads to this installation, by the keys that sign its access tokens: all processes on one
 * database have the same. A copy of that database has them too.
 */
export async function checkSame({ own, publicOrigin }: CheckSameParameters): Promise<Finding> {
  const check = 'public URL'
  const [ours, theirs] = await Promise.all([readKeyIds(own), readKeyIds(publicOrigin)])
  if (ours === null || theirs === null)
    return {
      check,
      outcome: 'unknown',
      found: `Palisade cannot tell whether ${publicOrigin} leads to this server: ${ours === null ? own : publicOrigin} does not show its public keys.`,
      next: 'Run this again. If the result is the same, read the log of that server.',
    }
  if (ours.some((id) => theirs.includes(id)))
    return { check, outcome: 'ok', found: `${publicOrigin} leads to this installation.`, next: null }
  return {
    check,
    outcome: 'fail',
    found: `Another installation of Palisade answers at ${publicOrigin}: it has other keys than the server at ${own}.`,
    next: 'Point the DNS name and the proxy to this server, or correct SHOPIFY_APP_URL, PORT or DATABASE_URL.',
  }
}

/** Read the ids of a server's public keys; null if it does not tell them. */
async function readKeyIds(origin: string): Promise<readonly unknown[] | null> {
  try {
    const answer = await fetch(`${origin}/api/v1/.well-known/jwks.json`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(ASK_MS),
    })
    const { keys } = (await answer.json()) as { keys?: readonly { kid?: unknown }[] }
    const ids = keys?.flatMap(({ kid }) => kid ?? []) ?? []
    return answer.status === 200 && ids.length > 0 ? ids : null
  } catch {
    return null
  }
}

/** The code of a fault, or its name. Messages may quote URLs with keys. */
export function formatCode(error: unknown): string {
  const { code, cause, name } = Object(error) as { code?: unknown; cause?: unknown; name?: unknown }
  if (typeof code === 'string') return code
  return cause ? formatCode(cause) : String(name ?? 'unknown')
}
