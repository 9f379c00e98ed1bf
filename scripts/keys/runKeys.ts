import { PalisadeError } from '../../app/core/errors/base.ts'
import { explainFailure } from './explainFailure.ts'
import { HELP } from './help.ts'
import { openKeyring } from './openKeyring.ts'
import { parseCommand, UsageError } from './parseCommand.ts'
import { runCommand } from './runCommand.ts'

/** What a command prints, and its exit code. 0: done. 1: refused, with a sentence. 2: invalid command. */
export type KeysResult = {
  readonly code: 0 | 1 | 2
  readonly out: string
  readonly err: string
  /** The error behind `err`, if no code of ours explains it. */
  readonly fault?: unknown
}

/** Run a command of `npm run keys` with the words after it and the server's environment. */
export async function runKeys({
  words,
  env,
}: {
  words: readonly string[]
  env: Readonly<Record<string, string | undefined>>
}): Promise<KeysResult> {
  const isJson = words.includes('--json')
  try {
    const command = parseCommand(words)
    if (command.kind === 'help') return { code: 0, out: `${HELP}\n`, err: '' }
    const { keyring, close } = await openKeyring(env)
    try {
      const { text, json } = await runCommand({ keyring, command })
      return { code: 0, out: `${isJson ? JSON.stringify(json, null, 2) : text}\n`, err: '' }
    } finally {
      await close()
    }
  } catch (error) {
    const { code, msg } = explainFailure(error)
    const isUsage = error instanceof UsageError
    return {
      code: isUsage ? 2 : 1,
      out: '',
      err: `${isJson ? JSON.stringify({ code, msg }, null, 2) : msg}\n`,
      ...(isUsage || error instanceof PalisadeError ? {} : { fault: error }),
    }
  }
}
