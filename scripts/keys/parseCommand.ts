import { parseArgs } from 'node:util'
import type { ApiKeyKind } from '../../app/core/project/types.ts'

/** The error for an invalid command. */
export class UsageError extends Error {}

/** Project fields that the command line sets; other fields stay. */
export type ProjectOptions = {
  readonly name?: string
  readonly domain?: readonly string[]
  readonly redirect?: readonly string[]
  readonly format?: string
  readonly statement?: string
  readonly chain?: string
  readonly contract?: string
  readonly min?: string
  readonly 'token-id'?: readonly string[]
  readonly wallet?: readonly string[]
  readonly everyone?: boolean
}
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'projects' | 'rotate-signing-key' | 'after-restore' }
  | { readonly kind: 'create-project'; readonly options: ProjectOptions }
  | { readonly kind: 'show' | 'delete-project'; readonly project: string }
  | { readonly kind: 'set'; readonly project: string; readonly options: ProjectOptions }
  | {
      readonly kind: 'create-key'
      readonly project: string
      readonly keyKind: ApiKeyKind
      readonly name: string
    }
  | { readonly kind: 'roll' | 'revoke'; readonly key: string }
  | { readonly kind: 'revoke-token'; readonly tid: string }

const PROJECT_OPTIONS = {
  name: { type: 'string' },
  domain: { type: 'string', multiple: true },
  redirect: { type: 'string', multiple: true },
  format: { type: 'string' },
  statement: { type: 'string' },
  chain: { type: 'string' },
  contract: { type: 'string' },
  min: { type: 'string' },
  'token-id': { type: 'string', multiple: true },
  wallet: { type: 'string', multiple: true },
  everyone: { type: 'boolean' },
} as const
const OPTIONS = {
  ...PROJECT_OPTIONS,
  kind: { type: 'string' },
  yes: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const
const PROJECT_WORDS = Object.keys(PROJECT_OPTIONS)
/** What each command takes as its argument, and its options beside --json. */
const COMMANDS: Readonly<Record<string, { readonly about?: string; readonly options: readonly string[] }>> = {
  projects: { options: [] },
  'create-project': { options: PROJECT_WORDS },
  show: { about: 'project', options: [] },
  set: { about: 'project', options: PROJECT_WORDS },
  'delete-project': { about: 'project', options: ['yes'] },
  'create-key': { about: 'project', options: ['kind', 'name'] },
  roll: { about: 'key', options: [] },
  revoke: { about: 'key', options: [] },
  'rotate-signing-key': { options: [] },
  'revoke-token': { about: 'tid', options: [] },
  'after-restore': { options: [] },
}

/** Parse a command line. @throws {UsageError} with a sentence. */
export function parseCommand(argv: readonly string[]): Command {
  const { values, positionals } = readWords(argv)
  const [kind = 'help', about, ...rest] = positionals
  if (kind === 'help' || values.help) return { kind: 'help' }
  const known = Object.hasOwn(COMMANDS, kind) ? COMMANDS[kind] : undefined
  if (!known) throw new UsageError(`There is no command "${kind}". See: npm run keys -- help`)
  if (known.about && !about) throw new UsageError(`Name the ${known.about}: ${kind} <${known.about}>`)
  if (rest.length > 0 || (!known.about && about !== undefined)) {
    throw new UsageError(`"${rest[0] ?? about}" is one argument too many for ${kind}. Put names in quotes.`)
  }
  const stranger = Object.keys(values).find((word) => word !== 'json' && !known.options.includes(word))
  if (stranger) throw new UsageError(`${kind} has no option --${stranger}. See: npm run keys -- help`)
  return readCommand({ kind, about: about ?? '', values })
}

type Values = ReturnType<typeof readWords>['values']

function readCommand({ kind, about, values }: { kind: string; about: string; values: Values }): Command {
  const { json: _json, help: _help, yes, kind: keyKind, ...options } = values
  switch (kind) {
    case 'projects':
    case 'rotate-signing-key':
    case 'after-restore':
      return { kind }
    case 'create-project':
      if (options.name === undefined) throw new UsageError('Give the project a name: --name <name>')
      return { kind, options }
    case 'set':
      if (Object.keys(options).length === 0) {
        throw new UsageError('Name a field to change, e.g. --domain shop.example. See: npm run keys -- help')
      }
      return { kind, project: about, options }
    case 'delete-project':
      if (!yes)
        throw new UsageError(
          'This deletes the project and ends its keys. You cannot undo it. To confirm, add --yes.',
        )
      return { kind, project: about }
    case 'show':
      return { kind, project: about }
    case 'create-key':
      if (keyKind !== 'secret' && keyKind !== 'publishable') {
        throw new UsageError('Choose the kind of key: --kind secret or --kind publishable')
      }
      if (options.name === undefined) throw new UsageError('Give the key a name: --name <name>')
      return { kind, project: about, keyKind, name: options.name }
    case 'roll':
    case 'revoke':
      return { kind, key: about }
    default:
      return { kind: 'revoke-token', tid: about }
  }
}

function readWords(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true })
  } catch (error) {
    // Node's message names the invalid word.
    const sentence = error instanceof Error ? error.message.split('. ')[0] : 'Invalid command'
    throw new UsageError(`${sentence}. See: npm run keys -- help`)
  }
}
