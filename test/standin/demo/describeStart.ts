import path from 'node:path'
import { formatFolderFault } from '../../../app/db/createFolder.ts'

const FOLDER_FAULTS = ['EACCES', 'EDQUOT', 'EEXIST', 'ENOSPC', 'ENOTDIR', 'EPERM', 'EROFS']

/** Describe for people why the demo did not start, and what to do. */
export function describeStart(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code = '', port, path: file } = error as NodeJS.ErrnoException & { port?: number }
  // The ports were free before the build, which takes a minute the first time.
  if (code === 'EADDRINUSE')
    return `Another program has taken port ${port} meanwhile. Run this command again.`
  if (!file || !FOLDER_FAULTS.includes(code)) return error.message
  const fault = formatFolderFault({ folder: path.dirname(file), code })
  return `${fault} Run this command as the user whose folder it is, with space on its disk.`
}
