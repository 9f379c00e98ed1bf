import { describe, expect, test } from 'vitest'
import { HELP } from '../../../scripts/keys/help.ts'
import { parseCommand } from '../../../scripts/keys/parseCommand.ts'

describe('parseCommand', () => {
  test('default', () => {
    const words = [
      'create-project',
      '--name',
      'My site',
      '--domain',
      'a.example',
      '--domain=b.example',
      '--json',
    ]
    expect(parseCommand(words)).toEqual({
      kind: 'create-project',
      options: { name: 'My site', domain: ['a.example', 'b.example'] },
    })
  })

  test('behavior: no command, help, --help and -h ask for help', () => {
    for (const words of [[], ['help'], ['--help'], ['roll', '-h']]) {
      expect(parseCommand(words)).toEqual({ kind: 'help' })
    }
  })

  test.each([
    [['projects'], { kind: 'projects' }],
    [['show', 'My site'], { kind: 'show', project: 'My site' }],
    [['set', 'x', '--statement', ''], { kind: 'set', project: 'x', options: { statement: '' } }],
    [['set', 'x', '--everyone'], { kind: 'set', project: 'x', options: { everyone: true } }],
    [
      ['create-key', 'x', '--kind', 'secret', '--name', 'n'],
      { kind: 'create-key', project: 'x', keyKind: 'secret', name: 'n' },
    ],
    [['roll', 'k'], { kind: 'roll', key: 'k' }],
    [['revoke', 'k'], { kind: 'revoke', key: 'k' }],
    [['delete-project', 'x', '--yes'], { kind: 'delete-project', project: 'x' }],
    [['rotate-signing-key'], { kind: 'rotate-signing-key' }],
    [['revoke-token', 't'], { kind: 'revoke-token', tid: 't' }],
  ])('behavior: %j is parsed, and the help lists it', (words, command) => {
    expect(parseCommand(words)).toEqual(command)
    expect(HELP).toMatch(new RegExp(`^  ${words[0]} `, 'm'))
  })

  test.each([
    [['frobnicate'], 'There is no command "frobnicate".'],
    [['constructor'], 'There is no command "constructor".'],
    [['show'], 'Name the project'],
    [['roll'], 'Name the key'],
    [['show', 'My', 'site'], '"site" is one argument too many'],
    [['projects', 'x'], '"x" is one argument too many'],
    [['projects', '--bogus'], '--bogus'],
    [['show', 'x', '--name', 'y'], 'show has no option --name'],
    [['create-project'], '--name'],
    [['create-project', '--name'], '--name'],
    [['set', 'x'], 'Name a field to change'],
    [['create-key', 'x', '--name', 'y'], '--kind secret'],
    [['create-key', 'x', '--kind', 'admin', '--name', 'y'], '--kind secret'],
    [['create-key', 'x', '--kind', 'secret'], '--name'],
    [['delete-project', 'x'], '--yes'],
  ])('refuses: %j', (words, sentence) => {
    expect(() => parseCommand(words)).toThrow(sentence)
  })
})
