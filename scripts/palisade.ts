import process from 'node:process'

/*
 * node palisade.js <command>: the operator's commands in the folder that `npm run build` makes. Each command is a
 * script of its own, which reads the words behind its name.
 */
const COMMANDS: Readonly<Record<string, () => Promise<unknown>>> = {
  doctor: () => import('./doctor.ts'),
  keys: () => import('./keys.ts'),
  migrate: () => import('./migrate.ts'),
  'move-database': () => import('./moveDatabase.ts'),
  selftest: () => import('./selfTest.ts'),
}

const [command = ''] = process.argv.splice(2, 1)
const run = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined
if (run) await run()
else {
  const names = Object.keys(COMMANDS).join(', ')
  console.error(
    command ? `There is no command "${command}". Commands: ${names}.` : `Name a command: ${names}.`,
  )
  process.exit(2)
}
