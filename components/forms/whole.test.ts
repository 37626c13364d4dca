import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { CHANGES } from '../../lib/changes-registry'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(path, 'utf8')

/** The forms of all pages: kind of change, and what their files say with those of their own folder that they use. */
const forms = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.tsx')).flatMap((path) => {
  const found = [...read(join(root, path)).matchAll(/kind: '([a-z.-]+)', form: dynamic\(\(\) => import\('\.\/(\w+)'\)/g)]
  return found.map(([, kind = '', name = '']) => ({ kind, name, text: textOf(join(root, dirname(path), name)) }))
})

function textOf(file: string, seen = new Set<string>()): string {
  const path = ['.tsx', '.ts'].map((end) => file + end).find((one) => readdirSync(dirname(one)).includes(one.slice(dirname(one).length + 1)))
  if (!path || seen.has(path)) return ''
  seen.add(path)
  const text = read(path)
  return [text, ...[...text.matchAll(/from '\.\/([\w-]+)'/g)].map(([, name = '']) => textOf(join(dirname(path), name), seen))].join('\n')
}

test('there are forms', () => expect(forms.length).toBeGreaterThan(12))

test.each(forms.map(({ kind, name, text }) => [`${kind} in ${name}`, kind, text] as const))('everything that can be wished of %s can be said there', (_name, kind, text) => {
  const input = CHANGES.find((change) => change.kind === kind)?.input as unknown as { shape?: Record<string, unknown> } | undefined
  const fields = Object.keys(input?.shape ?? {})
  expect(fields.length).toBeGreaterThan(0)
  expect(fields.filter((field) => !new RegExp(`\\b${field}\\b`).test(text))).toEqual([])
})
