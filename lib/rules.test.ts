import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = dirname(import.meta.dirname)
const SOURCE = /\.(ts|tsx|mjs|cjs|js)$/

type File = { path: string; text: string; imports: string[] }

function filesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesOf(join(folder, entry.name)) : [join(folder, entry.name)]))
}

const files: File[] = ['lib', 'app', 'components']
  .flatMap(filesOf)
  .filter((path) => SOURCE.test(path) && !/\.test\.tsx?$/.test(path))
  .map((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8')
    const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => resolved(path, match[1]!))
    return { path, text, imports }
  })

/** An import as a path from the top folder, or the package's name. */
function resolved(from: string, target: string): string {
  if (target.startsWith('@/')) return target.slice(2)
  return target.startsWith('.') ? relative(ROOT, join(ROOT, dirname(from), target)) : target
}

/** Layer of a path: the first row that fits. What a layer may import is the list behind it. */
const LAYERS: [name: string, at: RegExp, may: string[]][] = [
  ['text', /^lib\/text\//, ['text']],
  ['core', /^lib\/core\//, ['core', 'text']],
  ['features', /^lib\/features\//, ['core', 'text', 'features']],
  ['registry', /^lib\/(changes-)?registry$/, ['core', 'features']],
  ['changes', /^lib\/changes\//, ['core', 'text', 'changes']],
  ['hosts', /^lib\/hosts\//, ['core', 'text', 'features', 'hosts']],
  ['keeper', /^lib\/keeper\//, ['core', 'text', 'features', 'registry', 'hosts', 'changes', 'keeper']],
  ['server', /^lib\/server\//, ['core', 'text', 'features', 'server']],
  ['backup', /^lib\/backup\//, ['core', 'text', 'keeper', 'server', 'backup']],
  ['client', /^lib\/client\//, ['core', 'text', 'features', 'client']],
  ['components', /^components\//, ['core', 'text', 'features', 'client', 'components']],
  ['app', /^(app\/|instrumentation$)/, ['core', 'text', 'features', 'client', 'components', 'server', 'app']],
]

const layerOf = (path: string) => LAYERS.find(([, at]) => at.test(path.replace(SOURCE, '')))

test('there is code to check', () => expect(files.length).toBeGreaterThan(50))

describe('imports go down only', () => {
  test.each(files.map((file) => [file.path, file] as const))('%s', (_path, file) => {
    const layer = layerOf(file.path)
    expect(layer, 'belongs to no layer').toBeDefined()
    const wrong = file.imports.filter((target) => {
      const to = layerOf(target)
      return to !== undefined && !layer![2].includes(to[0])
    })
    expect(wrong).toEqual([])
  })
})

describe('effects have their places', () => {
  const users = (pattern: RegExp) => files.filter((file) => file.imports.some((target) => pattern.test(target))).map((file) => file.path)
  const outside = (pattern: RegExp, places: RegExp) => users(pattern).filter((path) => !places.test(path))

  test('commands and the engine: lib/hosts', () => expect(outside(/^(node:)?child_process$|^dockerode$/, /^lib\/hosts\//)).toEqual([]))
  test('files: lib/hosts, the two processes and the backup', () => expect(outside(/^(node:)?fs(\/promises)?$/, /^lib\/(hosts|keeper|server|backup)\//)).toEqual([]))
  test('SQLite: the stores, and their archive', () => expect(outside(/^better-sqlite3$/, /^lib\/((keeper|server)\/store|backup\/archive)\.ts$/)).toEqual([]))
  test('ip-address: behind lib/core/ip.ts', () => expect(outside(/^ip-address$/, /^lib\/core\/ip\.ts$/)).toEqual([]))
  test('no command line is handed to a shell', () => expect(files.filter((file) => /shell:\s*true|execSync|\bexec\(['"`]/.test(file.text)).map((file) => file.path)).toEqual([]))
  test('nothing from Node reaches the browser', () => expect(users(/^node:/).filter((path) => /^(components|lib\/client|lib\/core|lib\/features|lib\/text)\//.test(path))).toEqual([]))
})

describe('the console’s surface', () => {
  const routes = files.filter((file) => /^app\/.*\/route\.ts$/.test(file.path))
  test('every route goes through route()', () => {
    expect(routes.length).toBeGreaterThan(4)
    for (const file of routes) {
      const exported = [...file.text.matchAll(/export (?:const|function|async function) (\w+)\s*(=\s*route\()?/g)].filter(([, name]) => /^[A-Z]+$/.test(name!))
      expect(exported.length, file.path).toBeGreaterThan(0)
      for (const [, name, wrapped] of exported) expect(wrapped, `${file.path} ${name}`).toBeDefined()
    }
  })
  test('no middleware, no server actions, no edge runtime', () => {
    for (const name of ['middleware.ts', 'proxy.ts', 'middleware.js', 'proxy.js']) expect(existsSync(join(ROOT, name))).toBe(false)
    expect(files.filter((file) => /['"]use server['"]|runtime\s*=\s*['"]edge/.test(file.text)).map((file) => file.path)).toEqual([])
  })
  test('pages name no other host', () => {
    const named = files.filter((file) => /^(app|components|lib\/client)\//.test(file.path) && /['"`]https?:\/\/(?!\$)/.test(file.text)).map((file) => file.path)
    expect(named).toEqual([])
  })
})

describe('documents tell the truth', () => {
  const documents = ['README.md', 'docs/architecture.md', 'docs/container.md', 'docs/dependencies.md'].filter((path) => existsSync(join(ROOT, path)))
  test.each(documents)('every path that %s names exists', (path) => {
    const text = readFileSync(join(ROOT, path), 'utf8')
    const named = [...text.matchAll(/`((?:lib|app|components|e2e|scripts|docs|install|public)\/[\w./()[\]-]*\w\/?)`/g)].map((match) => match[1]!)
    expect(named.filter((name) => !existsSync(join(ROOT, name)))).toEqual([])
  })
  test('every package of the product is explained', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, Record<string, string>>
    const text = readFileSync(join(ROOT, 'docs/dependencies.md'), 'utf8')
    expect(Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !text.includes(name.startsWith('@types/') ? '@types/*' : name))).toEqual([])
  })
})
