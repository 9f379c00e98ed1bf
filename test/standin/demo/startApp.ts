import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { endWithThis } from '../processes/endWithThis.ts'
import { formatOrigin } from '../processes/formatOrigin.ts'

export type StartAppParameters = {
  readonly host: string
  readonly port: number
  /** Additions to a production server's environment. From this process the app inherits only PATH. */
  readonly env: Readonly<Record<string, string>>
  /** Serve the sources and follow their changes; default: the build. */
  readonly isWatched?: boolean
  /** Starts the server in a root of its own; default: the build in this folder. */
  readonly command?: readonly [program: string, ...words: string[]]
  /** Keep its log for `output`, and write none of it. */
  readonly isQuiet?: boolean
  /** Called when the app exits by itself. */
  readonly onDeath: (sentence: string) => void
}
export type RunningApp = {
  readonly origin: string
  readonly pid: number
  /** What it has written to both of its streams. */
  readonly output: () => string
  /** Send it a signal, and wait until it has ended; returns its exit code. */
  readonly stop: (signal: NodeJS.Signals) => Promise<number | null>
  /** Start it again after it has ended, at the same address. */
  readonly restart: () => Promise<void>
  readonly close: () => Promise<void>
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const REROUTE = new URL('../shopify/reroute.mjs', import.meta.url).href

/** Its log is for people. It waits for no load balancer, and asks no host outside for pictures. */
const DEFAULTS = { LOG_FORMAT: 'text', DRAIN_SECONDS: '0', TOKEN_PICTURES: 'chain' }
const BUILD = { entry: ['build/server.js'], mode: 'production' } as const
const SOURCES = {
  entry: ['--import', 'tsx', 'test/standin/demo/serveSources.ts'],
  mode: 'development',
} as const

/**
 * Start the app as a separate process, as `npm start` does, with its calls to Shopify rerouted to the stand-in.
 */
export async function startApp(parameters: StartAppParameters): Promise<RunningApp> {
  const { host, port, isWatched = false } = parameters
  const output: string[] = []
  let running = await launch(parameters, output)
  if (isWatched) {
    // From now on it says what it reloaded, and what an edit logs.
    createInterface(running.child.stdout).on('line', (line) => {
      console.log(line)
    })
  }
  return {
    origin: formatOrigin({ host, port }),
    get pid() {
      return running.child.pid ?? 0
    },
    output: () => output.join(''),
    stop: (signal) => running.stop(signal),
    restart: async () => {
      running = await launch(parameters, output)
    },
    close: async () => {
      const killer = setTimeout(() => running.child.kill('SIGKILL'), 5000)
      await running.stop('SIGTERM')
      clearTimeout(killer)
    },
  }
}

/** Start one process of the app; resolves when it listens. */
async function launch(parameters: StartAppParameters, output: string[]) {
  const { host, port, env, isWatched = false, isQuiet = false, onDeath } = parameters
  const { entry, mode } = isWatched ? SOURCES : BUILD
  const { command = [process.execPath, '--import', REROUTE, ...entry] } = parameters
  const [program, ...words] = command
  const child = spawn(program, words, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOST: host, PORT: String(port), NODE_ENV: mode, ...DEFAULTS, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Detached: Ctrl-C in the terminal goes only to the demo, which then closes the app.
    detached: true,
  })
  const letBe = endWithThis(child.pid)
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  let [isListening, isStopping] = [false, false]
  const since = output.length
  child.stderr.on('data', (chunk: Buffer) => {
    output.push(chunk.toString())
    // The app reports a fault to users only by its id. Its log must be visible here, so that the id can be found.
    if (!isQuiet) process.stderr.write(chunk)
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output.push(chunk.toString())
      if (!output.slice(since).join('').includes('listens on')) return
      isListening = true
      resolve()
    })
    child.once('exit', (code) => {
      const sentence = `The app ended with code ${code}.\n${output.join('').slice(-4000)}`
      reject(new Error(sentence))
      if (isListening && !isStopping) onDeath(sentence)
    })
  })
  const stop = async (signal: NodeJS.Signals) => {
    isStopping = true
    child.kill(signal)
    const code = await exited
    letBe()
    return code
  }
  return { child, stop }
}
