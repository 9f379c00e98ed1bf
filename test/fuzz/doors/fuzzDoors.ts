import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeWhole } from '../../../scripts/writeWhole.ts'
import { minimize } from '../minimize.ts'
import { checkAnswer, type DoorFailure } from './checkAnswer.ts'
import { type CorpusState, openCorpus } from './corpus.ts'
import { DOORS } from './doors.ts'
import { findLogged } from './findLogged.ts'
import { findSaved, waitUntilStill } from './findSaved.ts'
import { ROUND, runRound } from './runRound.ts'
import type { Door, DoorRequest, World } from './types.ts'

/** A test sends every file here again. */
export const FOUND_FOLDER = fileURLToPath(new URL('./found', import.meta.url))
const TELL_MS = 5_000
const MOST_FAILURES = 20

export type FuzzDoorsParameters = {
  readonly world: World
  /** Requests of this seed altogether: those of earlier runs count. */
  readonly inputs: number
  readonly seed: number
  /** Keeps the count. */
  readonly folder: string
  /** Keeps failures; default: where the test finds them. */
  readonly foundFolder?: string
  readonly say: (line: string) => void
}
type State = {
  rounds: number
  requests: number
  refused: number
  repeated: number
  failures: number
  readonly corpus: CorpusState
}
export type FuzzDoorsResult = State & { readonly files: readonly string[] }

/** Send changed requests to every door, and go on where an earlier run ended. */
export async function fuzzDoors(parameters: FuzzDoorsParameters): Promise<FuzzDoorsResult> {
  const { world, inputs, seed, folder, foundFolder = FOUND_FOLDER, say } = parameters
  const file = path.join(folder, `doors-${seed}.json`)
  const state: State = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as State)
    : { rounds: 0, requests: 0, refused: 0, repeated: 0, failures: 0, corpus: { bodies: {}, answers: {} } }
  const corpus = openCorpus(state.corpus)
  const [startedAt, before] = [performance.now(), state.requests]
  let blocks = 0
  const files = new Set<string>()
  let toldAt = startedAt
  const tell = () => {
    toldAt = performance.now()
    mkdirSync(folder, { recursive: true })
    writeWhole(file, Buffer.from(JSON.stringify(state)))
    const rate = (state.requests - before) / ((toldAt - startedAt) / 1000)
    const minutes = rate > 0 ? Math.ceil((inputs - state.requests) / rate / 60) : 0
    const { requests, refused, repeated } = state
    const kinds = Object.keys(state.corpus.answers).length
    say(
      `${requests} of ${inputs} requests, ${Math.round(rate)} a second, ${refused} refused, ${repeated} of them sent again; ` +
        `${kinds} kinds of answers, ${blocks} blocks of code; ${files.size} failures. ${minutes} min left.`,
    )
  }
  while (state.requests < inputs && files.size < MOST_FAILURES) {
    const count = Math.min(ROUND, inputs - state.requests)
    const result = await runRound({ world, seed, rank: state.rounds++, corpus, count })
    state.requests += result.count
    state.refused += result.refused
    state.repeated += result.repeated
    blocks += result.newBlocks
    for (const failure of result.failures) {
      const kept = await keepFailure({ world, failure, folder: foundFolder })
      if (!files.has(kept)) say(`FAILED, kept as ${kept}: ${failure.kind}: ${failure.why}`)
      files.add(kept)
      if (files.size >= MOST_FAILURES) break
    }
    state.failures += result.failures.length
    if (performance.now() - toldAt > TELL_MS) tell()
  }
  tell()
  return { ...state, files: [...files] }
}

/** A request as a file keeps it: its bytes as base64, beside a text for people. */
export type KeptRequest = Omit<DoorRequest, 'body'> & { readonly body: string; readonly text: string }

export function toRequest({ text: _, body, ...rest }: KeptRequest): DoorRequest {
  return { ...rest, body: Buffer.from(body, 'base64') }
}

/** Send a request, and check all that can be wrong about it alone. */
export async function checkRequest(world: World, request: DoorRequest) {
  const door = DOORS[request.door] as Door
  await waitUntilStill(world)
  const answer = await world.send(request)
  const finding =
    checkAnswer({ request, answer, door }) ??
    (await findLogged({ world, requests: [request], faults: world.readFaults() }))
  if (finding || answer.status < 400) return finding
  await waitUntilStill(world)
  return findSaved({ world, requests: [request] })
}

type KeepParameters = { world: World; failure: DoorFailure; folder: string }

/** Make the body small while the same oracle fails, and keep the request. Returns its file. */
async function keepFailure({ world, failure, folder }: KeepParameters): Promise<string> {
  const { kind, why, request } = failure
  const isFailing = async (body: Uint8Array) =>
    (await checkRequest(world, { ...request, body }))?.kind === kind
  const body = (await isFailing(request.body)) ? await shrinkBody(request.body, isFailing) : request.body
  const text = Buffer.from(body).toString().slice(0, 2_000)
  const { door, method, path: target, headers, lies } = request
  const encoded = Buffer.from(body).toString('base64')
  const kept: KeptRequest = { door, method, path: target, headers, lies, body: encoded, text }
  const hash = createHash('sha256')
    .update(`${request.door} ${request.path} ${kept.body}`)
    .digest('hex')
    .slice(0, 8)
  const file = path.join(folder, `${request.door.replace(/[^\w.]+/g, '_')}-${kind}-${hash}.json`)
  mkdirSync(folder, { recursive: true })
  writeWhole(
    file,
    Buffer.from(`${JSON.stringify({ kind, why: why.slice(0, 400), request: kept }, null, 2)}\n`),
  )
  return file
}

async function shrinkBody(
  body: Uint8Array,
  isFailing: (body: Uint8Array) => Promise<boolean>,
): Promise<Uint8Array> {
  const text = Buffer.from(body).toString()
  const write = (value: unknown) => Buffer.from(JSON.stringify(value) ?? '')
  try {
    const value = JSON.parse(text) as unknown
    if (await isFailing(write(value)))
      return write(await minimize(value, (smaller) => isFailing(write(smaller)), 20))
  } catch {
    // Not JSON: its text is made small.
  }
  const isText = Buffer.from(text).equals(Buffer.from(body))
  if (!isText) return body
  return Buffer.from(
    String(await minimize(text, (smaller) => isFailing(Buffer.from(String(smaller ?? ''))), 20)),
  )
}
