import { existsSync } from 'node:fs'
import './checkNode.mjs'

/*
 * node --import ./scripts/readDotEnv.mjs …: take the variables of .env in this folder, as far as the environment does
 * not set them. `npm start` and the operator's commands do so. The built folder reads no .env.
 */
if (existsSync('.env')) process.loadEnvFile('.env')
