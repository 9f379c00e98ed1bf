import { useState } from 'react'
import { splitPasted } from './readLines.ts'

export type ImportSourceModel = ReturnType<typeof useImportSource>

/** State of what is imported into a list: a chosen file, or pasted text. */
export function useImportSource() {
  const [file, setFile] = useState<File | null>(null)
  const [text, setText] = useState('')
  return {
    file,
    setFile,
    text,
    setText,
    hasSource: file !== null || text.trim() !== '',
    /** Make what is sent: the file, or the text with one address per line. */
    createBlob: () => file ?? new Blob([splitPasted(text)]),
    empty: () => {
      setFile(null)
      setText('')
    },
  }
}
