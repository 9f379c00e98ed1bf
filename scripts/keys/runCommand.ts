import { NotFoundError } from '../../app/core/errors/base.ts'
import { formatProjectForm } from '../../app/core/project/formatProjectForm.ts'
import type { Project } from '../../app/core/project/types.ts'
import { createApiKey } from '../../app/flows/projects/createApiKey.ts'
import { createProject } from '../../app/flows/projects/createProject.ts'
import { deleteProject } from '../../app/flows/projects/deleteProject.ts'
import { listProjects } from '../../app/flows/projects/listProjects.ts'
import { loadProject } from '../../app/flows/projects/loadProject.ts'
import { revokeAccessToken } from '../../app/flows/projects/revokeAccessToken.ts'
import { revokeApiKey } from '../../app/flows/projects/revokeApiKey.ts'
import { rotateApiKey } from '../../app/flows/projects/rotateApiKey.ts'
import { rotateSigningKey } from '../../app/flows/projects/rotateSigningKey.ts'
import { updateProject } from '../../app/flows/projects/updateProject.ts'
import { reconcileRestored } from '../../app/flows/shops/reconcileRestored.ts'
import { findKey } from './findKey.ts'
import {
  formatKeys,
  formatProject,
  formatRows,
  formatUtc,
  toKeyJson,
  toProjectJson,
} from './formatProject.ts'
import type { Keyring } from './openKeyring.ts'
import type { Command } from './parseCommand.ts'
import { toForm } from './toForm.ts'

/** The result of a command, as text and as JSON. */
type CommandResult = { readonly text: string; readonly json: unknown }

const asker = 'operator'
const ONCE = 'Store the secret key now. Palisade does not keep it, and it will not be shown again.'

/** Run a command as the operator. @throws {PalisadeError} the errors of its flow. */
export async function runCommand({
  keyring,
  command,
}: {
  keyring: Keyring
  command: Exclude<Command, { kind: 'help' }>
}): Promise<CommandResult> {
  switch (command.kind) {
    case 'after-restore':
      return repairRestored(keyring)
    case 'projects':
      return tellProjects(keyring)
    case 'create-project':
      return makeProject(keyring, command)
    case 'show':
      return showProject(keyring, (await findProject(keyring, command.project)).id)
    case 'set':
      return changeProject(keyring, command)
    case 'delete-project': {
      const { id } = await findProject(keyring, command.project)
      const project = await deleteProject(keyring, { asker, projectId: id })
      return { text: `Deleted "${project.name}" with its keys.`, json: { deleted: project.id } }
    }
    case 'create-key':
      return makeKey(keyring, command)
    case 'roll':
      return rollKey(keyring, command.key)
    case 'revoke': {
      const { id: keyId, projectId } = await findKey(keyring, command.key)
      const key = await revokeApiKey(keyring, { asker, projectId, keyId })
      return {
        text: `Revoked "${key.name}". A running server refuses it within five seconds.`,
        json: toKeyJson({ key, now: keyring.now() }),
      }
    }
    case 'rotate-signing-key': {
      const { kid, endsAt } = await rotateSigningKey(keyring)
      const text = `Key ${kid} starts to sign tokens in 90 seconds, when all servers and clients know it. The previous key verifies tokens until ${formatUtc(endsAt)}.`
      return { text, json: { kid, endsAt } }
    }
    case 'revoke-token':
      await revokeAccessToken(keyring, command)
      return {
        text: 'A running server refuses this token within five seconds.',
        json: { revoked: command.tid },
      }
    default:
      return command satisfies never
  }
}

async function tellProjects(keyring: Keyring): Promise<CommandResult> {
  const { projects } = await listProjects(keyring, { asker })
  const none =
    'There are no projects yet. Create one: npm run keys -- create-project --name "My site" --domain my.example'
  return { text: projects.map(formatProject).join('\n\n') || none, json: projects.map(toProjectJson) }
}

