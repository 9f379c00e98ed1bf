import { MOST_NAMES } from '../../../app/core/proof/formatProofConfig.ts'

export const CONFIG_KINDS = [
  'floors',
  'revised',
  'everywhere',
  'starred',
  'both',
  'renamed',
  'lifted',
  'hindered',
  'names',
  'short names',
  'blanks',
] as const
/** JSON that our formatters never write, in a member that nothing reads. */
export const FOREIGN_KINDS = ['junk', 'nested'] as const
export type ConfigKind = (typeof CONFIG_KINDS)[number] | (typeof FOREIGN_KINDS)[number]

const REVISIONS = [1, 10, 999, 99_999, 999_999_999, 4_294_967_295] as const

export type ComposeHeavyConfigParameters = {
  kind: ConfigKind
  keys: readonly { epoch: string; key: string }[]
  profile: number
  /** First gate of the lists; no list has a gate twice. */
  firstGate: number
  /** The formatter's limit; a Function gets at most 10,000. */
  bytes: number
}

/** Compose the longest allowed text of a `proof_config`. */
export function composeHeavyConfig(parameters: ComposeHeavyConfigParameters): string {
  const { kind, keys, profile, firstGate, bytes } = parameters
  const head = `{"v":1,"p":${profile},"k":${JSON.stringify(keys.map(({ epoch, key }) => [epoch, key]))}`
  const room = bytes - head.length - 1
  const floor = (i: number) => `["${(firstGate + i).toString(36)}",${(i % 2) + 1}]`
  const revisedFloor = (i: number) => `["${(firstGate + i).toString(36)}",${REVISIONS[i % REVISIONS.length]}]`
  const mark = (i: number) => `"${(firstGate + i).toString(36)}"`
  switch (kind) {
    case 'floors':
      return `${head}${fill({ name: 'x', room, item: floor })}}`
    case 'revised':
      return `${head}${fill({ name: 'x', room, item: revisedFloor })}}`
    case 'renamed':
      return `${head}${fill({ name: 'y', room, item: floor })}}`
    case 'starred':
      return `${head}${fill({ name: 'a', room, item: (i) => mark(i).replace(/"$/, '*"') })}}`
    case 'everywhere':
      return `${head}${fill({ name: 'a', room, item: mark })}}`
    case 'both': {
      const floors = fill({ name: 'x', room: room / 2, item: floor })
      return `${head}${floors}${fill({ name: 'a', room: room - floors.length, item: mark })}}`
    }
    case 'lifted':
      return `${head}${fill({ name: 'o', room, item: mark })}}`
    case 'hindered':
      return `${head}${fill({ name: 'u', room, item: mark })}}`
    case 'names': {
      // As long as the server writes them, in bytes that take two each.
      const names = composeNames(Math.floor(room / 170), (i) => `${mark(i)}:"${'ä'.repeat(80)}"`)
      return `${head}${names}}`
    }
    case 'short names': {
      const names = composeNames(MOST_NAMES, (i) => `${mark(i)}:"a"`)
      return `${head}${fill({ name: 'x', room: room - names.length, item: floor })}${names}}`
    }
    case 'junk':
      return `${head}${fill({ name: 'z', room, item: (i) => (i % 2 === 0 ? '1' : '{}') })}}`
    case 'nested':
      return `${head}${fill({ name: 'z', room, item: () => '[0]' })}}`
    case 'blanks':
      return `${head}${' '.repeat(room)}}`
  }
}

const composeNames = (count: number, item: (i: number) => string) =>
  `,"n":{${Array.from({ length: count }, (_, i) => item(i)).join(',')}}`

type FillParameters = { name: string; room: number; item: (i: number) => string }

function fill({ name, room, item }: FillParameters): string {
  let list = item(0)
  for (let i = 1; ; i++) {
    const longer = `${list},${item(i)}`
    if (longer.length + 8 > room) return `,"${name}":[${list}]`
    list = longer
  }
}
