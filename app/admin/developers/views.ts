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

/** How a key stands; `until` names the instant it ends or has ended. */
export type KeyStatus =
  | { readonly kind: 'active' }
  | { readonly kind: 'ending' | 'ended'; readonly until: string }

/** A key as its project's page shows it: a publishable one whole, of a secret one how it begins and ends. */
export type ApiKeyView = {
  readonly id: string
  readonly kind: ApiKeyKind
  readonly name: string
  readonly shown: string
  readonly createdAt: string
  readonly status: KeyStatus
}

/** A project as its page opens it. */
export type ProjectView = {
  readonly id: ProjectId
  /** `updatedAt`, handed back on save so that nobody's change is overwritten unseen. */
  readonly openedAt: number
  readonly form: ProjectForm
  readonly keys: readonly ApiKeyView[]
  readonly changedAt: string
  readonly timeZone: string
  /** Unix seconds: the instant that the preview of the message names. */
  readonly now: number
}

/** Where this server's API is reached and read about. */
export type ApiAddresses = { readonly api: string; readonly docs: string }

/** A project that was just made or saved, as it is kept. */
export type SavedProject = {
  readonly id: ProjectId
  readonly openedAt: number
  readonly form: ProjectForm
}

/** A key that was just made; the text of a secret one is never told again. `replaces`: another one, which still works for a day. */
export type IssuedKeyView = {
  readonly kind: ApiKeyKind
  readonly name: string
  readonly text: string
  readonly replaces: boolean
}

/** What a change of projects comes to; a refusal has a sentence for every wrong field, by its path. */
export type ProjectAnswer<T> = ChangeAnswer<T, Readonly<Record<string, string>>>
