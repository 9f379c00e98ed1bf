import process from 'node:process'

/*
 * npm run doctor [-- --json]: check what this server needs, with its environment, beside it or before its start. It
 * changes nothing. Exit code 0: nothing failed. 1: something did.
 */
const isJson = process.argv.includes('--json')
const given = { ...process.env }
// The modules of the server log what they open; here only findings go to the output. They read the level when they load.
process.env.LOG_LEVEL = 'silent'
const { formatFindings } = await import('../app/doctor/formatFindings.ts')
const { runDoctor } = await import('../app/doctor/runDoctor.ts')
const findings = await runDoctor(given)
console.log(isJson ? JSON.stringify(findings, null, 2) : formatFindings(findings))
process.exit(findings.some(({ outcome }) => outcome === 'fail') ? 1 : 0)
