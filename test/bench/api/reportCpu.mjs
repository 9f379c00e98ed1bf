// Preloaded into every measured server. It answers each IPC message with the CPU time of the process, in microseconds.
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.(user + system)
})
// The IPC channel must not keep the server alive.
process.channel?.unref()
