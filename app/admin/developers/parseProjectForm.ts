import { z } from 'zod'
import { NotFoundError } from '../../core/errors/base.ts'
import type { ProjectForm } from '../../core/project/form.ts'
import type { ApiKeyKind } from '../../core/project/types.ts'
import { parseForm } from '../parseForm.ts'

/* Parses what the pages of projects send: a new project, a change of one, a new key, and the ids in their URLs. */

/** The maximum lengths only keep garbage out. `parseProjectDraft` validates each field. */
const createEntriesSchema = (most: number) => z.array(z.string().max(4000)).max(most)
const ProjectFormBody = z.strictObject({
  name: z.string().max(500),
  allowedDomains: createEntriesSchema(200),
  redirectUris: createEntriesSchema(200),
  format: z.string().max(40),
  statement: z.string().max(2000),
  requirement: z
    .strictObject({
      chain: z.string().max(40),
      contractAddress: z.string().max(200),
      minTokenBalance: z.string().max(200),
      tokenIds: createEntriesSchema(200),
      allowedWallets: createEntriesSchema(3000),
    })
    .nullable(),
  isStorefront: z.boolean(),
}) satisfies z.ZodType<ProjectForm>
const ProjectEditBody = z.strictObject({ form: ProjectFormBody, openedAt: z.int().nonnegative() })
const NewProjectBody = ProjectFormBody.extend({ draftId: z.uuid() })
const NewKeyBody = z.strictObject({
  draftId: z.uuid(),
  kind: z.enum(['publishable', 'secret']),
  name: z.string().max(500),
}) satisfies z.ZodType<{ draftId: string; kind: ApiKeyKind; name: string }>

const GateRightBody = z.strictObject({ mayChangeGates: z.boolean() })

/** Parse whether secret keys may manage gates. @throws {InputError} ERR_BODY_INVALID */
export const parseGateRight = (value: unknown) => parseForm(GateRightBody, value)

/** Parse the form of a new project, and the id that the page gave to it. @throws {InputError} ERR_BODY_INVALID */
export function parseNewProject(value: unknown): { form: ProjectForm; draftId: string } {
  const { draftId, ...form } = parseForm(NewProjectBody, value)
  return { form, draftId }
}

/**
 * Parse a change of a project: the form, and the project's `updatedAt` when the page opened it.
 * @throws {InputError} ERR_BODY_INVALID
 */
export const parseProjectEdit = (value: unknown) => parseForm(ProjectEditBody, value)

/** Parse the kind and name of a new key. @throws {InputError} ERR_BODY_INVALID */
export const parseNewKey = (value: unknown) => parseForm(NewKeyBody, value)

/** Parse the project id in a URL. @throws {NotFoundError} ERR_PROJECT_NOT_FOUND if the text cannot be an id. */
export function parseProjectId(text: string | undefined): string {
  if (text && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return text
  throw new NotFoundError('ERR_PROJECT_NOT_FOUND', 'This project does not exist in this shop.', {
    hint: 'Open it from the list of projects.',
  })
}

/** Parse the ids in a key's URL. @throws {NotFoundError} ERR_PROJECT_NOT_FOUND, ERR_API_KEY_NOT_FOUND */
export function parseKeyAddress(params: Readonly<Record<string, string | undefined>>) {
  const projectId = parseProjectId(params.project)
  const keyId = params.key
  if (keyId && /^[0-9a-f]{32}$/.test(keyId)) return { projectId, keyId }
  throw new NotFoundError('ERR_API_KEY_NOT_FOUND', 'This key no longer exists.', {
    hint: 'Reload the page to see the current keys.',
  })
}
