import { createElement } from 'react'
import { describe, expect, test } from 'vitest'
import { formatProjectList } from '../../../app/admin/developers/formatProjectList.ts'
import { formatKeys } from '../../../app/admin/developers/formatProjectView.ts'
import { KeyTable } from '../../../app/admin/developers/KeysCard.tsx'
import { NoProjects } from '../../../app/admin/developers/ProjectListPage.tsx'
import { ProjectTable } from '../../../app/admin/developers/ProjectTable.tsx'
import { UnreadableProjects } from '../../../app/admin/developers/UnreadableProjects.tsx'
import type { KeyChanges } from '../../../app/admin/developers/useKeyChanges.ts'
import { fakeKey, project, publishableKey, secretKey } from '../../fakes/fakeApi.ts'
import { NOW, shop } from '../../fakes/fakeContext.ts'
import { renderPolaris } from '../renderPolaris.ts'

const mustNot = () => {
  throw new Error('This must not be called.')
}
const changes: KeyChanges = {
  question: null,
  ask: mustNot,
  issued: null,
  putAway: mustNot,
  isBusy: false,
  nameError: undefined,
  failure: null,
  create: mustNot,
  roll: mustNot,
  revoke: mustNot,
}
const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('ProjectTable', () => {
  test('default: a project’s name, domains and requirement', () => {
    const { projects } = formatProjectList({
      shop,
      projects: [{ ...project, name: 'Harbor & <Friends>' }],
      unreadable: [],
    })
    const html = renderPolaris(createElement(ProjectTable, { projects }))
    expect(html).toContain(`href="/app/developers/${project.id}"`)
    expect(textOf(html)).toContain('Harbor &amp; &lt;Friends&gt; Changed 25 Nov 2026, 14:10')
    expect(textOf(html)).toContain('harbor.example, localhost:* Everyone with a wallet')
  })
})

describe('UnreadableProjects', () => {
  test('default: the project’s name and id, and what to do; nothing if there are none', () => {
    const { unreadable } = formatProjectList({ shop, projects: [], unreadable: [project] })
    const text = textOf(renderPolaris(createElement(UnreadableProjects, { projects: unreadable })))
    expect(text).toContain(`“${project.name}” (project ${project.id})`)
    expect(text).toContain('or a newer one')
    expect(textOf(renderPolaris(createElement(UnreadableProjects, { projects: [] }))).trim()).toBe('')
  })
})

describe('NoProjects', () => {
  test('default: what a project is, and a button to create the first', () => {
    const html = renderPolaris(createElement(NoProjects, { onCreate: mustNot }))
    expect(textOf(html)).toContain('Sign people in with their wallet')
    expect(textOf(html)).toContain('Create project')
    expect(html).toMatch(/<img[^>]+svg/)
  })
})

describe('KeyTable', () => {
  const keys = formatKeys({
    keys: [
      fakeKey(publishableKey),
      fakeKey(secretKey, { name: 'Server', endsAt: NOW + 60 }),
      fakeKey(`sk_${'3'.repeat(32)}`, { name: 'Gone', endsAt: NOW }),
    ],
    now: NOW,
    timeZone: 'UTC',
  })
  const html = renderPolaris(createElement(KeyTable, { keys, changes }))

  test('default: a publishable key can be copied, a secret key cannot', () => {
    expect(html).toContain(publishableKey)
    expect(html).toContain('aria-label="Copy: key Default"')
    expect(html).not.toContain('aria-label="Copy: key Server"')
    expect(textOf(html)).toContain('Server Secret sk_…2222')
  })

  test('behavior: an active key can be rolled and revoked, an ending one only revoked, an ended one neither', () => {
    const actions = [...html.matchAll(/aria-label="(R[a-z]+ [^"]+)"/g)].map((match) => match[1])
    expect(actions).toEqual([
      `Roll Default (${publishableKey})`,
      `Revoke Default (${publishableKey})`,
      'Revoke Server (sk_…2222)',
    ])
  })
})
