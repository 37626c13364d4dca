import { CONFIG_KEYS, knowsKey, type ConfigKey, type KeyKind } from './keys'

/** Where a name can be completed: the part of the text that it takes the place of, what is typed of it, and the settings that fit. */
export type Completion = { from: number; to: number; typed: string; keys: ConfigKey[] }

const MOST = 8
const BEGINNING: Record<KeyKind, string> = {
  boolean: 'true', number: '0', string: '""', list: '[]', map: '{}', any: '{}', pools: '[{"base": "", "size": 64}]', options: '{"bridge": {"com.docker.network.enable_ipv6": "true"}}',
}

/** The settings that may be meant at a place of the text: only where a name of the outermost object stands, only those that this engine knows and the file has not. */
export function completionAt(text: string, caret: number, api: string): Completion | null {
  const place = nameAt(text, caret)
  if (place === null) return null
  const rest = /^[\w-]*/.exec(text.slice(caret))?.[0] ?? ''
  const typed = text.slice(place, caret).replace(/^"/, '')
  const to = caret + rest.length + (text[caret + rest.length] === '"' ? 1 : 0)
  const there = new Set([...(text.slice(0, place) + text.slice(to)).matchAll(/"([\w-]+)"\s*:/g)].map((match) => match[1]))
  const fits = CONFIG_KEYS.filter((key) => key.key.includes(typed.toLowerCase()) && !there.has(key.key) && knowsKey(api, key))
  const ranked = [...fits.filter(({ key }) => key.startsWith(typed)), ...fits.filter(({ key }) => !key.startsWith(typed))]
  return { from: place, to, typed, keys: ranked.slice(0, MOST) }
}

/** The text with the name written out; a value to begin with follows where none is there. `caret` is where to type on. */
export function complete(text: string, { from, to }: Completion, { key, kind }: ConfigKey): { text: string; caret: number } {
  const value = /^\s*:/.test(text.slice(to)) ? '' : `: ${BEGINNING[kind]}`
  const written = `"${key}"${value}`
  // Between quotes or brackets of the value, if it has any.
  const inside = value === '' || kind === 'boolean' || kind === 'number' ? written.length : Math.max(written.indexOf('""', key.length + 3), written.indexOf('[]', key.length + 3), written.indexOf('{}', key.length + 3)) + 1
  return { text: text.slice(0, from) + written + text.slice(to), caret: from + (inside > 0 ? inside : written.length) }
}

/** Where the name begins that the caret stands in or could begin; null inside of values and deeper objects. */
function nameAt(text: string, caret: number): number | null {
  let depth = 0
  let last = ''
  let open: number | null = null
  for (let i = 0; i < caret; i++) {
    const sign = text[i]!
    if (open !== null) {
      if (sign === '\\') i++
      else if (sign === '"' || sign === '\n') open = null
      if (open === null) last = '"'
      continue
    }
    if (sign === '"') open = i
    else if (sign === '{' || sign === '[') depth++
    else if (sign === '}' || sign === ']') depth--
    if (sign !== '"' && !/\s/.test(sign)) last = sign
  }
  if (depth !== 1 || (last !== '{' && last !== ',')) return null
  return open ?? caret
}
