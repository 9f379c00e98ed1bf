import { authCases, authzCases, nonceCases, validateCases } from './authCases.ts'
import { blockchainCases } from './chainCases.ts'
import { integrationCases, jsCases, nodeCases, scriptCases, tutorialCases } from './clientCases.ts'
import { chainsCases, contractCases, errorCases, themeCases, tokenCases } from './conceptCases.ts'
import { authorizeCases, authorizeParameterCases, grantCases, openIdCases } from './oauthCases.ts'
import { ownershipCases } from './ownershipCases.ts'
import { keyCases, oldPathCases, restrictCases } from './projectCases.ts'
import { evmCases, loginCases, solanaCases, validateByCurlCases } from './quickStartCases.ts'
import { reactCases } from './reactCases.ts'
import { goCases, pythonCases } from './serverClientCases.ts'
import type { Section } from './types.ts'

/**
 * Every request, parameter, claim, example, method and tutorial of Picket's documentation and clients, by its pages.
 * docs/moving-from-picket.md#every-documented-request counts them.
 */
export const sections: readonly Section[] = [
  { name: 'Auth: `auth`', cases: authCases },
  { name: 'Auth: `authz`', cases: authzCases },
  { name: 'Auth: `nonce`', cases: nonceCases },
  { name: 'Auth: `validate`', cases: validateCases },
  { name: 'Chains', cases: chainsCases },
  { name: 'Access tokens', cases: tokenCases },
  { name: 'Errors', cases: errorCases },
  { name: 'Modal themes', cases: themeCases },
  { name: 'Contracts', cases: contractCases },
  { name: 'Integrations', cases: integrationCases },
  { name: 'OAuth 2.0: authorize', cases: authorizeCases },
  { name: 'OAuth 2.0: parameters of picket-js', cases: authorizeParameterCases },
  { name: 'OAuth 2.0: token', cases: grantCases },
  { name: 'OpenID Connect, Cognito', cases: openIdCases },
  { name: 'Paths before October 2022', cases: oldPathCases },
  { name: 'The script of picket-js', cases: scriptCases },
  { name: 'Projects and keys', cases: keyCases },
  { name: 'Quick start: restrict access', cases: restrictCases },
  { name: 'Quick start: tokens on EVM', cases: evmCases },
  { name: 'Quick start: tokens on Solana', cases: solanaCases },
  { name: 'Quick start: wallet login', cases: loginCases },
  { name: 'Quick start: access tokens', cases: validateByCurlCases },
  { name: 'picket-go', cases: goCases },
  { name: 'picket-js', cases: jsCases },
  { name: 'picket-node', cases: nodeCases },
  { name: 'picket-python', cases: pythonCases },
  { name: 'picket-react', cases: reactCases },
  { name: 'Supported blockchains', cases: blockchainCases },
  { name: 'Tutorials', cases: tutorialCases },
  { name: 'Wallets: `tokenOwnership`', cases: ownershipCases },
]
