/** Asks a host's engine over its socket, from outside. */
import { existsSync } from 'node:fs'
import { request } from 'node:http'
import { labImage } from './config.mjs'

/** The engine's name, or undefined as long as it or the lab's image is not there. @param {number} leader */
export async function askEngine(leader) {
  const socketPath = `/proc/${leader}/root/run/docker.sock`
  if (!existsSync(socketPath)) return undefined
  const image = await getJson(socketPath, `/images/${labImage}/json`)
  const version = image && await getJson(socketPath, '/version')
  return version ? `Docker ${withoutPackaging(version.Version)}` : undefined
}

/** `28.5.2+dfsg4` is 28.5.2 with a packager's mark. @param {string} version */
const withoutPackaging = (version) => version.replace(/\+.*/, '')

/**
 * @param {string} socketPath
 * @param {string} path
 * @returns {Promise<any>} undefined if there is no good answer
 */
function getJson(socketPath, path) {
  return new Promise((resolve) => {
    const asked = request({ socketPath, path, timeout: 10_000 }, (answer) => {
      let text = ''
      answer.on('data', (chunk) => (text += chunk))
      answer.on('end', () => resolve(answer.statusCode === 200 ? JSON.parse(text) : undefined))
    })
    asked.on('timeout', () => asked.destroy())
    asked.on('error', () => resolve(undefined))
    asked.end()
  })
}
