import { PalisadeError } from '../app/core/errors/base.ts'
import { explainFailure } from './keys/explainFailure.ts'
import { HELP } from './keys/help.ts'
import { openKeyring } from './keys/openKeyring.ts'
import { parseCommand, UsageError } from './keys/parseCommand.ts'
import { runCommand } from './keys/runCommand.ts'

/*
 * npm run keys -- <command>: manage projects and keys of the API without Shopify, for the server's operator.
 * Exit code 0: done. 1: refused, with a sentence. 2: invalid command.
 */
const argv = process.argv.slice(2)
const isJson = argv.includes('--json')

try {
  const command = parseCommand(argv)
  if (command.kind === 'help') console.log(HELP)
  else {
    const { keyring, close } = await openKeyring(process.env)
    try {
      const { text, json } = await runCommand({ keyring, command })
      console.log(isJson ? JSON.stringify(json, null, 2) : text)
    } finally {
      await close()
    }
  }
} catch (error) {
  const { code, msg } = explainFailure(error)
  console.error(isJson ? JSON.stringify({ code, msg }, null, 2) : msg)
  process.exitCode = error instanceof UsageError ? 2 : 1
  if (!(error instanceof PalisadeError || error instanceof UsageError)) console.error(error)
}
