import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { endWithThis } from '../processes/endWithThis.ts'
import { findFreePort } from '../processes/findPorts.ts'
import { formatOrigin } from '../processes/formatOrigin.ts'

export type StartAnvilParameters = {
  readonly chainId: number
  readonly host: string
  /** Called when the node exits without `close`. */
  readonly onDeath: (sentence: string) => void
}

export type Anvil = { readonly rpcUrl: string; readonly pid: number; readonly close: () => Promise<void> }

/** Start an anvil node on a free port and wait until it answers. */
export async function startAnvil(parameters: StartAnvilParameters): Promise<Anvil> {
  // Another process may take the port between the search for a free one and its use.
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce({ ...parameters, port: await findFreePort(parameters.host) })
    } catch (error) {
      if (attempt === 3) throw error
    }
  }
}

async function startOnce({
  chainId,
  host,
  port,
  onDeath,
}: StartAnvilParameters & { port: number }): Promise<Anvil> {
  const args = [
    '--chain-id',
    String(chainId),
    '--host',
    host,
    '--port',
    String(port),
    '--accounts',
    '1',
    '--silent',
  ]
  // Detached: Ctrl-C in the terminal goes only to the process that started the node, which then closes it.
  const child = spawn(findBinary(), args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
  const killNow = () => child.kill('SIGKILL')
  process.once('exit', killNow)
  const stopWatching = endWithThis(child.pid)

  let closing = false
  let ready = false
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2_000)
  })
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`The chain node could not be started: ${error.message}.`))
    child.once('exit', (code, signal) => {
      resolve(`The chain node with id ${chainId} ended (${signal ?? code}). ${complaint}`.trim())
    })
  })
  void ended.then((sentence) => {
    process.off('exit', killNow)
    stopWatching()
    if (ready && !closing) onDeath(sentence)
  })

  const rpcUrl = formatOrigin({ host, port })
  const close = async () => {
    closing = true
    child.kill('SIGTERM')
    const force = setTimeout(killNow, 2_000)
    await ended
    clearTimeout(force)
  }
  const death = ended.then((sentence) => {
    throw new Error(sentence)
  })
  try {
    await Promise.race([death, waitForAnswer({ rpcUrl, chainId })])
  } catch (error) {
    await close()
    throw error
  }
  ready = true
  death.catch(() => undefined)
  return { rpcUrl, pid: child.pid ?? 0, close }
}

async function waitForAnswer({ rpcUrl, chainId }: { rpcUrl: string; chainId: number }): Promise<void> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_chainId', params: [] })
  for (let attempt = 0; attempt < 300; attempt++) {
    const answer = await fetch(rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
      .then((response) => response.text())
      .catch(() => '')
    if (answer.includes(`"0x${chainId.toString(16)}"`)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`The chain node at ${rpcUrl} did not answer within 15 seconds.`)
}

function findBinary(): string {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  const name = `@foundry-rs/anvil-${process.platform}-${arch}`
  const program = process.platform === 'win32' ? 'anvil.exe' : 'anvil'
  try {
    // The platform's package may be nested below the package that depends on it.
    const near = createRequire(createRequire(import.meta.url).resolve('@foundry-rs/anvil/package.json'))
    return near.resolve(`${name}/bin/${program}`)
  } catch {
    throw new Error(
      `The chain node cannot start: the optional package ${name} is not installed. Run npm install with optional packages.`,
    )
  }
}
