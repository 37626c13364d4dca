import { expect, test } from 'vitest'
import { joinersOf } from './joiners'
import type { Container } from './schema'

const id = '3f4e8c1d9b7a'.padEnd(64, '0')
const joining = (name: string, ...joins: string[]) => ({ id: name.padEnd(64, 'e'), name, joins }) as Container

test('by id, whole or short, or by name', () => {
  const web = { id, name: 'web' } as Container
  const all = [{ ...web, joins: [] }, joining('whole', id), joining('short', id.slice(0, 12)), joining('named', 'web'), joining('both', 'web', id), joining('other', 'f'.repeat(64)), joining('none', ''), { name: 'partial' } as Container]
  expect(joinersOf(web, all)).toEqual({ lost: ['whole', 'short', 'both'], named: ['named'] })
  expect(joinersOf({ id, name: '3f4e' }, [joining('named', '3f4e')])).toEqual({ lost: [], named: ['named'] })
})
