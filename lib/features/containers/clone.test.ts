import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../core/action'
import { cloneBody, type Clone } from './clone'

type Fields = Record<string, Json>
const fixture = (name: string) => JSON.parse(readFileSync(new URL(`fixtures/${name}-inspect.json`, import.meta.url), 'utf8')) as Fields & { Id: string; Image: string; Config: Fields; HostConfig: Fields; Mounts: { Name?: string; Destination: string }[]; NetworkSettings: { Networks: Record<string, Fields> } }
const engines = [['docker-28', '1.51'], ['docker-20', '1.41']] as const

function made(inspect: unknown, api: string, change = {}, images: { own: unknown; tagged: string | null } = { own: {}, tagged: null }): Clone & { body: Fields & { HostConfig: Fields } } {
  const clone = cloneBody(inspect, images, change, api)
  if (!clone.ok) throw new Error(clone.problem.message)
  return clone.value as ReturnType<typeof made>
}

describe.each(engines)('a container with more than 40 options on %s', (name, api) => {
  const inspect = fixture(name)
  const { body, connect, disconnect } = made(inspect, api, {}, { own: {}, tagged: inspect.Image })

  test('everything that it was made with is said again', () => {
    const { MacAddress: _mac, ...config } = inspect.Config
    expect(body).toMatchObject(config)
    const { Binds: _binds, Mounts: _mounts, ...host } = inspect.HostConfig
    expect(body.HostConfig).toMatchObject(host)
    expect(Object.keys(body).filter((field) => !(field in inspect.Config)).sort()).toEqual(['HostConfig', 'NetworkingConfig'])
    expect(Object.keys(body.HostConfig).filter((field) => !(field in inspect.HostConfig))).toEqual([])
  })

  test('its volumes come along, those without a name by the name that the engine gave them', () => {
    const named = (destination: string) => inspect.Mounts.find((mount) => mount.Destination === destination)!.Name
    expect(body.HostConfig.Binds).toEqual(['fid-data:/data', '/srv/fid:/srv:ro,rslave', `${named('/anon')}:/anon:nocopy`])
    expect(body.HostConfig.Mounts).toMatchObject([{ Type: 'volume', Source: named('/anon2'), Target: '/anon2', VolumeOptions: { NoCopy: true } }, { Type: 'tmpfs', Target: '/tm' }, { Type: 'bind', Target: '/bind', ReadOnly: true }])
  })

  test('what comes from other containers is left to them, what it has of its own beside that comes along', () => {
    const volume = (Name: string, Destination: string, RW = true) => ({ Type: 'volume', Name, Destination, RW })
    const bindsOf = (change: { binds?: string[]; volumes?: Fields; from?: string[] | null }, ...mounts: object[]) => made({ ...inspect, Config: { ...inspect.Config, Volumes: change.volumes ?? null }, HostConfig: { ...inspect.HostConfig, Mounts: null, Tmpfs: null, Binds: change.binds ?? null, VolumesFrom: change.from ?? null }, Mounts: mounts }, api).body.HostConfig.Binds
    expect(bindsOf({ from: ['donor:ro'], volumes: { '/own/': {} } }, volume('lent', '/lent', false), volume('a', '/own'))).toEqual(['a:/own:nocopy'])
    expect(bindsOf({ from: ['donor'] }, volume('lent', '/lent'))).toBeNull()
    expect(bindsOf({ binds: ['/bare', 'n:/named'], volumes: { '/still': {} } }, volume('b', '/bare'), volume('n', '/named'), volume('c', '/still', false))).toEqual(['b:/bare:nocopy', 'n:/named', 'c:/still:ro,nocopy'])
  })

  test('its places on networks: addresses, aliases, links, driver options; what the engine adds by itself is not said', () => {
    const first = { IPAMConfig: { IPv4Address: '10.231.0.50', IPv6Address: '2001:db8:f1::50' }, Aliases: ['web', 'api'], Links: ['fid-peer:db'] }
    const second = { IPAMConfig: { IPv4Address: '10.232.0.60', IPv6Address: '2001:db8:f2::60' }, Aliases: ['second'], Links: ['fid-peer:db2'], DriverOpts: { 'com.example.x': 'y' } }
    expect(disconnect).toEqual([])
    if (name === 'docker-28') {
      expect(body.NetworkingConfig).toEqual({ EndpointsConfig: { 'fid-a': { ...first, MacAddress: '02:11:22:33:44:55' }, 'fid-b': { ...second, MacAddress: '6a:78:c8:94:5b:e6' } } })
      expect(connect).toEqual([])
    } else {
      expect(body.NetworkingConfig).toEqual({ EndpointsConfig: { 'fid-a': first } })
      expect(body.MacAddress).toBe('02:11:22:33:44:55')
      expect(connect).toEqual([{ network: 'fid-b', endpoint: second }])
    }
  })

  test('only what shall be different is', () => {
    const change = { ports: { exposed: ['80/tcp'], bindings: { '80/tcp': [{ HostIp: '2001:db8::5', HostPort: '80' }] } }, addresses: { 'fid-a': { ipv6: '2001:db8:f1::99', ipv4: null } } }
    const other = made(inspect, api, change, { own: {}, tagged: inspect.Image })
    expect(other.body).toMatchObject({ ExposedPorts: { '80/tcp': {} }, HostConfig: { PortBindings: change.ports.bindings }, NetworkingConfig: { EndpointsConfig: { 'fid-a': { IPAMConfig: { IPv6Address: '2001:db8:f1::99' } } } } })
    expect({ ...other.body, ExposedPorts: 0, HostConfig: { ...other.body.HostConfig, PortBindings: 0 }, NetworkingConfig: 0 }).toEqual({ ...body, ExposedPorts: 0, HostConfig: { ...body.HostConfig, PortBindings: 0 }, NetworkingConfig: 0 })
    expect(JSON.stringify(other.body.NetworkingConfig)).not.toContain('10.231.0.50')
  })

  test('with --publish-all a port whose binding is taken away stays closed; undone, it is as it was asked for', () => {
    const all = { ...inspect, HostConfig: { ...inspect.HostConfig, PublishAllPorts: true } }
    const ports = { exposed: ['80/tcp'], bindings: {} }
    expect(made(all, api, { ports: { ...ports, all: false } }).body.HostConfig).toMatchObject({ PublishAllPorts: false, PortBindings: {} })
    expect(made(inspect, api, { ports: { ...ports, all: true } }).body.HostConfig).toMatchObject({ PublishAllPorts: true, PortBindings: {} })
    expect(made(all, api, { ports }).body.HostConfig.PublishAllPorts).toBe(true)
  })

  test('the image is the one that it has, by its name only as long as that is the same', () => {
    expect(body.Image).toBe('busybox:lab')
    expect(made(inspect, api, {}, { own: null, tagged: 'sha256:other' }).body.Image).toBe(inspect.Image)
    expect(made(inspect, api).body.Image).toBe(inspect.Image)
  })

  test('a hostname that the engine made of the id is left to the engine', () => {
    expect(body.Hostname).toBe('fid.example')
    expect('Hostname' in made({ ...inspect, Config: { ...inspect.Config, Hostname: inspect.Id.slice(0, 12) } }, api).body).toBe(false)
  })

  test('an entrypoint that was taken away does not come back', () => {
    const bare = { ...inspect, Config: { ...inspect.Config, Entrypoint: null } }
    expect(made(bare, api, {}, { own: { Config: { Entrypoint: ['/start'] } }, tagged: null }).body.Entrypoint).toEqual([''])
    expect(made(bare, api, {}, { own: { Config: { Entrypoint: null } }, tagged: null }).body.Entrypoint).toBeNull()
  })

  test.each(['host', 'none', 'container:abc'])('mode %s has no endpoints', (mode) => {
    const other = made({ ...inspect, HostConfig: { ...inspect.HostConfig, NetworkMode: mode }, NetworkSettings: { Networks: { host: {} } } }, api)
    expect(other).toMatchObject({ connect: [], disconnect: [], body: { NetworkingConfig: {} } })
    if (mode !== 'none') expect('Hostname' in other.body).toBe(false)
  })

  test('a container that was taken off the network of its mode is taken off again', () => {
    const { 'fid-b': left } = inspect.NetworkSettings.Networks
    const other = made({ ...inspect, NetworkSettings: { Networks: { 'fid-b': left } } }, api)
    expect(other.disconnect).toEqual(['fid-a'])
  })
})

