import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The top folder of the project. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
/** The built product: one folder that runs by itself. */
export const DIST = join(ROOT, 'dist')
