import { describe, expect, test } from 'vitest'
import { defaultConfig } from './engine-process'
import { unitIn } from './engine-unit'

describe('an engine of a user’s own', () => {
  test('reads the settings of that user', () => {
    expect(defaultConfig(0, 'HOME=/root\0XDG_CONFIG_HOME=/root/.config\0')).toBe('/etc/docker/daemon.json')
    expect(defaultConfig(1000, 'PATH=/usr/bin\0HOME=/home/ada\0LANG=C\0')).toBe('/home/ada/.config/docker/daemon.json')
    expect(defaultConfig(1000, 'XDG_CONFIG_HOME=/srv/ada/conf\0HOME=/home/ada\0')).toBe('/srv/ada/conf/docker/daemon.json')
    expect(defaultConfig(1000, 'PATH=/usr/bin\0HOME=\0')).toBe('/etc/docker/daemon.json')
  })
  test.each([
    ['the system’s', '0::/system.slice/docker.service\n', 'docker.service'],
    ['with a hybrid hierarchy', '1:name=systemd:/system.slice/docker.service\n0::/system.slice/docker.service\n', 'docker.service'],
    ['a user’s, whose unit has the same name', '0::/user.slice/user-1000.slice/user@1000.service/app.slice/docker.service\n', null],
    ['started by hand', '0::/user.slice/user-1000.slice/session-3.scope\n', null],
    ['no systemd', '0::/\n', null],
  ])('its unit: %s', (_name, cgroup, unit) => expect(unitIn(cgroup)).toBe(unit))
})
