import type { ProjectForm } from '../../core/project/form.ts'
import type { ApiKeyKind, ProjectId } from '../../core/project/types.ts'
import type { Sentence } from '../formatPlain.ts'
import type { ChangeAnswer } from '../views.ts'

/** One project in the list. */
export type ProjectRowView = {
  readonly id: ProjectId
  readonly name: string
  readonly domains: string
  readonly rule: Sentence
  readonly changedAt: string
}

/** Status of a key. `until` is the time when it ends or ended. */
export type KeyStatus =
  | { readonly kind: 'active' }
  | { readonly kind: 'ending' | 'ended'; readonly until: string }

/** A key for its project's page. `shown` is a whole publishable key, or the start and end of a secret one. */
export type ApiKeyView = {
  readonly id: string
  readonly kind: ApiKeyKind
  readonly name: string
  readonly shown: string
  readonly createdAt: string
  readonly status: KeyStatus
}

/** A project for its page. */
export type ProjectView = {
  readonly id: ProjectId
  /** The project's `updatedAt`. A save sends it back, so that it cannot silently overwrite another person's change. */
  readonly openedAt: number
  readonly form: ProjectForm
  readonly keys: readonly ApiKeyView[]
  /** Whether its secret keys may read and change the shop's gates. */
  readonly mayChangeGates: boolean
  /** Who changed that last, and when; null if nobody has. */
  readonly gateRightChange: string | null
  readonly changedAt: string
  readonly timeZone: string
  /** Unix seconds: the time in the preview of the message. */
  readonly now: number
}

/** URLs of this server's API and of its docs. */
export type ApiAddresses = { readonly api: string; readonly docs: string }

/** A created or saved project, as stored. */
export type SavedProject = {
  readonly id: ProjectId
  readonly openedAt: number
  readonly form: ProjectForm
}

/**
 * A created key. The text of a secret key is never shown again. `replaces`: whether it replaces another key, which
 * still works for a day.
 */
export type IssuedKeyView = {
  readonly kind: ApiKeyKind
  readonly name: string
  readonly text: string
  readonly replaces: boolean
}

/** Answer to a change of a project. A refusal has a sentence for each wrong field, by the field's path. */
export type ProjectAnswer<T> = ChangeAnswer<T, Readonly<Record<string, string>>>

/** A project whose database row this version cannot read. */
export type UnreadableProjectView = { readonly id: string; readonly name: string }
