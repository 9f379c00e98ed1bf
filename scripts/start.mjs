import { existsSync } from 'node:fs'
import './readDotEnv.mjs'

/* npm start: run the server that `npm run build` made, with the variables of .env. */
const server = new URL('../build/server.js', import.meta.url)
if (existsSync(server)) await import(server.href)
else {
  console.error('There is no build/server.js. Run "npm run build", then "npm start" again.')
  process.exitCode = 1
}
