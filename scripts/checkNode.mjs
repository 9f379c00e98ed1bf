/*
 * End with one sentence on a version of Node that is not supported: otherwise the first library that needs a newer one ends
 * with a stack trace. Old versions must be able to run this, so it is plain and imports nothing. Installs and starts begin
 * with it, and the build puts it in front of its files, which may have variables of the same names.
 */
{
  const { process, console } = globalThis
  const oldestMinors = { 20: 19, 22: 12 }
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 24 && !(minor >= oldestMinors[major])) {
    console.error(
      `Palisade needs Node 20 from 20.19 on, Node 22 from 22.12 on, or Node 24 or later. This is Node ${process.versions.node}.`,
    )
    process.exit(1)
  }
}
