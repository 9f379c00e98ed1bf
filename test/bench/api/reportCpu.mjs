/*
 * Preloaded into every server that is measured: it tells, when asked over IPC, what CPU time its process has used.
 */
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.(user + system)
})
// The channel alone must not keep a server alive.
process.channel?.unref()
