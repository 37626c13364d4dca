import { text } from '../../text/en'

/** The engine's config file as an object, or why it is none. An absent or empty file is an engine without settings. */
export function readConfig(path: string, content: string | null): { config: Record<string, unknown>; error: string | null } {
  if (content === null || content.trim() === '') return { config: {}, error: null }
  try {
    const value: unknown = JSON.parse(content)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { config: value as Record<string, unknown>, error: null }
    return { config: {}, error: text.engine.configNotObject(path) }
  } catch (error) {
    return { config: {}, error: text.engine.configNotJson(path, error instanceof Error ? error.message.slice(0, 200) : '') }
  }
}
