export type ComposeReleaseNotesParameters = {
  /** The text of CHANGELOG.md. */
  readonly changelog: string
  /** The version of each package.json, by its path. */
  readonly versions: Readonly<Record<string, string>>
  /** E.g. `v1.2.3`. Without a tag, the notes are those of the packages' version. */
  readonly tag?: string | undefined
}

/**
 * Compose the notes of a release: the section of the changelog that is called as its version.
 * @throws Error if tag, packages and changelog disagree, or the section says nothing.
 */
export function composeReleaseNotes({ changelog, versions, tag }: ComposeReleaseNotesParameters): string {
  const [version = ''] = Object.values(versions)
  for (const [file, other] of Object.entries(versions)) {
    if (other !== version)
      throw new Error(`${file} has version ${other}, the others have ${version}. Write one version into all.`)
  }
  if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version))
    throw new Error(`"${version}" is not a version. Write three numbers, e.g. 1.2.3.`)
  if (tag !== undefined && tag !== `v${version}`)
    throw new Error(
      `The tag is "${tag}", the packages have version ${version}. Tag a commit whose packages have the tag's version.`,
    )
  const sections = listSections(changelog)
  const [newest] = sections
  if (newest?.version !== version)
    throw new Error(
      `CHANGELOG.md begins with "${newest?.version ?? ''}", the packages have version ${version}. Begin it with "## ${version}".`,
    )
  if (sections.filter((one) => one.version === version).length > 1)
    throw new Error(`CHANGELOG.md has two sections ${version}. Merge them.`)
  if (!/^- \S/m.test(newest.text)) throw new Error(`The section ${version} of CHANGELOG.md lists no change.`)
  return `${newest.text.trim()}\n`
}

function listSections(changelog: string): { version: string; text: string }[] {
  return changelog
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [version = '', ...lines] = section.split('\n')
      return { version: version.trim(), text: lines.join('\n') }
    })
}