async function makeProject(
  keyring: Keyring,
  { options }: Extract<Command, { kind: 'create-project' }>,
): Promise<CommandResult> {
  const { project, issued } = await createProject(keyring, {
    asker,
    form: toForm({ options }),
    draftId: null,
  })
  const secret = await createApiKey(keyring, {
    asker,
    projectId: project.id,
    kind: 'secret',
    name: issued.key.name,
    draftId: null,
  })
  const keys = { publishable: issued.text, secret: secret.text }
  const rows = formatRows([
    ['publishable', keys.publishable],
    ['secret', keys.secret],
  ])
  return {
    text: `${formatProject(project)}\n${rows}\n\n${ONCE}`,
    json: { ...toProjectJson(project), keys },
  }
}

async function showProject(keyring: Keyring, projectId: string): Promise<CommandResult> {
  const { project, keys, now } = await loadProject(keyring, { asker, projectId })
  return {
    text: `${formatProject(project)}\n\n${formatKeys({ keys, now })}`,
    json: { ...toProjectJson(project), keys: keys.map((key) => toKeyJson({ key, now })) },
  }
}

async function changeProject(
  keyring: Keyring,
  command: Extract<Command, { kind: 'set' }>,
): Promise<CommandResult> {
  const standing = await findProject(keyring, command.project)
  const project = await updateProject(keyring, {
    asker,
    projectId: standing.id,
    form: toForm({ options: command.options, before: formatProjectForm(standing) }),
    openedAt: standing.updatedAt,
  })
  return { text: formatProject(project), json: toProjectJson(project) }
}

async function makeKey(
  keyring: Keyring,
  { project, keyKind: kind, name }: Extract<Command, { kind: 'create-key' }>,
): Promise<CommandResult> {
  const { id: projectId } = await findProject(keyring, project)
  const { key, text } = await createApiKey(keyring, { asker, projectId, kind, name, draftId: null })
  return {
    text: `  ${text}${kind === 'secret' ? `\n\n${ONCE}` : ''}`,
    json: { ...toKeyJson({ key, now: keyring.now() }), key: text },
  }
}

async function rollKey(keyring: Keyring, word: string): Promise<CommandResult> {
  const { id: keyId, projectId } = await findKey(keyring, word)
  const { key, text, old } = await rotateApiKey(keyring, { asker, projectId, keyId })
  const now = keyring.now()
  const until = formatUtc(old.endsAt ?? now)
  return {
    text: `  ${text}\n\nThe old key works until ${until}.${key.kind === 'secret' ? ` ${ONCE}` : ''}`,
    json: { ...toKeyJson({ key, now }), key: text, old: toKeyJson({ key: old, now }) },
  }
}

/** Find a project by its id or by a unique name. @throws {NotFoundError} ERR_PROJECT_NOT_FOUND */
async function findProject(keyring: Keyring, word: string): Promise<Project> {
  const { projects } = await listProjects(keyring, { asker: 'operator' })
  const byId = projects.find((project) => project.id === word)
  if (byId) return byId
  const [found, ...others] = projects.filter((project) => project.name === word)
  if (found && others.length === 0) return found
  const isMany = others.length > 0
  throw new NotFoundError(
    'ERR_PROJECT_NOT_FOUND',
    isMany ? `${others.length + 1} projects have the name "${word}".` : `There is no project "${word}".`,
    { hint: 'Use the id of the project. List all ids: npm run keys -- projects' },
  )
}

async function repairRestored(keyring: Keyring): Promise<CommandResult> {
  const shops = await reconcileRestored(keyring)
  const text =
    shops.length === 0
      ? 'No shop has installed the app, so there is nothing to do.'
      : `Ended the proof keys and the tills of ${shops.join(', ')}. The running server now writes new keys to Shopify and finds the orders that the backup does not have.`
  return { text, json: { shops } }
}
