import { runKeys } from './keys/runKeys.ts'

/* npm run keys -- <command>: manage projects and keys of the API without Shopify, for the server's operator. */
const { code, out, err, fault } = await runKeys({ words: process.argv.slice(2), env: process.env })
process.stdout.write(out)
process.stderr.write(err)
if (fault !== undefined) console.error(fault)
process.exitCode = code