test.each<[object | null | undefined, string, string | null]>([
  [{ os: 'linux', architecture: 'arm64', variant: 'v8', 'os.version': 'x' }, '1.48', 'linux/arm64/v8'],
  [{ os: 'linux', architecture: 's390x' }, '1.51', 'linux/s390x'],
  [{ os: 'linux', architecture: 's390x' }, '1.47', null],
  [null, '1.51', null],
  [undefined, '1.51', null],
])('made from an image for %j on API %s: platform %s', (platform, api, said) => expect(made({ ...fixture('docker-28'), ImageManifestDescriptor: { digest: 'sha256:1', platform } }, api).platform).toBe(said))

describe('the MAC address', () => {
  const [modern, old] = [fixture('docker-28'), fixture('docker-20')]
  const endpoints = ({ body }: Clone) => (body.NetworkingConfig as { EndpointsConfig: Record<string, Fields> }).EndpointsConfig
  const { 'fid-a': first, 'fid-b': second } = modern.NetworkSettings.Networks as Record<'fid-a' | 'fid-b', Fields>
  const on = (change: { Config?: Fields; first?: Fields; second?: Fields }) => ({ ...modern, Config: { ...modern.Config, ...change.Config }, NetworkSettings: { Networks: { 'fid-a': { ...first, ...change.first }, 'fid-b': { ...second, ...change.second } } } })

  test('that was asked for is asked for again, also of a container that does not run', () => {
    const stopped = made(on({ first: { MacAddress: '', IPAddress: '' }, second: { MacAddress: '', IPAddress: '' } }), '1.51')
    expect(endpoints(stopped)['fid-a']).toMatchObject({ MacAddress: '02:11:22:33:44:55' })
    expect(endpoints(stopped)['fid-b']).not.toHaveProperty('MacAddress')
    expect(made({ ...old, NetworkSettings: { Networks: {} } }, '1.41').body.MacAddress).toBe('02:11:22:33:44:55')
  })
  test('that the engine made is left to the engine', () => {
    const { MacAddress: _none, ...Config } = modern.Config
    const none = { ...on({ first: { MacAddress: '36:00:11:22:33:44' } }), Config }
    expect(endpoints(made(none, '1.51'))['fid-a']).not.toHaveProperty('MacAddress')
    expect(made({ ...old, Config: { ...old.Config, MacAddress: '' } }, '1.41').body).not.toHaveProperty('MacAddress')
    // Engines 25 to 27 make it of the IPv4 address, or by chance where there is none.
    expect(endpoints(made(on({ second: { IPAddress: '10.232.0.60', MacAddress: '02:42:0a:e8:00:3c' } }), '1.44'))['fid-b']).not.toHaveProperty('MacAddress')
    expect(endpoints(made(on({ second: { IPAddress: '', MacAddress: '02:42:8f:01:02:03' } }), '1.44'))['fid-b']).not.toHaveProperty('MacAddress')
    expect(endpoints(made(on({ second: { IPAddress: '10.232.0.60', MacAddress: '02:42:0a:e8:00:3d' } }), '1.44'))['fid-b']).toHaveProperty('MacAddress')
  })
  test('is taken from the network where the engine tells no wish of the container any more', () => {
    const { MacAddress: _none, ...Config } = modern.Config
    expect(endpoints(made({ ...modern, Config }, '1.52'))['fid-a']).toHaveProperty('MacAddress', '02:11:22:33:44:55')
    const { NetworkID } = first
    const byId = { ...modern, Config, HostConfig: { ...modern.HostConfig, NetworkMode: NetworkID! } }
    expect(endpoints(made(byId, '1.51'))[NetworkID as string]).toHaveProperty('MacAddress', '02:11:22:33:44:55')
  })
})

test('what is no inspection is refused without a word of it', () => {
  const answer = cloneBody({ Id: 'x', Config: { Env: ['TOKEN=s3cret'] } }, { own: null, tagged: null }, {}, '1.51')
  expect(answer).toMatchObject({ ok: false, problem: { code: 'unreadable_output' } })
  expect(JSON.stringify(answer)).not.toContain('s3cret')
})
