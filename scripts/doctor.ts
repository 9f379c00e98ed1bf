import { formatFindings } from '../app/doctor/formatFindings.ts'
import { runDoctor } from '../app/doctor/runDoctor.ts'

/*
 * npm run doctor [-- --json]: check what this server needs, with its environment, beside it or before its start. It
 * changes nothing. Exit code 0: nothing failed. 1: something did.
 */
const isJson = process.argv.includes('--json')
// The modules of the server print what they open; here only findings go to the output.
const { log } = console
console.log = () => undefined
const findings = await runDoctor(process.env)
log(isJson ? JSON.stringify(findings, null, 2) : formatFindings(findings))
process.exit(findings.some(({ outcome }) => outcome === 'fail') ? 1 : 0)
