import {
  createWasmCursor,
  formatUnsigned,
  readModule,
  type WasmCursor,
  type WasmSection,
} from './wasmBinary.ts'

/*
 * Appends one mutable i64 global and exports it as `__fuel`. Each straight-line segment of code first adds its number
 * of operators to it. It counts one per operator and per function entry, and none for operators that only shape the
 * code. wasmtime counts fuel by the same rules.
 */

const MEMORIES = 5
const GLOBALS = 6
const EXPORTS = 7
const CODE = 10
const IMPORTS = 2
const EXPORT_NAME = '__fuel'
/** Before the number of each global of a covered module. */
const GLOBAL_NAME = '__global'
const PAGE_BYTES = 65_536
// nop, block, loop, else, end, return, drop, unreachable
const FREE = new Set([0x00, 0x01, 0x02, 0x03, 0x05, 0x0b, 0x0f, 0x1a])
// unreachable, loop, if, else, end, br, br_if, br_table, return, return_call, return_call_indirect
const CUTS = new Set([0x00, 0x03, 0x04, 0x05, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x12, 0x13])

/**
 * Rewrite a Wasm module so that it counts its own instructions in the exported global `__fuel`.
 *
 * Deterministic: the same input gives the same count on every machine.
 *
 * @throws Error on an operator that this reader does not know.
 */
export function countInstructions(wasm: Uint8Array): Uint8Array<ArrayBuffer> {
  return instrument(wasm, false).bytes
}

export type CoveredModule = {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Where the counters begin in the memory: one i32 for each segment, in a page that the module itself does not have. */
  readonly countersAt: number
  readonly segments: number
}

/**
 * Rewrite a Wasm module as `countInstructions` does, so that it also counts how often each segment of its code ran, and
 * exports its globals, which with the memory are all of its state.
 */
export function coverSegments(wasm: Uint8Array): CoveredModule {
  return instrument(wasm, true)
}

function instrument(wasm: Uint8Array, isCovered: boolean): CoveredModule {
  const sections = readModule(wasm)
  const imported = countImportedGlobals(sections)
  const fuel = imported + countItems(sections, GLOBALS)
  const pages = isCovered ? countPages(sections) : 0
  const meter: Meter = { fuel, countersAt: isCovered ? pages * PAGE_BYTES : null, segments: 0 }
  const globals = isCovered ? Array.from({ length: fuel - imported }, (_, i) => imported + i) : []
  const exported = [
    ...globals.map((index) => [`${GLOBAL_NAME}${index}`, index] as const),
    [EXPORT_NAME, fuel] as const,
  ].map(([text, index]) => [...name(text), 0x03, ...formatUnsigned(index)])
  const written = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 10, 11].flatMap((id) => {
    const body = sections.find((section) => section.id === id)?.body
    if (id === MEMORIES && isCovered) return [frame(id, [0x01, 0x00, ...formatUnsigned(pages + 1)])]
    if (id === GLOBALS) return [frame(id, append(body, [[0x7e, 0x01, 0x42, 0x00, 0x0b]]))]
    if (id === EXPORTS) return [frame(id, append(body, exported))]
    if (id === CODE && body) return [frame(id, meterCode(body, meter))]
    return body && id !== 0 ? [frame(id, body)] : []
  })
  if (isCovered && meter.segments * 4 > PAGE_BYTES)
    throw new Error('The module has more segments than a page has counters.')
  const bytes = Uint8Array.from([...wasm.subarray(0, 8), ...written.flat()])
  return { bytes, countersAt: meter.countersAt ?? 0, segments: meter.segments }
}

/** What is written before each segment; `segments` is how many there are so far. */
type Meter = { readonly fuel: number; readonly countersAt: number | null; segments: number }

function meterCode(body: Uint8Array, meter: Meter): number[] {
  const cursor = createWasmCursor(body)
  const count = cursor.unsigned()
  const out = formatUnsigned(count)
  for (let i = 0; i < count; i++) {
    const size = cursor.unsigned()
    const end = cursor.position() + size
    const metered = meterBody(cursor, end, meter)
    out.push(...formatUnsigned(metered.length), ...metered)
  }
  return out
}

function meterBody(cursor: WasmCursor, end: number, meter: Meter): number[] {
  const start = cursor.position()
  for (let groups = cursor.unsigned(); groups > 0; groups--) {
    cursor.unsigned()
    cursor.byte()
  }
  const out = [...cursor.slice(start)]
  let segment: number[] = []
  let cost = 1
  while (cursor.position() < end) {
    const from = cursor.position()
    const operator = cursor.skipOperator()
    segment.push(...cursor.slice(from))
    if (!FREE.has(operator)) cost++
    if (!CUTS.has(operator) && cursor.position() < end) continue
    if (cost > 0) out.push(...addFuel(cost, meter.fuel), ...addCount(meter))
    out.push(...segment)
    segment = []
    cost = 0
  }
  return out
}

function addFuel(cost: number, fuel: number): number[] {
  const index = formatUnsigned(fuel)
  return [0x23, ...index, 0x42, ...formatSigned(cost), 0x7c, 0x24, ...index]
}

/** `counter += 1`, at the address of the segment's own counter. */
function addCount(meter: Meter): number[] {
  if (meter.countersAt === null) return []
  const at = [0x41, ...formatSigned(meter.countersAt + 4 * meter.segments++)]
  return [...at, ...at, 0x28, 0x02, 0x00, 0x41, 0x01, 0x6a, 0x36, 0x02, 0x00]
}

/** The pages that a module starts with. @throws Error if it has no memory of its own */
function countPages(sections: readonly WasmSection[]): number {
  const body = sections.find((section) => section.id === MEMORIES)?.body
  if (!body) throw new Error('The module has no memory.')
  const cursor = createWasmCursor(body)
  cursor.unsigned()
  cursor.unsigned()
  return cursor.unsigned()
}

function formatSigned(number: number): number[] {
  const bytes = formatUnsigned(number)
  const last = bytes.length - 1
  // A set sign bit would make the number negative, so another byte follows.
  if ((bytes[last] ?? 0) < 0x40) return bytes
  return [...bytes.slice(0, last), (bytes[last] ?? 0) | 0x80, 0x00]
}

function countImportedGlobals(sections: readonly WasmSection[]): number {
  const body = sections.find((section) => section.id === IMPORTS)?.body
  if (!body) return 0
  const cursor = createWasmCursor(body)
  let globals = 0
  for (let left = cursor.unsigned(); left > 0; left--) if (cursor.skipImport()) globals++
  return globals
}

function countItems(sections: readonly WasmSection[], id: number): number {
  const body = sections.find((section) => section.id === id)?.body
  return body ? createWasmCursor(body).unsigned() : 0
}

function append(body: Uint8Array | undefined, items: readonly number[][]): number[] {
  const cursor = createWasmCursor(body ?? Uint8Array.of(0))
  const count = cursor.unsigned()
  return [...formatUnsigned(count + items.length), ...(body ?? []).slice(cursor.position()), ...items.flat()]
}

function frame(id: number, body: ArrayLike<number>): number[] {
  return [id, ...formatUnsigned(body.length), ...Array.from(body)]
}

function name(text: string): number[] {
  const bytes = [...Buffer.from(text)]
  return [...formatUnsigned(bytes.length), ...bytes]
}
